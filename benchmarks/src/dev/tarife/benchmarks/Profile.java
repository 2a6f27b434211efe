package dev.tarife.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** How long each statement of metering took, as the meter logs it. */
final class Profile extends Handler {
  private static final Logger METERING = Logger.getLogger("dev.tarife.duckdb.Database");

  private final List<String> statements = new ArrayList<>();

  private Profile() {}

  static Profile start() {
    Profile profile = new Profile();
    profile.setLevel(Level.FINE);
    METERING.setLevel(Level.FINE);
    METERING.setUseParentHandlers(false);
    METERING.addHandler(profile);
    return profile;
  }

  @Override
  public void publish(LogRecord said) {
    statements.add(said.getMessage());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  /** What the statements that hold a text took. */
  long millis(String text) {
    return statements.stream().filter(said -> said.contains(text)).mapToLong(Profile::taken).sum();
  }

  private static long taken(String said) {
    return Long.parseLong(said.substring(0, said.indexOf(' ')));
  }

  /**
   * Where BENCHMARK_PROFILE is set, prints the beginning of what took a twentieth of a second or
   * more; where it is {@code whole}, every statement.
   */
  void print() {
    String wanted = System.getenv("BENCHMARK_PROFILE");
    if ("whole".equals(wanted)) {
      statements.forEach(System.err::println);
    } else if (wanted != null) {
      statements.stream()
          .filter(said -> taken(said) >= 50)
          .map(said -> said.substring(0, Math.min(150, said.length())))
          .forEach(System.err::println);
    }
  }
}
