package dev.tarife.table;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A condition on an attribute of a usage record, such as {@code objects is above 100}.
 *
 * <p>What it means that a condition holds stands here, and a second time as SQL alone. Texts are
 * compared whatever the case of their letters ({@link LetterCase}). A missing text and an empty one
 * are one: only {@code is none of}, {@code is not same as} and {@code is missing} hold of it.
 */
public final class Condition {
  /** A text that is a number to compare. */
  public static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,15})?");

  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2199;

  private final String attribute;
  private final Test test;
  private final List<String> values;
  private final Set<String> folded;
  private final @Nullable BigDecimal number;
  private final @Nullable Instant time;

  /**
   * Makes a condition.
   *
   * @param attribute a column of the usage file
   * @param test how it is compared
   * @param values what it is compared with: one number, one time, one or more texts, one column, or
   *     nothing
   * @throws IllegalArgumentException if the test needs a number or a time, and the value is none
   */
  public Condition(String attribute, Test test, List<String> values) {
    this.attribute = attribute;
    this.test = test;
    this.values = List.copyOf(values);
    Set<String> texts = new TreeSet<>();
    values.forEach(value -> texts.add(LetterCase.fold(value)));
    folded = Set.copyOf(texts);
    String value = values.isEmpty() ? "" : values.get(0);
    number = test.isNumeric() ? number(value) : null;
    time = test.isOfTime() ? time(value) : null;
    if ((test.isNumeric() && number == null) || (test.isOfTime() && time == null)) {
      throw new IllegalArgumentException(
          "The condition ("
              + this
              + ") compares with ("
              + value
              + "), which is not a "
              + (test.isNumeric() ? "number." : "date or time."));
    }
  }

  /** How an attribute is compared; the words of the Test column. */
  public enum Test implements Worded {
    /** Equal to one of the values, case aside; never true of a missing attribute. */
    IS_ONE_OF,
    /** Equal to none of the values; true of a missing attribute. */
    IS_NONE_OF,
    /** A number above the value. */
    IS_ABOVE,
    IS_AT_LEAST,
    IS_BELOW,
    IS_AT_MOST,
    /** A time before the value; a date is its midnight, UTC. */
    IS_BEFORE,
    /** A time that is the value or after it. */
    IS_FROM,
    /** Equal to another column, both given. */
    IS_SAME_AS,
    /** Not equal to another column, or one of the two missing. */
    IS_NOT_SAME_AS,
    IS_GIVEN,
    IS_MISSING;

    /** Whether the attribute must be a number. */
    public boolean isNumeric() {
      return switch (this) {
        case IS_ABOVE, IS_AT_LEAST, IS_BELOW, IS_AT_MOST -> true;
        default -> false;
      };
    }

    /** Whether the attribute must be a time. */
    public boolean isOfTime() {
      return this == IS_BEFORE || this == IS_FROM;
    }

    /** Whether the value names another column. */
    public boolean comparesColumns() {
      return this == IS_SAME_AS || this == IS_NOT_SAME_AS;
    }

    /** Whether a column is compared as a text. */
    public boolean comparesTexts() {
      return this == IS_ONE_OF || this == IS_NONE_OF || comparesColumns();
    }

    /** Whether a column that compares so with the value meets the test. */
    private boolean admits(int order) {
      return switch (this) {
        case IS_ABOVE -> order > 0;
        case IS_AT_LEAST, IS_FROM -> order >= 0;
        case IS_BELOW, IS_BEFORE -> order < 0;
        case IS_AT_MOST -> order <= 0;
        default -> throw new IllegalStateException(word() + " compares no numbers and no times.");
      };
    }
  }

  /** A column of the usage file. */
  public String attribute() {
    return attribute;
  }

  /** How it is compared. */
  public Test test() {
    return test;
  }

  /** What it is compared with, as the sheet says it. */
  public List<String> values() {
    return values;
  }

  /** The values, case aside. */
  public Set<String> folded() {
    return folded;
  }

  /**
   * The number that a numeric test compares with.
   *
   * @throws IllegalStateException if the test is not numeric
   */
  public BigDecimal number() {
    if (number == null) {
      throw new IllegalStateException(this + " compares no numbers.");
    }
    return number;
  }

  /**
   * The time that a test of times compares with: a whole second.
   *
   * @throws IllegalStateException if the test compares no times
   */
  public Instant time() {
    if (time == null) {
      throw new IllegalStateException(this + " compares no times.");
    }
    return time;
  }

  /** The columns that the condition looks at. */
  public List<String> columns() {
    return test.comparesColumns() ? List.of(attribute, values.get(0)) : List.of(attribute);
  }

  /**
   * Whether the condition holds of a record. A number test does not hold of a text that is not a
   * number.
   *
   * @param record gives the text of a column, times as {@code 2024-05-15T09:00:00Z} and dates as
   *     {@code 2024-05-15}; null or an empty text where the record has none
   */
  public boolean holds(Function<String, @Nullable String> record) {
    String value = given(record.apply(attribute));
    return switch (test) {
      case IS_ONE_OF -> value != null && names(value);
      case IS_NONE_OF -> value == null || !names(value);
      case IS_ABOVE, IS_AT_LEAST, IS_BELOW, IS_AT_MOST -> admitsNumber(value);
      case IS_BEFORE, IS_FROM -> admitsTime(value);
      case IS_SAME_AS -> isSame(value, given(record.apply(values.get(0))));
      case IS_NOT_SAME_AS -> !isSame(value, given(record.apply(values.get(0))));
      case IS_GIVEN -> value != null;
      case IS_MISSING -> value == null;
    };
  }

  /** Whether a text is one of the values, case aside. */
  public boolean names(String text) {
    return folded.contains(LetterCase.fold(text));
  }

  /** Whether a number meets a numeric test. */
  public boolean admits(long value) {
    return test.admits(BigDecimal.valueOf(value).compareTo(number()));
  }

  private boolean admitsNumber(@Nullable String value) {
    BigDecimal compared = value == null ? null : number(value);
    return compared != null && test.admits(compared.compareTo(number()));
  }

  private boolean admitsTime(@Nullable String value) {
    Instant compared = value == null ? null : time(value);
    return compared != null && test.admits(compared.compareTo(time()));
  }

  private static boolean isSame(@Nullable String a, @Nullable String b) {
    return a != null && b != null && LetterCase.isSame(a, b);
  }

  private static @Nullable String given(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /** The number that a text is; null: none. */
  public static @Nullable BigDecimal number(String text) {
    return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
  }

  /** The time that a value of the sheet is, a date being its midnight, UTC; null: none. */
  public static @Nullable Instant time(String value) {
    try {
      Instant time = null;
      if (DATE.matcher(value).matches()) {
        time = LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
      } else if (TIME.matcher(value).matches()) {
        time = Instant.parse(value);
      }
      int year = time == null ? 0 : time.atOffset(ZoneOffset.UTC).getYear();
      return year < FIRST_YEAR || year > LAST_YEAR ? null : time;
    } catch (DateTimeException e) {
      return null;
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Condition condition
        && attribute.equals(condition.attribute)
        && test == condition.test
        && values.equals(condition.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(attribute, test, values);
  }

  /** {@code objects is above 100}: the condition's name in rules and messages. */
  @Override
  public String toString() {
    String value = String.join("; ", values);
    return value.isEmpty()
        ? attribute + " " + test.word()
        : attribute + " " + test.word() + " " + value;
  }
}
