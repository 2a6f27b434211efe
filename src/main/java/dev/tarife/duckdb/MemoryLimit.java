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
   * Returns the limit, such as {@code 800MB}: what the environment says, else 256 MB a core, at
   * least 512 MB and at most 1 GB.
   *
   * @throws FaultException if the environment says no amount
   */
  public static String standard() {
    int cores = Math.max(2, Runtime.getRuntime().availableProcessors());
    return of(System.getenv(VARIABLE), Math.min(1024, 256 * cores) + "MB");
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
