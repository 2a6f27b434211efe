package dev.tarife.metering.input;

import org.jspecify.annotations.Nullable;

/** Says what is wrong with JSON or YAML in the words of its parser. */
public final class Unparsable {
  private Unparsable() {}

  /**
   * The first line of what the parser says, without the places in its own input.
   *
   * @param message null: it says nothing
   */
  public static String reason(@Nullable String message) {
    return message == null
        ? ""
        : message
            .lines()
            .findFirst()
            .orElse("")
            .replaceFirst(" \\(start marker.*", "")
            .replaceFirst(", from `.*`", "");
  }
}
