package dev.tarife.bundle;

import dev.tarife.model.Version;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How a text in a bundle differs from what it should be, in one line. */
final class TextDifference {
  private static final int LONGEST = 60;

  private TextDifference() {}

  /**
   * Names the first line that differs.
   *
   * @param name of the file
   * @param found what it holds
   * @param expected what it should hold; another content
   */
  static String of(String name, byte[] found, byte[] expected) {
    List<String> lines = lines(found);
    List<String> others = lines(expected);
    int line = 0;
    while (line < lines.size()
        && line < others.size()
        && lines.get(line).equals(others.get(line))) {
      line++;
    }
    return name
        + " is not that of Tarife "
        + Version.tarife()
        + ": line "
        + (line + 1)
        + " is "
        + shown(lines, line)
        + ", not "
        + shown(others, line);
  }

  private static List<String> lines(byte[] text) {
    return new String(text, StandardCharsets.UTF_8).lines().toList();
  }

  private static String shown(List<String> lines, int index) {
    if (index >= lines.size()) {
      return "missing";
    }
    String line = lines.get(index).strip();
    return "(" + (line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...") + ")";
  }
}
