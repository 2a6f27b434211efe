package dev.tarife.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * Text for a person, line by line.
 *
 * @param out where it goes
 * @param width in characters; a narrow one is exceeded rather than cut
 * @param colour whether the reader is a terminal that shows bold and dim
 */
record TextPage(Writer out, int width, boolean colour) {
  /** Descriptions are not broken into less. */
  static final int LEAST_DESCRIPTION = 30;

  void line(String text) throws IOException {
    out.write(text.stripTrailing());
    out.write('\n');
  }

  String bold(String text) {
    return colour ? "\u001B[1m" + text + "\u001B[0m" : text;
  }

  String dim(String text) {
    return colour ? "\u001B[2m" + text + "\u001B[0m" : text;
  }

  void bullet(String text) throws IOException {
    String mark = "  - ";
    for (String part : wrap(text, Math.max(LEAST_DESCRIPTION, width - mark.length()))) {
      line(mark + part);
      mark = "    ";
    }
  }

  /** Breaks a text at spaces; the second line and those after it are two shorter. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    int room = width;
    while (rest.length() > room) {
      int at = rest.lastIndexOf(' ', room);
      if (at <= 0) {
        at = rest.indexOf(' ');
        if (at < 0) {
          break;
        }
      }
      lines.add(rest.substring(0, at).stripTrailing());
      rest = rest.substring(at).stripLeading();
      room = width - 2;
    }
    lines.add(rest);
    return lines;
  }
}
