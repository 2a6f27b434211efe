package dev.tarife.table;

import dev.tarife.model.Instance;
import dev.tarife.model.UsageRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What conditions see of a record that no file has: the Region and the plan of its instance, and
 * hour, weekday and date of its start by the instance's clock (decision A-85).
 *
 * @param instance the instance that the record names; null: none that is known
 * @param start start of the record
 * @param zone time zone of the instance
 */
public record InstanceColumns(@Nullable Instance instance, Instant start, ZoneId zone) {
  /** Region code of the instance. */
  public static final String REGION = "region";

  /** Plan of the instance on the record's first day, in UTC (decision A-80). */
  public static final String PLAN = "plan";

  /** Hour of the start, 0 to 23, in the instance's time zone. */
  public static final String HOUR = "hour";

  /** Weekday of the start, {@code monday} to {@code sunday}, in the instance's time zone. */
  public static final String WEEKDAY = "weekday";

  /** Date of the start, such as {@code 2024-12-25}, in the instance's time zone. */
  public static final String DATE = "date";

  /** Their names. */
  public static final List<String> NAMES = List.of(REGION, PLAN, HOUR, WEEKDAY, DATE);

  /** The weekdays, from Monday on. */
  public static final List<String> WEEKDAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

  private static final List<String> LOCAL = List.of(HOUR, WEEKDAY, DATE);

  /** Whether a column is one of these. */
  public static boolean has(String column) {
    return NAMES.contains(column);
  }

  /** Whether a column is read from the instance's clock. */
  public static boolean isLocal(String column) {
    return LOCAL.contains(column);
  }

  /** What conditions see of a record beside its own columns. */
  public static InstanceColumns of(
      UsageRecord usage, @Nullable Instance instance, Catalogue catalogue) {
    ZoneId zone = instance == null ? ZoneOffset.UTC : catalogue.timeZone(instance);
    return new InstanceColumns(instance, usage.startTime(), zone);
  }

  /**
   * The text of one of these columns; null where the instance is not known.
   *
   * @throws IllegalArgumentException if the column is none of these
   */
  public @Nullable String text(String column) {
    if (instance == null) {
      return null;
    }
    ZonedDateTime local = start.atZone(zone);
    return switch (column) {
      case REGION -> instance.region();
      case PLAN -> instance.planOn(LocalDate.ofInstant(start, ZoneOffset.UTC));
      case HOUR -> Integer.toString(local.getHour());
      case WEEKDAY -> local.getDayOfWeek().name().toLowerCase(Locale.ROOT);
      case DATE -> local.toLocalDate().toString();
      default -> throw new IllegalArgumentException("(" + column + ") is not read from instances.");
    };
  }
}
