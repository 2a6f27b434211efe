package dev.tarife.sheet;

import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * What a number format makes of a number.
 *
 * @param kind what it shows
 * @param currency the currency it shows, as a symbol or a code; null: none
 * @param scaled whether it shows thousands or millions, and so another number than the cell holds
 */
record NumberFormat(Kind kind, @Nullable String currency, boolean scaled) {
  /** What a format shows. */
  enum Kind {
    NUMBER,
    DATE,
    PERCENT
  }

  static final NumberFormat PLAIN = new NumberFormat(Kind.NUMBER, null, false);

  private static final String DIGITS = "0#?";

  /** The formats that every spreadsheet knows by number. */
  static NumberFormat ofId(int id) {
    if ((id >= 14 && id <= 22)
        || (id >= 27 && id <= 36)
        || (id >= 45 && id <= 47)
        || (id >= 50 && id <= 58)) {
      return new NumberFormat(Kind.DATE, null, false);
    }
    boolean dollars = (id >= 5 && id <= 8) || id == 42 || id == 44;
    return new NumberFormat(
        id == 9 || id == 10 ? Kind.PERCENT : Kind.NUMBER, dollars ? "$" : null, false);
  }

  /** A format that the workbook defines, such as {@code 0.00%} or {@code [$€-407] 0.00}. */
  static NumberFormat ofCode(String code) {
    boolean date = false;
    boolean percent = false;
    boolean scaled = false;
    String currency = null;
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      String text = "";
      if (c == '"') {
        int end = code.indexOf('"', i + 1);
        text = code.substring(i + 1, end < 0 ? code.length() : end);
        i = end < 0 ? code.length() : end;
      } else if (c == '\\' || c == '_' || c == '*') {
        i++;
        text = c == '\\' && i < code.length() ? String.valueOf(code.charAt(i)) : "";
      } else if (c == '[') {
        int end = code.indexOf(']', i);
        String inside = end < 0 ? "" : code.substring(i + 1, end);
        date |= !inside.isEmpty() && inside.chars().allMatch(x -> "hHmMsS".indexOf(x) >= 0);
        text = inside.startsWith("$") ? inside.substring(1).split("-", 2)[0] : "";
        i = end < 0 ? code.length() : end;
      } else if (c == '%') {
        percent = true;
      } else if (c == ',') {
        scaled |= i > 0 && !isDigit(code, i + 1) && (isDigit(code, i - 1) || scaled);
      } else if (code.startsWith("General", i)) {
        i += "General".length() - 1;
      } else if ("dDmMyYhHsS".indexOf(c) >= 0) {
        date = true;
      } else {
        text = String.valueOf(c);
      }
      currency = currency == null ? currency(text.strip()) : currency;
    }
    Kind kind = percent ? Kind.PERCENT : date ? Kind.DATE : Kind.NUMBER;
    return new NumberFormat(kind, currency, scaled && kind == Kind.NUMBER);
  }

  private static boolean isDigit(String code, int at) {
    return at < code.length() && DIGITS.indexOf(code.charAt(at)) >= 0;
  }

  /** A text of a format that is a currency: it holds a currency sign, or is a code such as EUR. */
  private static @Nullable String currency(String text) {
    boolean sign = text.chars().anyMatch(c -> Character.getType(c) == Character.CURRENCY_SYMBOL);
    if (sign || text.equals("TL")) {
      return text;
    }
    boolean known =
        text.matches("[A-Z]{3}")
            && Currency.getAvailableCurrencies().stream()
                .anyMatch(currency -> currency.getCurrencyCode().equals(text));
    return known ? text : null;
  }
}
