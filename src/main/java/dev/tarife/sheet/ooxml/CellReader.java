package dev.tarife.sheet.ooxml;

import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.sheet.Cell;
import dev.tarife.sheet.ShortestDecimal;
import dev.tarife.sheet.VisibleText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a cell of a sheet's XML holds; what it must not hold becomes a finding. */
final class CellReader {
  private static final LocalDate FIRST_DATE = LocalDate.of(1900, 3, 1);
  private static final LocalDate LAST_DATE = LocalDate.of(2199, 12, 31);

  /** A date, and perhaps a time and an offset. */
  private static final Pattern ISO_DATE =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:T([0-9:.Z+-]+))?");

  /** Midnight in UTC, or in no zone at all: the day is the same for everybody. */
  private static final Pattern MIDNIGHT =
      Pattern.compile("00(?::?00(?::?00(?:\\.0+)?)?)?(?:Z|[+-]00(?::?00)?)?");

  private final XmlReader xml;
  private final Styles styles;
  private final List<String> strings;
  private final boolean from1904;
  private final Findings findings;

  /**
   * Reads the cells of one sheet.
   *
   * @param strings the texts that cells share
   * @param from1904 whether days are counted from 1904 on
   */
  CellReader(
      XmlReader xml, Styles styles, List<String> strings, boolean from1904, Findings findings) {
    this.xml = xml;
    this.styles = styles;
    this.strings = strings;
    this.from1904 = from1904;
    this.findings = findings;
  }

  /** Reads the cell that has just begun, to its end. */
  Cell read(Place place) {
    String type = xml.attribute("t");
    int style = xml.integer("s", 0);
    boolean formula = false;
    String value = null;
    StringBuilder inline = new StringBuilder();
    while (xml.next() && !xml.isEnd("c")) {
      if (xml.isStart("f")) {
        formula = true;
        xml.text();
      } else if (xml.isStart("v")) {
        value = xml.text();
      } else if (xml.isStart("is")) {
        inline.append(SharedStrings.item(xml, "is"));
        value = "";
      }
    }
    if (formula) {
      return refuse(
          "formula",
          place,
          "holds a formula",
          "paste the value in its place (Paste Special, Values)");
    }
    if (value == null) {
      return Cell.empty(place);
    }
    return switch (type == null ? "n" : type) {
      case "s" -> text(place, shared(value));
      case "str" -> text(place, VisibleText.decoded(value));
      case "inlineStr" -> text(place, inline.toString());
      case "b" -> Cell.bool(place, value.strip().equals("1") || value.strip().equals("true"));
      case "e" ->
          refuse(
              "cell-error",
              place,
              "holds an error (" + VisibleText.shown(value) + ")",
              "write the value");
      case "d" -> isoDate(place, value);
      case "n" -> number(place, value.strip(), styles.format(style));
      default -> throw xml.damaged();
    };
  }

  private String shared(String index) {
    try {
      return strings.get(Integer.parseInt(index.strip()));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw xml.damaged();
    }
  }

  private Cell text(Place place, String text) {
    if (text.isEmpty()) {
      return Cell.empty(place);
    }
    String invisible = VisibleText.invisible(text);
    if (invisible != null) {
      return refuse(
          "cell-text",
          place,
          "holds an invisible character (" + invisible + " in " + VisibleText.shown(text) + ")",
          "type the text again");
    }
    if (text.isBlank() || text.chars().allMatch(c -> c == 0xA0 || c == ' ')) {
      return refuse("cell-text", place, "holds only spaces", "clear the cell");
    }
    return Cell.text(place, text);
  }

  private Cell number(Place place, String value, NumberFormat format) {
    if (value.isEmpty()) {
      return Cell.empty(place);
    }
    ShortestDecimal exact = ShortestDecimal.of(value);
    BigDecimal number = exact.value();
    if (number == null) {
      ShortestDecimal.Computed computed = exact.computed();
      return computed == null
          ? refuse(
              "cell-number",
              place,
              "holds a number out of all bounds (" + VisibleText.shown(value) + ")",
              "write the number that is meant")
          : refuse(
              "computed-number",
              place,
              "holds a computed number (" + VisibleText.shown(value) + ")",
              computed.fix());
    }
    return switch (format.kind()) {
      case NUMBER, PERCENT -> Cell.number(place, number, format);
      case DATE -> date(place, number);
    };
  }

  private Cell date(Place place, BigDecimal serial) {
    if (serial.scale() > 0) {
      return refuse("cell-date", place, "holds a time of day", "write a date without a time");
    }
    boolean bounded = serial.signum() >= 0 && serial.compareTo(BigDecimal.valueOf(200_000)) < 0;
    LocalDate zero = from1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, 30);
    return bounded ? bounded(place, zero.plusDays(serial.longValue())) : outOfBounds(place);
  }

  private Cell isoDate(Place place, String value) {
    Matcher iso = ISO_DATE.matcher(value.strip());
    LocalDate date = iso.matches() ? date(iso.group(1)) : null;
    if (date == null) {
      return refuse(
          "cell-date",
          place,
          "holds no date without a time (" + VisibleText.shown(value) + ")",
          "write a date such as 2024-05-31");
    }
    String time = iso.group(2);
    if (time != null && !MIDNIGHT.matcher(time).matches()) {
      return refuse(
          "cell-date",
          place,
          "holds a time of day (" + VisibleText.shown(value) + ")",
          "write a date without a time");
    }
    return bounded(place, date);
  }

  private static @Nullable LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private Cell bounded(Place place, LocalDate date) {
    return date.isBefore(FIRST_DATE) || date.isAfter(LAST_DATE)
        ? outOfBounds(place)
        : Cell.date(place, date);
  }

  private Cell outOfBounds(Place place) {
    return refuse(
        "cell-date",
        place,
        "holds a date before " + FIRST_DATE + " or after " + LAST_DATE,
        "write the date that is meant, or format the cell as a number if it is none");
  }

  private Cell refuse(String check, Place place, String what, String fix) {
    findings.error(check, place, what, fix);
    return Cell.refused(place);
  }
}
