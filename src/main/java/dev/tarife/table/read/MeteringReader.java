package dev.tarife.table.read;

import dev.tarife.model.Quantity;
import dev.tarife.model.UsageColumns;
import dev.tarife.sheet.Cell;
import dev.tarife.sheet.Headers;
import dev.tarife.sheet.Table;
import dev.tarife.sheet.TypedRow;
import dev.tarife.sheet.Vocabulary;
import dev.tarife.table.Condition;
import dev.tarife.table.Condition.Test;
import dev.tarife.table.ContactMap;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.MeteringRow.Counting;
import dev.tarife.table.MeteringRow.Measure;
import dev.tarife.table.MeteringRow.MinimumPer;
import dev.tarife.table.MeteringRow.Over;
import dev.tarife.table.Word;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code metering.xlsx}. */
final class MeteringReader {
  static final String FILE = "metering.xlsx";

  /** As many as a rule's template has lines for, beside two for dates. */
  private static final int MOST_CONDITIONS = 4;

  private static final String WITHOUT_COUNTRY = "Without country";

  private static final String FROM = "Effective from";
  private static final String TO = "Effective to";
  private static final Pattern NUMBERED =
      Pattern.compile("(Attribute|Test|Value) ([2-9]|[1-9][0-9])");
  private static final List<String> COUNTED =
      List.of(
          "Measure",
          "Counting",
          "Counted over",
          "Minimum",
          "Minimum per",
          "Increment",
          "Dimensions",
          "Needs",
          WITHOUT_COUNTRY);
  private static final Headers HEADERS =
      Headers.needed("Usage type", "Charge", "Measure", "Counting", "Attribute", "Test", "Value")
          .usual("Counted over", "Minimum", "Minimum per", "Increment", "Dimensions", "Needs")
          .free(WITHOUT_COUNTRY, FROM, TO)
          .more(name -> NUMBERED.matcher(name).matches());

  private static final Map<String, Test> TESTS = WorkbookReading.words(Test.values(), Test::word);
  private static final Map<String, Measure> MEASURES =
      WorkbookReading.words(Measure.values(), Measure::word);
  private static final Map<String, Counting> COUNTINGS =
      WorkbookReading.words(Counting.values(), Counting::word);
  private static final Map<String, Over> OVERS = WorkbookReading.words(Over.values(), Over::word);
  private static final Map<String, MinimumPer> MINIMUM_PERS =
      WorkbookReading.words(MinimumPer.values(), MinimumPer::word);
  private static final String COUNTRY = "country";
  private static final String NUMBER_TYPE = "number_type";
  private static final Vocabulary DIMENSIONS = Vocabulary.of(List.of(COUNTRY, NUMBER_TYPE), "");

  private final WorkbookReading book;
  private final KnownCodes codes;

  MeteringReader(WorkbookReading book, KnownCodes codes) {
    this.book = book;
    this.codes = codes;
  }

  Map<String, Word> usageTypes() {
    book.onlySheets(
        List.of(
            "Usage types",
            "Metering",
            CalculatorReader.SHEET,
            ContactsReader.FIELDS,
            ContactsReader.RECORDS,
            NumbersReader.SHEET));
    return ChargesReader.words(book, "Usage types");
  }

  List<MeteringRow> rows(Map<String, Word> usageTypes) {
    Vocabulary types =
        usageTypes.isEmpty()
            ? Vocabulary.ANY
            : Vocabulary.of(usageTypes.keySet(), FILE + ", Usage types");
    List<MeteringRow> rows = new ArrayList<>();
    Table table = book.table("Metering", HEADERS);
    if (table == null) {
      return rows;
    }
    List<String> suffixes = suffixes(table);
    for (TypedRow line : table.lines()) {
      MeteringRow row = row(line, types, suffixes);
      List<MeteringRow> split = line.isGood() ? withoutCountry(line, row) : List.of(row);
      if (line.isGood()) {
        rows.addAll(split);
      } else if (row.charge() == null) {
        book.doubts().add(line.cell("Charge").isEmpty() ? "" : row.usageType());
      } else {
        book.doubts().add(row.charge());
      }
    }
    return rows;
  }

  /** What contact records settle. */
  ContactMap contacts(Map<String, Word> usageTypes) {
    return new ContactsReader(book).read(usageTypes, codes.numberTypes());
  }

  /** What follows Attribute, Test and Value in the headers: nothing, " 2", " 3" and so on. */
  private List<String> suffixes(Table table) {
    List<String> suffixes = new ArrayList<>();
    suffixes.add("");
    for (String column : table.columns()) {
      Matcher numbered = NUMBERED.matcher(column);
      if (numbered.matches() && !suffixes.contains(" " + numbered.group(2))) {
        String suffix = " " + numbered.group(2);
        suffixes.add(suffix);
        for (String part : List.of("Attribute", "Test", "Value")) {
          if (!table.columns().contains(part + suffix)) {
            book.findings()
                .error(
                    "header",
                    new dev.tarife.model.Place(FILE, "Metering", 1, -1),
                    "the column " + part + suffix + " is missing",
                    "add the column beside " + column);
            book.doubts().addEverything();
          }
        }
      }
    }
    return suffixes;
  }

  private MeteringRow row(TypedRow line, Vocabulary types, List<String> suffixes) {
    String usageType = line.code("Usage type", types);
    List<Condition> conditions = new ArrayList<>();
    for (String suffix : suffixes) {
      Condition condition = condition(line, suffix);
      if (condition != null) {
        conditions.add(condition);
      }
    }
    boolean charged = !MeteringRow.NOT_CHARGED.equals(line.cell("Charge").toString());
    if (conditions.size() > MOST_CONDITIONS) {
      line.error(
          "conditions",
          "Attribute " + (MOST_CONDITIONS + 1),
          "the row has " + conditions.size() + " conditions",
          "keep to " + MOST_CONDITIONS + "; a list may hold several values");
    }
    dates(line, conditions);
    return charged ? charged(line, usageType, conditions) : notCharged(line, usageType, conditions);
  }

  /** A row with dates is one under conditions on the start of usage, and checked as such. */
  private static void dates(TypedRow line, List<Condition> conditions) {
    LocalDate from = line.dateOrNull(FROM);
    LocalDate to = line.dateOrNull(TO);
    if (from != null && to != null && !from.isBefore(to)) {
      line.error(
          "date-order",
          TO,
          "effective to (" + to + ") is not after effective from (" + from + ")",
          "write the day after the last day into " + TO);
    }
    if (from != null) {
      conditions.add(
          new Condition(UsageColumns.START_TIME, Test.IS_FROM, List.of(from.toString())));
    }
    if (to != null) {
      conditions.add(
          new Condition(UsageColumns.START_TIME, Test.IS_BEFORE, List.of(to.toString())));
    }
  }

  private MeteringRow charged(TypedRow line, String usageType, List<Condition> conditions) {
    String charge = line.code("Charge", codes.charges());
    Counting counting = line.word("Counting", COUNTINGS, Counting.SUM);
    Quantity minimum = positive(line, "Minimum");
    Quantity increment = positive(line, "Increment");
    if (line.isGood() && counting != Counting.SUM) {
      for (String column : List.of("Minimum", "Minimum per", "Increment")) {
        without(line, column, "counting " + counting.word() + " knows no minimum and increment");
      }
    }
    MinimumPer minimumPer = or(line.wordOrNull("Minimum per", MINIMUM_PERS), MinimumPer.RECORD);
    // A chain may be priced by itself without a minimum of its own.
    boolean isChain = minimumPer == MinimumPer.CHAIN;
    if (line.isGood() && minimum == null && increment == null && !isChain) {
      without(line, "Minimum per", "there is neither a minimum nor an increment");
    }
    if (line.isGood() && counting != Counting.DISTINCT) {
      without(line, "Counted over", "counting " + counting.word() + " runs over no resources");
    }
    return new MeteringRow(
        line.origin(),
        usageType,
        conditions,
        charge,
        line.word("Measure", MEASURES, Measure.AMOUNT),
        counting,
        or(line.wordOrNull("Counted over", OVERS), Over.INSTANCE),
        minimum,
        minimumPer,
        increment,
        line.codes("Dimensions", DIMENSIONS),
        line.codes("Needs", Vocabulary.ANY));
  }

  /**
   * The row, or where some types of numbers have no country, what it says of the others and of
   * these: one row of the sheet with one cell for Counting.
   */
  private List<MeteringRow> withoutCountry(TypedRow line, MeteringRow row) {
    List<String> types = line.codes(WITHOUT_COUNTRY, codes.numberTypes());
    if (types.isEmpty() || !line.isGood()) {
      return List.of(row);
    }
    if (!row.dimensions().contains(COUNTRY)) {
      without(line, WITHOUT_COUNTRY, "country is none of the Dimensions");
    }
    if (row.conditions().size() >= MOST_CONDITIONS + dates(line)) {
      line.error(
          "conditions",
          WITHOUT_COUNTRY,
          "the cell is one more condition on number_type, and the row has "
              + row.conditions().size(),
          "keep to " + MOST_CONDITIONS + " with it");
    }
    return List.of(
        narrowed(row, new Condition(NUMBER_TYPE, Test.IS_NONE_OF, types), List.of()),
        narrowed(row, new Condition(NUMBER_TYPE, Test.IS_ONE_OF, types), List.of(COUNTRY)));
  }

  /** How many conditions of a row its dates are. */
  private static int dates(TypedRow line) {
    return (line.isEmpty(FROM) ? 0 : 1) + (line.isEmpty(TO) ? 0 : 1);
  }

  /** The row under one more condition, without some columns to select a price and to need. */
  private static MeteringRow narrowed(MeteringRow row, Condition more, List<String> without) {
    List<Condition> conditions = new ArrayList<>(row.conditions());
    conditions.add(more);
    return new MeteringRow(
        row.origin(),
        row.usageType(),
        conditions,
        row.charge(),
        row.measure(),
        row.counting(),
        row.over(),
        row.minimum(),
        row.minimumPer(),
        row.increment(),
        row.dimensions().stream().filter(column -> !without.contains(column)).toList(),
        row.needs().stream().filter(column -> !without.contains(column)).toList());
  }

  private static MeteringRow notCharged(
      TypedRow line, String usageType, List<Condition> conditions) {
    for (String column : COUNTED) {
      without(line, column, "the usage is not charged");
    }
    return new MeteringRow(
        line.origin(),
        usageType,
        conditions,
        null,
        Measure.AMOUNT,
        Counting.SUM,
        Over.INSTANCE,
        null,
        MinimumPer.RECORD,
        null,
        List.of(),
        List.of());
  }

  private static void without(TypedRow line, String column, String because) {
    if (!line.isEmpty(column)) {
      line.error(
          "cell-number",
          column,
          "the cell (" + line.cell(column) + ") has no meaning: " + because,
          "clear it");
    }
  }

  private static <E> E or(@Nullable E word, E fallback) {
    return word == null ? fallback : word;
  }

  private static @Nullable Quantity positive(TypedRow line, String column) {
    BigDecimal number = line.decimalOrNull(column);
    if (number == null) {
      return null;
    }
    if (number.signum() == 0) {
      line.error("cell-number", column, "the cell holds 0", "write a number above 0, or clear it");
    }
    return Quantity.of(number);
  }

  private static @Nullable Condition condition(TypedRow line, String suffix) {
    String attributeColumn = "Attribute" + suffix;
    String testColumn = "Test" + suffix;
    String valueColumn = "Value" + suffix;
    if (line.isEmpty(attributeColumn) && line.isEmpty(testColumn) && line.isEmpty(valueColumn)) {
      return null;
    }
    String attribute = line.code(attributeColumn);
    Test test = line.word(testColumn, TESTS, Test.IS_GIVEN);
    if (!line.isGood()) {
      return null;
    }
    comparable(line, attributeColumn, attribute, test);
    List<String> values = List.of();
    if (test == Test.IS_GIVEN || test == Test.IS_MISSING) {
      without(line, valueColumn, test.word() + " is compared with nothing");
    } else if (test.comparesColumns()) {
      values = List.of(line.code(valueColumn));
      comparable(line, valueColumn, values.get(0), test);
    } else if (test.isNumeric()) {
      values = number(line, valueColumn);
    } else if (test.isOfTime()) {
      values = time(line, valueColumn);
    } else {
      values = line.values(valueColumn);
      if (values.isEmpty() && line.isGood()) {
        line.error(
            "cell-missing",
            valueColumn,
            "the value is missing",
            "write one or more, separated by ;");
      }
    }
    if (UsageColumns.NUMBERS.contains(attribute) && !test.comparesColumns()) {
      values = numbers(line, valueColumn, attribute, values);
    }
    return line.isGood() ? new Condition(attribute, test, values) : null;
  }

  /** Reports a test that a column of the usage file could never meet as it is meant. */
  private static void comparable(TypedRow line, String cell, String column, Test test) {
    boolean time = UsageColumns.TIMES.contains(column);
    boolean number = UsageColumns.NUMBERS.contains(column);
    boolean text = UsageColumns.isNamed(column) && !time && !number;
    if (time && (test.isNumeric() || test.comparesTexts())) {
      line.error(
          "condition-test",
          cell,
          "the column (" + column + ") holds times, which " + test.word() + " cannot compare",
          "write is before or is from, with a date such as 2024-05-15 as the value");
    } else if (text && test.isNumeric()) {
      line.error(
          "condition-test",
          cell,
          "the column (" + column + ") holds text, and " + test.word() + " compares numbers",
          "write is one of, is none of, is given or is missing, or name a column with numbers");
    } else if (!time && test.isOfTime()) {
      line.error(
          "condition-test",
          cell,
          "the column (" + column + ") does not hold times, and " + test.word() + " compares times",
          "name start_time, end_time or updated_at");
    }
  }

  private static List<String> number(TypedRow line, String column) {
    Cell cell = line.cell(column);
    List<String> number = line.values(column);
    if (line.isGood() && cell.kind() != Cell.Kind.NUMBER) {
      line.error(
          "cell-number",
          column,
          "the value (" + cell + ") is not a number",
          "write one number, in a cell that is not formatted as text");
    } else if (line.isGood() && Condition.number(number.get(0)) == null) {
      line.error(
          "cell-number",
          column,
          "the value (" + cell + ") has too many digits to compare with",
          "write at most 20 digits before the point and 15 after it");
    }
    return number;
  }

  /** The values of a column that holds numbers, as records have them: without zeros at the end. */
  private static List<String> numbers(
      TypedRow line, String column, String attribute, List<String> values) {
    Set<String> numbers = new LinkedHashSet<>();
    for (String value : values) {
      BigDecimal number = Condition.number(value);
      if (number == null) {
        line.error(
            "condition-test",
            column,
            "the value ("
                + value
                + ") is not a number, and the column ("
                + attribute
                + ") holds"
                + " numbers",
            "write numbers, such as 0; 60");
        return values;
      }
      numbers.add(Quantity.of(number).toString());
    }
    return List.copyOf(numbers);
  }

  /** A date, as a date or a text, or a time in UTC, as a text. */
  private static List<String> time(TypedRow line, String column) {
    Cell cell = line.cell(column);
    String value = cell.kind() == Cell.Kind.DATE ? cell.date().toString() : cell.toString().strip();
    if (cell.kind() == Cell.Kind.REFUSED) {
      line.values(column);
    } else if (line.isGood() && Condition.time(value) == null) {
      line.error(
          "cell-date",
          column,
          "the value (" + cell + ") is not a date or time",
          "write a date such as 2024-05-15, its midnight in UTC, or a time such as"
              + " 2024-05-15T09:00:00Z as text");
    }
    return List.of(value);
  }
}
