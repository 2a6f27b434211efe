package dev.tarife;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs of the machine that Maven does not bring. Where it is missing, the test is
 * skipped and says how to get it; with {@code CI=true} it fails, so that no test is silently left
 * out of what a change must pass.
 */
public final class Needs {
  private Needs() {}

  /** Programs, by their names on the {@code PATH}. */
  public static void program(String... names) {
    for (String name : names) {
      met(isHere(name), hint(name));
    }
  }

  /**
   * Something else.
   *
   * @param hint what is missing and how to get it, in one line
   */
  public static void met(boolean here, String hint) {
    if (!here) {
      assertThat(inCi()).as(hint).isFalse();
      Assumptions.abort(hint);
    }
  }

  /**
   * Whether a program is here that a test can make do without.
   *
   * @throws AssertionError if it is not and {@code CI} is {@code true}: there nothing is made do
   */
  public static boolean has(String program) {
    boolean here = isHere(program);
    assertThat(here || !inCi()).as(hint(program)).isTrue();
    return here;
  }

  private static boolean inCi() {
    return "true".equals(System.getenv("CI"));
  }

  private static boolean isHere(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  private static String hint(String name) {
    String install =
        switch (name) {
          case "soffice" -> "libreoffice-calc";
          case "mvn" -> "maven";
          case "chromedriver" -> "chromium-driver";
          default -> name;
        };
    return name + " is not here: apt-get install " + install;
  }
}
