package dev.tarife.duckdb;

import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How much memory a database may have: what the environment says, else what is usual. */
public final class MemoryLimit {
  /** The variable of the environment that says it. */
  static final String VARIABLE = "TARIFE_MEMORY";

  private static final Pattern AMOUNT = Pattern.compile("[1-9][0-9]{0,5}(MB|GB)");

  private MemoryLimit() {}

  /**
   * The limit, such as {@code 800MB}.
   *
   * @param usual where the environment says nothing
   * @throws FaultException if the environment says no amount
   */
  public static String or(String usual) {
    return of(System.getenv(VARIABLE), usual);
  }

  static String of(@Nullable String said, String usual) {
    if (said == null || said.isEmpty()) {
      return usual;
    }
    if (!AMOUNT.matcher(said).matches()) {
      throw FaultException.of(
          Place.ofFile(VARIABLE),
          "the amount of memory (" + said + ") is none",
          "write it as 800MB or 2GB, or leave it out");
    }
    return said;
  }
}
