package dev.tarife.sheet;

/** What a number format makes of a number. */
enum NumberFormat {
  NUMBER,
  DATE,
  PERCENT;

  /** The formats that every spreadsheet knows by number. */
  static NumberFormat ofId(int id) {
    if ((id >= 14 && id <= 22)
        || (id >= 27 && id <= 36)
        || (id >= 45 && id <= 47)
        || (id >= 50 && id <= 58)) {
      return DATE;
    }
    return id == 9 || id == 10 ? PERCENT : NUMBER;
  }

  /** A format that the workbook defines, such as {@code 0.00%} or {@code yyyy-mm-dd}. */
  static NumberFormat ofCode(String code) {
    boolean quoted = false;
    boolean date = false;
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      if (quoted) {
        quoted = c != '"';
      } else if (c == '"') {
        quoted = true;
      } else if (c == '\\' || c == '_' || c == '*') {
        i++;
      } else if (c == '[') {
        int end = code.indexOf(']', i);
        String inside = end < 0 ? "" : code.substring(i + 1, end);
        date |= !inside.isEmpty() && inside.chars().allMatch(x -> "hHmMsS".indexOf(x) >= 0);
        i = end < 0 ? code.length() : end;
      } else if (c == '%') {
        return PERCENT;
      } else if (code.startsWith("General", i)) {
        i += "General".length() - 1;
      } else if ("dDmMyYhHsS".indexOf(c) >= 0) {
        date = true;
      }
    }
    return date ? DATE : NUMBER;
  }
}
