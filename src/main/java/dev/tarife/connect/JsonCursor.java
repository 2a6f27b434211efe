package dev.tarife.connect;

/**
 * Passes over JSON in bytes, if it is as JSON mostly is: names of plain letters, neither deep nor
 * long. A place is an index of the bytes; {@link #UNUSUAL} is none. Used by one thread.
 */
final class JsonCursor {
  /** There is nothing here that this reads. */
  static final int UNUSUAL = -1;

  static final int DEEPEST = 50;

  private static final int LONGEST_STRING = 1 << 16;
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_NUMBER = 40;

  private byte[] bytes = new byte[0];
  private int limit;
  private int lines;
  private int nameStart;
  private int nameEnd;

  /** Begins with other bytes. */
  void open(byte[] in, int end) {
    bytes = in;
    limit = end;
    lines = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where the letters of the name begin that was read last. */
  int nameStart() {
    return nameStart;
  }

  int nameEnd() {
    return nameEnd;
  }

  /** How many lines ended inside of what was passed. */
  int lines() {
    return lines;
  }

  /** Where the next byte is that is no space. */
  int skipSpace(int at) {
    int next = at;
    while (next < limit && isSpace(bytes[next])) {
      lines += bytes[next] == '\n' ? 1 : 0;
      next++;
    }
    return next;
  }

  static boolean isSpace(byte c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  /** A byte; 0 behind the end, since no JSON holds that. */
  byte at(int place) {
    return place < limit ? bytes[place] : 0;
  }

  /** Reads a name and its colon; gives where the value begins. */
  int name(int start) {
    if (at(start) != '"') {
      return UNUSUAL;
    }
    int at = Bytes.special(bytes, start + 1, limit);
    if (at(at) != '"' || at - start > LONGEST_NAME) {
      return UNUSUAL;
    }
    nameStart = start + 1;
    nameEnd = at;
    at = skipSpace(at + 1);
    return at(at) == ':' ? skipSpace(at + 1) : UNUSUAL;
  }

  /** Where a text of plain letters ends: its closing quote. */
  int plain(int start) {
    int at = Bytes.special(bytes, start, limit);
    return at(at) == '"' && at - start <= LONGEST_STRING ? at : UNUSUAL;
  }

  int literal(int start, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at(start + i) != word.charAt(i)) {
        return UNUSUAL;
      }
    }
    int end = start + word.length();
    return isOver(end) ? end : UNUSUAL;
  }

  /** Whether a number or word is over here. */
  boolean isOver(int end) {
    byte next = at(end);
    return next == ',' || next == '}' || next == ']' || isSpace(next);
  }

  /** Passes over a value that nothing asks for, if it is JSON. */
  int skip(int start, int depth) {
    return switch (at(start)) {
      case '"' -> string(start);
      case '{', '[' -> depth > DEEPEST ? UNUSUAL : all(start, depth);
      case 't' -> literal(start, "true");
      case 'f' -> literal(start, "false");
      case 'n' -> literal(start, "null");
      default -> numeral(start);
    };
  }

  /** Passes over an object or a list. */
  private int all(int start, int depth) {
    boolean named = bytes[start] == '{';
    byte close = (byte) (named ? '}' : ']');
    int at = skipSpace(start + 1);
    if (at(at) == close) {
      return at + 1;
    }
    while (true) {
      if (named) {
        at = name(at);
        if (at < 0) {
          return UNUSUAL;
        }
      }
      at = skip(at, depth + 1);
      if (at < 0) {
        return UNUSUAL;
      }
      at = skipSpace(at);
      byte next = at(at);
      if (next == close) {
        return at + 1;
      }
      if (next != ',') {
        return UNUSUAL;
      }
      at = skipSpace(at + 1);
    }
  }

  private int string(int start) {
    int at = start + 1;
    while (at >= 0 && at < limit) {
      at = Bytes.special(bytes, at, limit);
      byte c = at(at);
      if (c == '"') {
        return at - start > LONGEST_STRING ? UNUSUAL : at + 1;
      }
      at = c == '\\' ? escaped(at + 1) : c < 0 ? letter(at) : c == 0x7F ? at + 1 : UNUSUAL;
    }
    return UNUSUAL;
  }

  private int escaped(int at) {
    switch (at(at)) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
        return at + 1;
      }
      case 'u' -> {
        for (int i = 1; i <= 4; i++) {
          if (Character.digit(at(at + i), 16) < 0) {
            return UNUSUAL;
          }
        }
        return at + 5;
      }
      default -> {
        return UNUSUAL;
      }
    }
  }

  /** Passes over a letter of several bytes. */
  private int letter(int at) {
    int lead = bytes[at] & 0xFF;
    int more =
        lead >= 0xC2 && lead <= 0xDF
            ? 1
            : lead >= 0xE0 && lead <= 0xEF ? 2 : lead >= 0xF0 && lead <= 0xF4 ? 3 : 0;
    for (int i = 1; i <= more; i++) {
      if ((at(at + i) & 0xC0) != 0x80) {
        return UNUSUAL;
      }
    }
    return more == 0 ? UNUSUAL : at + 1 + more;
  }

  private int numeral(int start) {
    int at = at(start) == '-' ? start + 1 : start;
    int whole = digits(at);
    if (whole == at || (at(at) == '0' && whole > at + 1)) {
      return UNUSUAL;
    }
    at = whole;
    if (at(at) == '.') {
      int end = digits(at + 1);
      if (end == at + 1) {
        return UNUSUAL;
      }
      at = end;
    }
    return isOver(at) && at - start <= LONGEST_NUMBER ? at : UNUSUAL;
  }

  private int digits(int start) {
    int at = start;
    while (at(at) >= '0' && at(at) <= '9') {
      at++;
    }
    return at;
  }
}
