package dev.tarife.sheet;

import dev.tarife.model.Findings;
import dev.tarife.model.Origin;
import dev.tarife.model.Place;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a {@link Table}, read by type. A cell that does not hold its type becomes a finding, and
 * the line is no longer good; what is then returned stands in for the value.
 */
public final class Line {
  private static final int WHOLE_DIGITS = 15;
  private static final int DECIMALS = 12;

  private final Sheet sheet;
  private final Row row;
  private final Map<String, Integer> columns;
  private final Findings findings;
  private boolean good = true;

  Line(Sheet sheet, Row row, Map<String, Integer> columns, Findings findings) {
    this.sheet = sheet;
    this.row = row;
    this.columns = columns;
    this.findings = findings;
  }

  /** The row, as results refer to it. */
  public Origin origin() {
    return new Origin(sheet.file(), sheet.name(), row.number());
  }

  /** Whether everything that was read so far held its type. */
  public boolean isGood() {
    return good;
  }

  /** The cell of a column; empty where the sheet has no such column. */
  public Cell cell(String column) {
    Integer index = columns.get(column);
    return index == null ? Cell.empty(place(column)) : row.cell(index);
  }

  public boolean isEmpty(String column) {
    return cell(column).isEmpty();
  }

  /** The place of a cell, or of the row where the sheet has no such column. */
  public Place place(String column) {
    Integer index = columns.get(column);
    return new Place(sheet.file(), sheet.name(), row.number(), index == null ? -1 : index);
  }

  /** Reports a cell; the line is no longer good. */
  public void error(String check, String column, String what, String mend) {
    good = false;
    findings.error(check, place(column), what, mend);
  }

  /** A text for people. */
  public String text(String column) {
    String text = textOrNull(column);
    return text == null ? missing(column, "write it", "") : text;
  }

  /** A text for people, or null. */
  public @Nullable String textOrNull(String column) {
    Cell cell = cell(column);
    return switch (cell.kind()) {
      case EMPTY -> null;
      case REFUSED -> refused();
      case TEXT -> oneLine(column, cell.text());
      case NUMBER, BOOLEAN -> cell.toString();
      case DATE ->
          wrong("cell-text", column, "is a date", "format the cell as text and write the text");
    };
  }

  private @Nullable String oneLine(String column, String text) {
    if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || text.indexOf('\t') >= 0) {
      return wrong("cell-text", column, "has a line break or a tab", "write it on one line");
    }
    return text.strip();
  }

  /** A code: ASCII letters and digits, spaces and {@code - _ . : / +} between them. */
  public String code(String column) {
    String code = codeOrNull(column);
    return code == null ? missing(column, "write a code", "") : code;
  }

  /** A code, or null. */
  public @Nullable String codeOrNull(String column) {
    Cell cell = cell(column);
    return switch (cell.kind()) {
      case EMPTY -> null;
      case REFUSED -> refused();
      case TEXT -> checkedCode(column, cell.text());
      case NUMBER, BOOLEAN, DATE ->
          wrong(
              "cell-text",
              column,
              "is no text",
              "format the cell as text and write the code again");
    };
  }

  private @Nullable String checkedCode(String column, String code) {
    String fault = Texts.notInCode(code);
    if (fault != null) {
      return wrong(
          "cell-code",
          column,
          "has " + fault,
          "use only letters a-z, digits and - _ . : / + in a code");
    }
    if (!code.equals(code.strip())) {
      return wrong("cell-code", column, "has a space before or after", "write " + code.strip());
    }
    return code;
  }

  /** A code that must be known. */
  public String code(String column, Vocabulary vocabulary) {
    String code = codeOrNull(column, vocabulary);
    return code == null ? missing(column, "write a code", "") : code;
  }

  /** A code that must be known, or null. */
  public @Nullable String codeOrNull(String column, Vocabulary vocabulary) {
    String code = codeOrNull(column);
    if (code != null && !vocabulary.knows(code)) {
      return wrong("vocabulary", column, "is unknown", vocabulary.mend(code));
    }
    return code;
  }

  /** Codes separated by {@code ;}, each once and each known; empty where the cell is. */
  public List<String> codes(String column, Vocabulary vocabulary) {
    List<String> codes = new ArrayList<>();
    for (String part : parts(column)) {
      if (checkedCode(column, part) != null) {
        if (!vocabulary.knows(part)) {
          error("vocabulary", column, phrase(column, part) + " is unknown", vocabulary.mend(part));
        }
        codes.add(part);
      }
    }
    return codes;
  }

  /** Values to compare with, separated by {@code ;}: texts, a number, true or false. */
  public List<String> values(String column) {
    Cell cell = cell(column);
    if (cell.kind() == Cell.Kind.BOOLEAN) {
      return List.of(cell.toString());
    }
    if (cell.kind() == Cell.Kind.NUMBER) {
      BigDecimal number = signed(column);
      return number == null ? List.of() : List.of(number.toPlainString());
    }
    List<String> values = new ArrayList<>();
    for (String part : parts(column)) {
      String fault = Texts.notInValue(part);
      if (fault == null) {
        values.add(part);
      } else {
        wrong("cell-text", column, "has " + fault, "write the value without it");
      }
    }
    return values;
  }

  private List<String> parts(String column) {
    Cell cell = cell(column);
    switch (cell.kind()) {
      case EMPTY -> {
        return List.of();
      }
      case REFUSED -> {
        good = false;
        return List.of();
      }
      case NUMBER, BOOLEAN, DATE -> {
        wrong("cell-text", column, "is no text", "format the cell as text and write it again");
        return List.of();
      }
      case TEXT -> {
        // below
      }
    }
    List<String> parts = new ArrayList<>();
    for (String part : cell.text().split(";", -1)) {
      String stripped = part.strip();
      if (stripped.isEmpty()) {
        wrong(
            "cell-list",
            column,
            "has an empty place in its list",
            "write one ; between two values");
      } else if (parts.contains(stripped)) {
        wrong("cell-list", column, "names " + Texts.shown(stripped) + " twice", "name it once");
      } else {
        parts.add(stripped);
      }
    }
    return parts;
  }

  /** What a usage record's column holds: a text, a number or a truth value, as text; or null. */
  public @Nullable String valueOrNull(String column) {
    Cell cell = cell(column);
    return switch (cell.kind()) {
      case EMPTY -> null;
      case REFUSED -> refused();
      case TEXT -> oneLine(column, cell.text());
      case BOOLEAN -> cell.toString();
      case NUMBER -> {
        BigDecimal number = signed(column);
        yield number == null ? null : number.toPlainString();
      }
      case DATE ->
          wrong("cell-text", column, "is a date", "format the cell as text and write it again");
    };
  }

  /** A decimal, 0 or more. */
  public BigDecimal decimal(String column) {
    BigDecimal decimal = decimalOrNull(column);
    return decimal == null
        ? missing(column, "write a number, 0 if that is meant", BigDecimal.ZERO)
        : decimal;
  }

  /** A decimal, 0 or more, or null. */
  public @Nullable BigDecimal decimalOrNull(String column) {
    BigDecimal number = signed(column);
    return number != null && number.signum() < 0
        ? wrong("cell-number", column, "is negative", "write 0 or more")
        : number;
  }

  /**
   * A decimal, 0 or more, that may have more digits than a spreadsheet's number: it is then written
   * as text.
   */
  public BigDecimal exact(String column) {
    Cell cell = cell(column);
    boolean longer =
        cell.kind() == Cell.Kind.TEXT
            && cell.text().length() > WHOLE_DIGITS
            && cell.text().matches("\\d{1,15}\\.\\d{1,12}");
    return longer ? new BigDecimal(cell.text()) : decimal(column);
  }

  private @Nullable BigDecimal signed(String column) {
    Cell cell = cell(column);
    return switch (cell.kind()) {
      case EMPTY -> null;
      case REFUSED -> refused();
      case TEXT -> wrong("cell-number", column, "is text, not a number", numberMend(cell.text()));
      case BOOLEAN -> wrong("cell-number", column, "is no number", "write a number");
      case DATE ->
          wrong(
              "cell-number", column, "is a date", "format the cell as a number and write it again");
      case NUMBER -> bounded(column, cell);
    };
  }

  private @Nullable BigDecimal bounded(String column, Cell cell) {
    BigDecimal number = cell.number();
    if (cell.isPercent()) {
      return wrong(
          "number-format",
          column,
          "is a percentage",
          "format the cell as a number and write the number that is meant");
    }
    if (cell.isScaled()) {
      return wrong(
          "number-format",
          column,
          "is shown in thousands",
          "format the cell as a number and write the number that is meant");
    }
    if (number.scale() > DECIMALS) {
      return wrong(
          "cell-number", column, "has more than " + DECIMALS + " decimals", "write fewer decimals");
    }
    if (number.precision() - number.scale() > WHOLE_DIGITS) {
      return wrong("cell-number", column, "is too large", "write the number that is meant");
    }
    return number;
  }

  private static String numberMend(String text) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c >= '0' && c <= '9') || c == '.' || c == ',' || c == '-') {
        digits.append(c);
      }
    }
    String number = digits.toString();
    if (number.indexOf('.') < 0) {
      number = number.replaceFirst("^(-?\\d+),(\\d+)$", "$1.$2");
    }
    boolean plain = number.matches("-?\\d{1,15}(\\.\\d{1,12})?");
    return plain
        ? "write the number "
            + number
            + ", without anything before or after, in a cell that is"
            + " not formatted as text"
        : "write a number, in a cell that is not formatted as text";
  }

  /** A whole number of at least {@code least}. */
  public int integer(String column, int least) {
    Integer integer = integerOrNull(column, least);
    return integer == null ? missing(column, "write a whole number", least) : integer;
  }

  /** A whole number of at least {@code least}, or null. */
  public @Nullable Integer integerOrNull(String column, int least) {
    BigDecimal number = signed(column);
    if (number == null) {
      return null;
    }
    if (number.scale() > 0) {
      return wrong("cell-number", column, "is no whole number", "write a whole number");
    }
    if (number.compareTo(BigDecimal.valueOf(least)) < 0) {
      return wrong("cell-number", column, "is below " + least, "write " + least + " or more");
    }
    if (number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
      return wrong("cell-number", column, "is too large", "write the number that is meant");
    }
    return number.intValueExact();
  }

  /** A day. */
  public LocalDate date(String column) {
    LocalDate date = dateOrNull(column);
    return date == null ? missing(column, "write a date", LocalDate.EPOCH) : date;
  }

  /** A day, or null. */
  public @Nullable LocalDate dateOrNull(String column) {
    Cell cell = cell(column);
    return switch (cell.kind()) {
      case EMPTY -> null;
      case REFUSED -> refused();
      case DATE -> cell.date();
      case TEXT ->
          wrong(
              "cell-date",
              column,
              "is text, not a date",
              "format the cell as a date and type it again, such as 2024-05-31");
      case NUMBER, BOOLEAN ->
          wrong("cell-date", column, "is no date", "format the cell as a date, such as 2024-05-31");
    };
  }

  /** What one of the known words means. */
  public <E> E word(String column, Map<String, E> words, E standIn) {
    E meant = wordOrNull(column, words);
    return meant == null
        ? missing(column, "write one of: " + String.join(", ", words.keySet()), standIn)
        : meant;
  }

  /** What one of the known words means, or null where the cell is empty. */
  public <E> @Nullable E wordOrNull(String column, Map<String, E> words) {
    Cell cell = cell(column);
    if (cell.isEmpty()) {
      return null;
    }
    if (cell.kind() == Cell.Kind.REFUSED) {
      return refused();
    }
    E meant = cell.kind() == Cell.Kind.TEXT ? words.get(cell.text()) : null;
    if (meant != null) {
      return meant;
    }
    String nearest = Nearest.to(cell.toString(), words.keySet());
    return wrong(
        "vocabulary",
        column,
        "is none of the known words",
        nearest == null
            ? "write one of: " + String.join(", ", words.keySet())
            : "write " + nearest);
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // always null
  private <T> @Nullable T refused() {
    good = false;
    return null;
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // always null
  private <T> @Nullable T wrong(String check, String column, String what, String mend) {
    error(check, column, phrase(column, cell(column).toString()) + " " + what, mend);
    return null;
  }

  /** Reports an empty cell, unless it only looks empty because of a fault that is known. */
  private <T> T missing(String column, String mend, T standIn) {
    if (isEmpty(column)) {
      error("cell-missing", column, "the " + named(column) + " is missing", mend);
    }
    return standIn;
  }

  private static String phrase(String column, String value) {
    return "the " + named(column) + " (" + Texts.shown(value) + ")";
  }

  /** A column as a sentence names it: {@code unit price}, {@code Region}. */
  private static String named(String column) {
    return column.startsWith("Region") ? column : column.toLowerCase(Locale.ROOT);
  }
}
