package dev.tarife.sheet;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Characters that a reader cannot see, or that a code may not have. */
public final class VisibleText {
  private VisibleText() {}

  /**
   * The first character that does not show, as {@code U+200B}, or null. Line breaks and tabs are
   * let through.
   */
  static @Nullable public String invisible(String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c >= 0x7F || c < ' ') {
        boolean breaks = c == '\n' || c == '\r' || c == '\t';
        if (!breaks && isInvisible(c)) {
          return unicode(c);
        }
      }
      i += Character.charCount(c);
    }
    return null;
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** The first character that a code may not have, described, or null. */
  static @Nullable String notInCode(String code) {
    for (int i = 0; i < code.length(); ) {
      int c = code.codePointAt(i);
      if (c > 0x7E || c < ' ') {
        return described(c);
      }
      boolean fine =
          (c >= '0' && c <= '9')
              || (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || " -_.:/+".indexOf(c) >= 0;
      if (!fine) {
        return described(c);
      }
      i += Character.charCount(c);
    }
    return null;
  }

  /** The first character that a value to compare with may not have, described, or null. */
  static @Nullable String notInValue(String value) {
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      if (!Character.isLetterOrDigit(c) && " -_.,:/+&()%#=<>".indexOf(c) < 0) {
        return described(c);
      }
      i += Character.charCount(c);
    }
    return null;
  }

  private static String described(int c) {
    return c > ' ' && c <= 0x7E
        ? "the character " + Character.toString(c)
        : "the character " + unicode(c);
  }

  private static String unicode(int c) {
    return String.format(Locale.ROOT, "U+%04X", c);
  }

  /** A text as messages show it: what does not show is written out, and no more than 60 long. */
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length() && shown.length() < 60; ) {
      int c = text.codePointAt(i);
      if (c < ' ' || c == 0xA0 || isInvisible(c)) {
        shown.append(unicode(c));
      } else {
        shown.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    return shown.length() < 60 ? shown.toString() : shown + "...";
  }

  /** Undoes {@code _x0007_}, as workbooks write characters that XML cannot hold. */
  public static String decoded(String text) {
    int at = text.indexOf("_x");
    if (at < 0) {
      return text;
    }
    StringBuilder decoded = new StringBuilder();
    int from = 0;
    while (at >= 0) {
      if (at + 7 <= text.length() && text.charAt(at + 6) == '_' && isHex(text, at + 2)) {
        decoded.append(text, from, at);
        decoded.append((char) Integer.parseInt(text.substring(at + 2, at + 6), 16));
        from = at + 7;
        at = text.indexOf("_x", from);
      } else {
        at = text.indexOf("_x", at + 2);
      }
    }
    return decoded.append(text, from, text.length()).toString();
  }

  private static boolean isHex(String text, int from) {
    for (int i = from; i < from + 4; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'A' || c > 'F') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
