package dev.tarife.table.read;

import dev.tarife.model.Quantity;
import dev.tarife.model.UsageColumns;
import dev.tarife.sheet.Headers;
import dev.tarife.sheet.Table;
import dev.tarife.sheet.TypedRow;
import dev.tarife.sheet.Vocabulary;
import dev.tarife.table.Condition;
import dev.tarife.table.Condition.Test;
import dev.tarife.table.ContactMap;
import dev.tarife.table.DateRange;
import dev.tarife.table.InstanceColumns;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.MeteringRow.Counting;
import dev.tarife.table.MeteringRow.Measure;
import dev.tarife.table.MeteringRow.MinimumPer;
import dev.tarife.table.MeteringRow.Over;
import dev.tarife.table.Word;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code metering.xlsx}. */
final class MeteringReader {
  static final String FILE = "metering.xlsx";

  /** As many as a rule's template has lines for, beside two for dates. */
  private static final int MOST_CONDITIONS = 4;

  private static final String WITHOUT_COUNTRY = "Without country";

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
          .free(WITHOUT_COUNTRY, EffectiveDates.FROM, EffectiveDates.TO)
          .more(name -> NUMBERED.matcher(name).matches());

  private static final Map<String, Measure> MEASURES =
      WorkbookReading.words(Measure.values(), Measure::word);
  private static final Map<String, Counting> COUNTINGS = countings();
  private static final Map<String, Over> OVERS = WorkbookReading.words(Over.values(), Over::word);
  private static final Map<String, MinimumPer> MINIMUM_PERS =
      WorkbookReading.words(MinimumPer.values(), MinimumPer::word);
  private static final String COUNTRY = "country";
  private static final String NUMBER_TYPE = "number_type";
  private static final Vocabulary DIMENSIONS = Vocabulary.of(List.of(COUNTRY, NUMBER_TYPE), "");

  /** Profile-months is what prorated days were called when only profiles were counted so. */
  private static Map<String, Counting> countings() {
    Map<String, Counting> words =
        new LinkedHashMap<>(WorkbookReading.words(Counting.values(), Counting::word));
    words.put("profile-months", Counting.PRORATED_DAYS);
    return words;
  }

  private final WorkbookReading book;
  private final KnownCodes codes;
  private final ConditionReader conditions;

  MeteringReader(WorkbookReading book, KnownCodes codes) {
    this.book = book;
    this.codes = codes;
    this.conditions = new ConditionReader(codes);
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
    List<Condition> asked = new ArrayList<>();
    for (String suffix : suffixes) {
      Condition condition = conditions.of(line, suffix);
      if (condition != null) {
        asked.add(condition);
      }
    }
    boolean charged = !MeteringRow.NOT_CHARGED.equals(line.cell("Charge").toString());
    if (asked.size() > MOST_CONDITIONS) {
      line.error(
          "conditions",
          "Attribute " + (MOST_CONDITIONS + 1),
          "the row has " + asked.size() + " conditions",
          "keep to " + MOST_CONDITIONS + "; a list may hold several values");
    }
    dates(line, asked);
    return charged ? charged(line, usageType, asked) : notCharged(line, usageType, asked);
  }

  /** A row with dates is one under conditions on the start of usage, and checked as such. */
  private static void dates(TypedRow line, List<Condition> asked) {
    DateRange dates = EffectiveDates.of(line);
    if (!dates.from().equals(LocalDate.MIN)) {
      asked.add(condition(Test.IS_FROM, dates.from()));
    }
    if (dates.to() != null) {
      asked.add(condition(Test.IS_BEFORE, dates.to()));
    }
  }

  private static Condition condition(Test test, LocalDate day) {
    return new Condition(UsageColumns.START_TIME, test, List.of(day.toString()));
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
    Over over = or(line.wordOrNull("Counted over", OVERS), Over.INSTANCE);
    if (line.isGood() && !counting.runsOverSomething()) {
      without(line, "Counted over", "counting " + counting.word() + " runs over no resources");
    } else if (line.isGood() && counting == Counting.DISTINCT && over == Over.RESOURCE) {
      line.error(
          "cell-number",
          "Counted over",
          "each resource by itself is one resource",
          "write instance or account; resource is for counting largest and latest");
    }
    return new MeteringRow(
        line.origin(),
        usageType,
        conditions,
        charge,
        line.word("Measure", MEASURES, Measure.AMOUNT),
        counting,
        over,
        minimum,
        minimumPer,
        increment,
        line.codes("Dimensions", DIMENSIONS),
        needs(line));
  }

  private static List<String> needs(TypedRow line) {
    List<String> needs = line.codes("Needs", Vocabulary.ANY);
    for (String need : needs) {
      if (InstanceColumns.has(need)) {
        line.error(
            "needs",
            "Needs",
            "the column (" + need + ") is read from the instance, so that every record has it",
            "leave it out");
      }
    }
    return needs;
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
    return (line.isEmpty(EffectiveDates.FROM) ? 0 : 1) + (line.isEmpty(EffectiveDates.TO) ? 0 : 1);
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

  static void without(TypedRow line, String column, String because) {
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
    BigDecimal number = line.positiveOrNull(column);
    if (number == null) {
      return null;
    }
    if (number.signum() == 0) {
      line.error("cell-number", column, "the cell holds 0", "write a number above 0, or clear it");
    }
    return Quantity.of(number);
  }
}
