package dev.tarife.table;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names of time zones, as the IANA database has them: {@code Europe/Istanbul}. */
public final class TimeZones {
  private static final String EXAMPLE = "America/New_York";

  private static final int LONGEST_ABBREVIATION = 5;

  private TimeZones() {}

  /** The zone of a name; null where there is none such. */
  public static @Nullable ZoneId of(String name) {
    try {
      return known().contains(name) ? ZoneId.of(name) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /**
   * What to do about an unknown name. To an abbreviation, such as EST, another one is near that is
   * of another clock.
   */
  public static String suggestion(String name) {
    boolean isShort = name.length() <= LONGEST_ABBREVIATION && name.indexOf('/') < 0;
    String nearest = isShort ? null : Suggestion.nearest(name, known());
    return "write " + (nearest == null ? "a name such as " + EXAMPLE : nearest);
  }

  private static Set<String> known() {
    return ZoneId.getAvailableZoneIds();
  }
}
