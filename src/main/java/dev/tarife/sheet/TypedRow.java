package dev.tarife.sheet;

import dev.tarife.model.Findings;
import dev.tarife.model.Origin;
import dev.tarife.model.Place;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a {@link Table}, read by type. A cell that does not hold its type becomes a finding, and
 * the line is no longer good; what is then returned stands in for the value.
 */
public final class TypedRow {
  private final Sheet sheet;
  private final Row row;
  private final Map<String, Integer> columns;
  private final Findings findings;
  private final CodeLists lists;
  private boolean good = true;

  TypedRow(Sheet sheet, Row row, Map<String, Integer> columns, Findings findings, CodeLists lists) {
    this.sheet = sheet;
    this.row = row;
    this.columns = columns;
    this.findings = findings;
    this.lists = lists;
  }

  /** The lists of codes that a cell may name. */
  CodeLists lists() {
    return lists;
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

  /** The places of cells by their columns, without columns that the sheet does not have. */
  public Map<String, Place> places(String... columns) {
    Map<String, Place> places = new HashMap<>();
    for (String column : columns) {
      if (this.columns.containsKey(column)) {
        places.put(column, place(column));
      }
    }
    return places;
  }

  /** Reports a cell; the line is no longer good. */
  public void error(String check, String column, String what, String fix) {
    good = false;
    findings.error(check, place(column), what, fix);
  }

  /** A text for people. */
  public String text(String column) {
    String text = textOrNull(column);
    return text == null ? missing(column, "write it", "") : text;
  }

  /** A text that may have line breaks, each of which is given as a space. */
  public String paragraph(String column) {
    String text = new TextCell(this, column).paragraph();
    return text == null ? missing(column, "write it", "") : text;
  }

  /** A text for people, or null. */
  public @Nullable String textOrNull(String column) {
    return new TextCell(this, column).text();
  }

  /** A code: ASCII letters and digits, spaces and {@code - _ . : / +} between them. */
  public String code(String column) {
    String code = codeOrNull(column);
    return code == null ? missing(column, "write a code", "") : code;
  }

  /** A code, or null. */
  public @Nullable String codeOrNull(String column) {
    return new TextCell(this, column).code();
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
      return wrong("vocabulary", column, "is unknown", vocabulary.fix(code));
    }
    return code;
  }

  /** Codes separated by {@code ;}, each once and each known; empty where the cell is. */
  public List<String> codes(String column, Vocabulary vocabulary) {
    return new TextCell(this, column).codes(vocabulary);
  }

  /** Values to compare with, separated by {@code ;}: texts, a number, true or false. */
  public List<String> values(String column) {
    return new TextCell(this, column).values();
  }

  /** What a usage record's column holds: a text, a number or a truth value, as text; or null. */
  public @Nullable String valueOrNull(String column) {
    return new TextCell(this, column).value();
  }

  /**
   * A decimal, 0 or more; one with more digits than a spreadsheet's number keeps is written as
   * text.
   */
  public BigDecimal decimal(String column) {
    BigDecimal decimal = decimalOrNull(column);
    return decimal == null
        ? missing(column, "write a number, 0 if that is meant", BigDecimal.ZERO)
        : decimal;
  }

  /** A decimal of either sign. */
  public BigDecimal signed(String column) {
    BigDecimal decimal = new NumberCell(this, column).signed();
    return decimal == null
        ? missing(column, "write a number, 0 if that is meant", BigDecimal.ZERO)
        : decimal;
  }

  /** A decimal, 0 or more, or null. */
  public @Nullable BigDecimal decimalOrNull(String column) {
    return new NumberCell(this, column).decimal();
  }

  /** A decimal above 0; that it is not 0 is for others to see. */
  public BigDecimal positive(String column) {
    BigDecimal decimal = positiveOrNull(column);
    return decimal == null ? missing(column, "write a number above 0", BigDecimal.ZERO) : decimal;
  }

  /** A decimal above 0, or null; that it is not 0 is for others to see. */
  public @Nullable BigDecimal positiveOrNull(String column) {
    return new NumberCell(this, column).positive();
  }

  /**
   * A percentage, 0 or more: 20 is written as the number 20, or as 20 % in a cell that is formatted
   * so.
   */
  public BigDecimal percent(String column) {
    BigDecimal percent = new NumberCell(this, column).percent();
    return percent == null
        ? missing(column, "write a percentage, such as 20", BigDecimal.ZERO)
        : percent;
  }

  /** A whole number of at least {@code least}. */
  public int integer(String column, int least) {
    Integer integer = integerOrNull(column, least);
    return integer == null ? missing(column, "write a whole number", least) : integer;
  }

  /** A whole number of at least {@code least}, or null. */
  public @Nullable Integer integerOrNull(String column, int least) {
    return new NumberCell(this, column).integer(least);
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
          wrong(
              "cell-date",
              column,
              "is not a date",
              "format the cell as a date, such as 2024-05-31");
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
    String nearest = SpellingSuggestion.to(cell.toString(), words.keySet());
    return wrong(
        "vocabulary",
        column,
        "is none of the known words",
        nearest == null
            ? "write one of: " + String.join(", ", words.keySet())
            : "write " + nearest);
  }

  /** Notes a cell that was reported when the sheet was read. */
  @SuppressWarnings("TypeParameterUnusedInFormals") // always null
  <T> @Nullable T refused() {
    good = false;
    return null;
  }

  /** Reports a cell that does not hold what its column does. */
  @SuppressWarnings("TypeParameterUnusedInFormals") // always null
  <T> @Nullable T wrong(String check, String column, String what, String fix) {
    error(check, column, phrase(column, cell(column).toString()) + " " + what, fix);
    return null;
  }

  /** Reports an empty cell, unless it only looks empty because of a fault that is known. */
  private <T> T missing(String column, String fix, T standIn) {
    if (isEmpty(column)) {
      error("cell-missing", column, "the " + named(column) + " is missing", fix);
    }
    return standIn;
  }

  /** A column and a value as a sentence names them. */
  static String phrase(String column, String value) {
    return "the " + named(column) + " (" + VisibleText.shown(value) + ")";
  }

  /** A column as a sentence names it: {@code unit price}, {@code Region}. */
  private static String named(String column) {
    return column.startsWith("Region") ? column : column.toLowerCase(Locale.ROOT);
  }
}
