package dev.tarife.sheet;

import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the XML of one sheet. */
final class SheetParser {
  private static final LocalDate FIRST_DATE = LocalDate.of(1900, 3, 1);
  private static final LocalDate LAST_DATE = LocalDate.of(2199, 12, 31);

  private final String file;
  private final String name;
  private final Xml xml;
  private final Styles styles;
  private final List<String> strings;
  private final boolean from1904;
  private final Limits limits;

  private final Findings findings = new Findings();
  private final List<Row> rows = new ArrayList<>();
  private final List<int[]> hiddenColumns = new ArrayList<>();
  private final List<int[]> reportedColumns = new ArrayList<>();
  private boolean hiddenByDefault;
  private int cells;

  SheetParser(
      String file,
      String name,
      Xml xml,
      Styles styles,
      List<String> strings,
      boolean from1904,
      Limits limits) {
    this.file = file;
    this.name = name;
    this.xml = xml;
    this.styles = styles;
    this.strings = strings;
    this.from1904 = from1904;
    this.limits = limits;
  }

  Sheet parse() {
    int last = 0;
    while (xml.next()) {
      if (!xml.isStart()) {
        continue;
      }
      switch (xml.name()) {
        case "sheetFormatPr" -> hiddenByDefault = xml.flag("zeroHeight");
        case "col" -> column();
        case "row" -> last = row(last);
        case "mergeCell" -> merge(xml.needed("ref"));
        default -> {
          // how it looks
        }
      }
    }
    return new Sheet(file, name, rows, findings);
  }

  private void column() {
    if (xml.flag("hidden") || isZero(xml.attribute("width"))) {
      hiddenColumns.add(new int[] {xml.integer("min", 1) - 1, xml.integer("max", 1) - 1});
    }
  }

  private static boolean isZero(@Nullable String size) {
    return size != null && size.matches("0(\\.0*)?");
  }

  private void merge(String ref) {
    Address first = address(ref.contains(":") ? ref.substring(0, ref.indexOf(':')) : ref);
    findings.error(
        "merged",
        place(first.row(), first.column()),
        "the cells " + Texts.shown(ref) + " are merged",
        "unmerge them and write the value into each cell");
  }

  private int row(int last) {
    int number = xml.integer("r", last + 1);
    if (number <= last || number > Address.ROWS) {
      throw xml.damaged();
    }
    String height = xml.attribute("ht");
    boolean hidden = xml.flag("hidden") || isZero(height) || (hiddenByDefault && height == null);
    List<Cell> filled = new ArrayList<>();
    int column = -1;
    while (xml.next() && !xml.isEnd("row")) {
      if (xml.isStart("c")) {
        String ref = xml.attribute("r");
        Address address = ref == null ? new Address(number, column + 1) : address(ref);
        if (address.row() != number
            || address.column() <= column
            || address.column() >= Address.COLUMNS) {
          throw xml.damaged();
        }
        column = address.column();
        Cell cell = cell(place(number, column));
        if (!cell.isEmpty()) {
          filled.add(cell);
          reportHiddenColumn(cell);
        }
      }
    }
    if (!filled.isEmpty()) {
      cells += filled.size();
      if (cells > limits.cells()) {
        throw Faults.tooLarge(
            file, "has more than " + limits.cells() + " filled cells on sheet " + name);
      }
      if (hidden) {
        findings.error(
            "hidden",
            new Place(file, name, number, -1),
            "the row is hidden",
            "clear the filter or unhide the row; delete it if it is not meant");
      }
      rows.add(new Row(file, name, number, filled));
    }
    return number;
  }

  private void reportHiddenColumn(Cell cell) {
    for (int[] range : hiddenColumns) {
      int column = cell.place().column();
      if (column >= range[0] && column <= range[1] && !reported(column)) {
        reportedColumns.add(new int[] {column});
        findings.error(
            "hidden",
            cell.place(),
            "the column is hidden",
            "unhide the column; delete it if it is not meant");
      }
    }
  }

  private boolean reported(int column) {
    return reportedColumns.stream().anyMatch(reported -> reported[0] == column);
  }

  private Cell cell(Place place) {
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
      case "str" -> text(place, Texts.decoded(value));
      case "inlineStr" -> text(place, inline.toString());
      case "b" -> Cell.bool(place, value.strip().equals("1") || value.strip().equals("true"));
      case "e" ->
          refuse(
              "cell-error",
              place,
              "holds an error (" + Texts.shown(value) + ")",
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
    String invisible = Texts.invisible(text);
    if (invisible != null) {
      return refuse(
          "cell-text",
          place,
          "holds an invisible character (" + invisible + " in " + Texts.shown(text) + ")",
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
    Exact exact = Exact.of(value);
    BigDecimal number = exact.value();
    if (number == null) {
      BigDecimal rounded = exact.rounded();
      return rounded == null
          ? refuse(
              "cell-number",
              place,
              "holds a number out of all bounds (" + Texts.shown(value) + ")",
              "write the number that is meant")
          : refuse(
              "computed-number",
              place,
              "holds a computed number (" + Texts.shown(value) + ")",
              "write " + rounded.toPlainString());
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
    String text = value.strip();
    try {
      return bounded(
          place,
          LocalDate.parse(
              text.endsWith("T00:00:00") ? text.substring(0, text.indexOf('T')) : text));
    } catch (DateTimeException e) {
      return refuse(
          "cell-date",
          place,
          "holds no date without a time (" + Texts.shown(value) + ")",
          "write a date such as 2024-05-31");
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

  private Cell refuse(String check, Place place, String what, String mend) {
    findings.error(check, place, what, mend);
    return Cell.refused(place);
  }

  private Address address(String text) {
    try {
      return Address.of(text);
    } catch (IllegalArgumentException e) {
      throw xml.damaged();
    }
  }

  private Place place(int row, int column) {
    return Place.cell(file, name, row, column);
  }
}
