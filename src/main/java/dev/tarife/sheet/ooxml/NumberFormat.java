package dev.tarife.sheet.ooxml;

import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a number format makes of a number.
 *
 * @param kind what it shows
 * @param currency the currency it shows, as a symbol or a code; null: none
 * @param scaled whether it shows thousands or millions, and so another number than the cell holds
 * @param misleading text beside the digits that makes another number of it, such as {@code %};
 *     empty: the digits are not shown at all; null: neither
 */
public record NumberFormat(
    Kind kind, @Nullable String currency, boolean scaled, @Nullable String misleading) {
  /** What a format shows. */
  public enum Kind {
    NUMBER,
    DATE,
    PERCENT
  }

  public static final NumberFormat PLAIN = new NumberFormat(Kind.NUMBER, null, false, null);

  private static final String DIGITS = "0#?";

  /** The formats that every spreadsheet knows by number. */
  static NumberFormat ofId(int id) {
    if ((id >= 14 && id <= 22)
        || (id >= 27 && id <= 36)
        || (id >= 45 && id <= 47)
        || (id >= 50 && id <= 58)) {
      return new NumberFormat(Kind.DATE, null, false, null);
    }
    boolean dollars = (id >= 5 && id <= 8) || id == 42 || id == 44;
    return new NumberFormat(
        id == 9 || id == 10 ? Kind.PERCENT : Kind.NUMBER, dollars ? "$" : null, false, null);
  }

  /** A format that the workbook defines, such as {@code 0.00%} or {@code [$€-407] 0.00}. */
  public static NumberFormat ofCode(String code) {
    List<Section> sections = sections(code);
    boolean date = sections.stream().anyMatch(section -> section.date);
    boolean percent = sections.stream().anyMatch(section -> section.percent);
    boolean scaled = sections.stream().anyMatch(section -> section.scaled);
    String currency = null;
    for (Section section : sections) {
      for (String text : section.texts) {
        currency = currency == null ? currency(text) : currency;
      }
    }
    Kind kind = percent ? Kind.PERCENT : date ? Kind.DATE : Kind.NUMBER;
    return kind == Kind.NUMBER
        ? new NumberFormat(kind, currency, scaled, misleading(sections))
        : new NumberFormat(kind, currency, false, null);
  }

  /** One of the parts that {@code ;} separates: for positive numbers, negative ones, 0 and text. */
  private static final class Section {
    private final List<String> texts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean date;
    private boolean percent;
    private boolean scaled;
    private boolean conditional;
    private boolean digits;
    private boolean empty = true;

    /** Ends a text: what follows is shown apart from it. */
    void endText() {
      if (!text.isEmpty()) {
        texts.add(text.toString());
        text.setLength(0);
      }
    }
  }

  private static List<Section> sections(String code) {
    List<Section> sections = new ArrayList<>();
    Section section = new Section();
    sections.add(section);
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      if (c == ';') {
        section.endText();
        section = new Section();
        sections.add(section);
        continue;
      }
      section.empty = false;
      if (c == '"') {
        int end = code.indexOf('"', i + 1);
        section.text.append(code, i + 1, end < 0 ? code.length() : end);
        i = end < 0 ? code.length() : end;
      } else if (c == '\\' || c == '*') {
        // What fills the cell is shown as well.
        i++;
        section.text.append(i < code.length() ? String.valueOf(code.charAt(i)) : "");
      } else if (c == '_') {
        i++;
        section.text.append(' ');
      } else if (c == '[') {
        int end = code.indexOf(']', i);
        bracketed(section, end < 0 ? "" : code.substring(i + 1, end));
        i = end < 0 ? code.length() : end;
      } else if (code.regionMatches(true, i, "General", 0, "General".length())) {
        section.endText();
        section.digits = true;
        i += "General".length() - 1;
      } else {
        i = plain(section, code, i);
      }
    }
    section.endText();
    return sections;
  }

  private static void bracketed(Section section, String inside) {
    section.date |= !inside.isEmpty() && inside.chars().allMatch(x -> "hHmMsS".indexOf(x) >= 0);
    section.conditional |= !inside.isEmpty() && "<>=".indexOf(inside.charAt(0)) >= 0;
    if (inside.startsWith("$")) {
      section.text.append(inside.substring(1).split("-", 2)[0]);
    }
  }

  /** A character outside quotes and brackets; returns where the last one that was read stands. */
  private static int plain(Section section, String code, int at) {
    char c = code.charAt(at);
    if (c == '%') {
      section.percent = true;
    } else if (c == ',') {
      section.endText();
      section.scaled |=
          at > 0 && !isDigit(code, at + 1) && (isDigit(code, at - 1) || section.scaled);
    } else if (isDigit(code, at) || c == '@') {
      section.endText();
      section.digits = true;
    } else if (c == '.') {
      section.endText();
    } else if (c == '/' && section.digits) {
      // A fraction; its lower part may be a number, as in # ?/100.
      int end = at + 1;
      while (end < code.length() && Character.isDigit(code.charAt(end))) {
        end++;
      }
      return end - 1;
    } else if (c == 'E' && at + 1 < code.length() && "+-".indexOf(code.charAt(at + 1)) >= 0) {
      section.endText();
      return at + 1;
    } else if ("dDmMyYhHsS".indexOf(c) >= 0) {
      section.endText();
      section.date = true;
    } else {
      section.text.append(c);
    }
    return at;
  }

  private static boolean isDigit(String code, int at) {
    return at < code.length() && DIGITS.indexOf(code.charAt(at)) >= 0;
  }

  /**
   * The first text that makes another number of the digits; empty: the digits are not shown; null:
   * none does. Only what is shown of a number that is not negative is looked at: no table holds
   * others.
   */
  private static @Nullable String misleading(List<Section> sections) {
    boolean conditional = sections.stream().anyMatch(section -> section.conditional);
    for (int i = 0; i < sections.size(); i++) {
      Section section = sections.get(i);
      boolean ofZero = i == 2 && !conditional;
      if (!conditional && i != 0 && !ofZero) {
        continue;
      }
      for (String text : section.texts) {
        // 0 of anything is 0, and often shown as a dash.
        boolean harmless = ofZero ? text.chars().noneMatch(Character::isDigit) : isHarmless(text);
        if (!harmless) {
          return text.strip();
        }
      }
      boolean general = section.empty && sections.size() == 1;
      if (!ofZero && !section.digits && !general) {
        return "";
      }
    }
    return null;
  }

  /** Whether digits read the same beside it: spaces, a plus, marks of thousands, a currency. */
  private static boolean isHarmless(String text) {
    return text.chars()
            .allMatch(
                c ->
                    Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || "+'\u2019".indexOf(c) >= 0)
        || currency(text) != null;
  }

  /** A text of a format that is a currency: its sign, its code such as EUR, or a local symbol. */
  private static @Nullable String currency(String shown) {
    String text = shown.replace('\u00A0', ' ').replace('\u202F', ' ').strip();
    if (text.isEmpty()) {
      return null;
    }
    boolean sign = text.chars().anyMatch(c -> Character.getType(c) == Character.CURRENCY_SYMBOL);
    // Other symbols have letters. Collecting them takes half a second: the hyphens of a date must
    // not
    // cause it.
    boolean symbol =
        text.equals("TL")
            || (text.codePoints().anyMatch(Character::isLetter)
                && (Codes.KNOWN.contains(text) || Symbols.KNOWN.contains(text)));
    return sign || symbol ? text : null;
  }

  /** Codes of currencies. */
  private static final class Codes {
    static final Set<String> KNOWN =
        Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toSet());
  }

  /** What the countries that use a currency write: {@code kr}, {@code zł}. */
  private static final class Symbols {
    static final Set<String> KNOWN = known();

    private static Set<String> known() {
      Set<String> known = new HashSet<>();
      for (Locale locale : Locale.getAvailableLocales()) {
        if (locale.getCountry().matches("[A-Z]{2}")) {
          Currency used = used(locale);
          if (used != null) {
            known.add(used.getSymbol(locale));
          }
        }
      }
      return known;
    }

    private static @Nullable Currency used(Locale locale) {
      try {
        return Currency.getInstance(locale);
      } catch (IllegalArgumentException e) {
        return null; // a country that no longer exists
      }
    }
  }
}
