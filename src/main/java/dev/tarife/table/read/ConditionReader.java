package dev.tarife.table.read;

import dev.tarife.model.Quantity;
import dev.tarife.model.UsageColumns;
import dev.tarife.sheet.Cell;
import dev.tarife.sheet.TypedRow;
import dev.tarife.sheet.Vocabulary;
import dev.tarife.table.Condition;
import dev.tarife.table.Condition.Test;
import dev.tarife.table.InstanceColumns;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the conditions of the sheet Metering: Attribute, Test and Value. */
final class ConditionReader {
  private static final Map<String, Test> TESTS = WorkbookReading.words(Test.values(), Test::word);
  private static final String DATE = InstanceColumns.DATE;
  private static final int LAST_HOUR = 23;

  /** Two letters tell them apart. */
  private static final int SHORTEST_WEEKDAY = 2;

  private static final Vocabulary WEEKDAYS = Vocabulary.of(InstanceColumns.WEEKDAYS, "");

  private final KnownCodes codes;

  ConditionReader(KnownCodes codes) {
    this.codes = codes;
  }

  /** The condition in the columns that end so; null where they are empty or at fault. */
  @Nullable Condition of(TypedRow line, String suffix) {
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
    spelled(line, attributeColumn, attribute);
    comparable(line, attributeColumn, attribute, test);
    if (InstanceColumns.has(attribute) && !possible(line, testColumn, attribute, test)) {
      return null;
    }
    List<String> values = List.of();
    if (test == Test.IS_GIVEN || test == Test.IS_MISSING) {
      MeteringReader.without(line, valueColumn, test.word() + " is compared with nothing");
    } else if (test.comparesColumns()) {
      values = List.of(line.code(valueColumn));
      comparable(line, valueColumn, values.get(0), test);
    } else if (test.isNumeric()) {
      values = number(line, valueColumn);
    } else if (test.isOfTime()) {
      values = time(line, valueColumn);
    } else if (line.cell(valueColumn).kind() == Cell.Kind.DATE && attribute.equals(DATE)) {
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
    boolean number =
        UsageColumns.NUMBERS.contains(attribute) || attribute.equals(InstanceColumns.HOUR);
    if (number && !test.comparesColumns()) {
      values = numbers(line, valueColumn, attribute, values);
    }
    if (InstanceColumns.has(attribute) && line.isGood()) {
      ofInstance(line, valueColumn, attribute, test, values);
    }
    return line.isGood() ? new Condition(attribute, test, values) : null;
  }

  /** Reports a test that a column of the usage file could never meet as it is meant. */
  private static void comparable(TypedRow line, String cell, String column, Test test) {
    if (InstanceColumns.has(column)) {
      return;
    }
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
          "name start_time, end_time, updated_at or date");
    }
  }

  private static List<String> number(TypedRow line, String column) {
    Cell cell = line.cell(column);
    if (cell.kind() == Cell.Kind.DATE) {
      line.error(
          "cell-number",
          column,
          "the value (" + cell + ") is not a number",
          "format the cell as a number and write it again; is before and is from compare dates");
      return List.of();
    }
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
          (cell.kind() == Cell.Kind.NUMBER ? "format the cell as a date, and " : "")
              + "write a date such as 2024-05-15, its midnight in UTC, or a time such as"
              + " 2024-05-15T09:00:00Z as text");
    }
    return List.of(value);
  }

  /** Reports a column that differs from a known one in the case of its letters alone. */
  private static void spelled(TypedRow line, String cell, String column) {
    Stream.concat(UsageColumns.NAMES.stream(), InstanceColumns.NAMES.stream())
        .filter(known -> known.equalsIgnoreCase(column) && !known.equals(column))
        .findFirst()
        .ifPresent(
            known ->
                line.error(
                    "condition-test",
                    cell,
                    "the attribute (" + column + ") is not a column of usage, and " + known + " is",
                    "write " + known));
  }

  /** Whether a test can be met by what is read from an instance, or always; else reports it. */
  private static boolean possible(TypedRow line, String testColumn, String attribute, Test test) {
    boolean possible =
        switch (attribute) {
          case InstanceColumns.HOUR -> test.isNumeric() || isOfValues(test);
          case DATE -> test.isOfTime() || isOfValues(test);
          case InstanceColumns.WEEKDAY -> isOfValues(test);
          default -> isOfValues(test) || test.comparesColumns();
        };
    if (!possible) {
      line.error(
          "condition-test",
          testColumn,
          "the attribute (" + attribute + ") cannot be compared by " + test.word(),
          switch (attribute) {
            case InstanceColumns.HOUR -> "write is at least, is below or is one of";
            case DATE -> "write is from, is before or is one of";
            default -> "write is one of or is none of";
          });
    }
    return possible;
  }

  /** Reports what no instance's Region, plan or clock can be. */
  private void ofInstance(
      TypedRow line, String valueColumn, String attribute, Test test, List<String> values) {
    String weekdays = attribute.equals(InstanceColumns.WEEKDAY) ? weekdays(values) : null;
    if (weekdays != null) {
      line.error(
          "vocabulary",
          valueColumn,
          "the value (" + String.join("; ", values) + ") has weekdays that are abbreviated",
          "write " + weekdays);
      return;
    }
    for (String value : test.comparesColumns() ? List.<String>of() : values) {
      String fix = fix(attribute, value);
      if (fix != null) {
        line.error(
            "vocabulary",
            valueColumn,
            "the value (" + value + ") is not possible of " + attribute,
            fix);
      }
    }
  }

  /** Weekdays of which some are abbreviated, in full; null: none is, or one is not a weekday. */
  private static @Nullable String weekdays(List<String> values) {
    List<String> full = new ArrayList<>();
    for (String value : values) {
      String small = value.toLowerCase(Locale.ROOT);
      InstanceColumns.WEEKDAYS.stream()
          .filter(day -> small.length() >= SHORTEST_WEEKDAY && day.startsWith(small))
          .findFirst()
          .ifPresent(full::add);
    }
    boolean isFull = values.stream().allMatch(v -> WEEKDAYS.knows(v.toLowerCase(Locale.ROOT)));
    return isFull || full.size() < values.size() ? null : String.join("; ", full);
  }

  private static boolean isOfValues(Test test) {
    return test == Test.IS_ONE_OF || test == Test.IS_NONE_OF;
  }

  /** What to do about a value that cannot be; null: it can. */
  private @Nullable String fix(String attribute, String value) {
    return switch (attribute) {
      case InstanceColumns.REGION ->
          codes.regions().knows(value) ? null : codes.regions().fix(value);
      case InstanceColumns.PLAN -> codes.plans().knows(value) ? null : codes.plans().fix(value);
      case InstanceColumns.WEEKDAY ->
          WEEKDAYS.knows(value.toLowerCase(Locale.ROOT)) ? null : WEEKDAYS.fix(value);
      case InstanceColumns.HOUR ->
          isHour(value) ? null : "write whole hours from 0 to 23: 22; 23; 0; 1";
      default -> isDate(value) ? null : "write dates such as 2024-12-25; 2024-12-26";
    };
  }

  private static boolean isHour(String value) {
    return value.matches("[0-9]{1,2}") && Integer.parseInt(value) <= LAST_HOUR;
  }

  private static boolean isDate(String value) {
    try {
      return LocalDate.parse(value).toString().equals(value);
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
