package dev.tarife.attacks;

import java.util.List;

/**
 * An accident or an attack.
 *
 * @param area the heading it stands under
 * @param tried what was tried, in words
 * @param prepare tries it on a copy of what is shipped
 * @param command what the user then runs
 * @param refused whether it must be refused as a whole; else it must change no price
 */
record Attack(String area, String tried, Prepare prepare, List<String> command, boolean refused) {
  /** Changes what is shipped. */
  interface Prepare {
    void on(Scene scene) throws Exception;
  }

  /** Prices a usage folder with a folder of tables. */
  static final List<String> RATE =
      List.of(
          "rate",
          "usage",
          "--month",
          "2024-05",
          "--tables",
          "tables",
          "--format",
          "json",
          "--output",
          "invoice.json");

  /** One that must be refused. */
  static Attack refused(String area, String tried, Prepare prepare) {
    return new Attack(area, tried, prepare, RATE, true);
  }

  /** One that must change nothing, or be named beside the invoice. */
  static Attack harmless(String area, String tried, Prepare prepare) {
    return new Attack(area, tried, prepare, RATE, false);
  }

  /** The same, by another command. */
  Attack by(String... arguments) {
    return new Attack(area, tried, prepare, List.of(arguments), refused);
  }

  @Override
  public String toString() {
    return area + ": " + tried;
  }
}
