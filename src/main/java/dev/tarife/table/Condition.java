package dev.tarife.table;

import java.util.List;

/**
 * A condition on an attribute of a usage record, such as {@code objects is above 100}.
 *
 * @param attribute a column of the usage file
 * @param test how it is compared
 * @param values what it is compared with: one number, one or more texts, one column, or nothing
 */
public record Condition(String attribute, Test test, List<String> values) {
  public Condition {
    values = List.copyOf(values);
  }

  /** How an attribute is compared; the words of the Test column. */
  public enum Test {
    /** Equal to one of the values, ASCII case aside; never true of a missing attribute. */
    IS_ONE_OF("is one of"),
    /** Equal to none of the values; true of a missing attribute. */
    IS_NONE_OF("is none of"),
    /** A number above the value. */
    IS_ABOVE("is above"),
    IS_AT_LEAST("is at least"),
    IS_BELOW("is below"),
    IS_AT_MOST("is at most"),
    /** Equal to another column, both given. */
    IS_SAME_AS("is same as"),
    /** Not equal to another column, or one of the two missing. */
    IS_NOT_SAME_AS("is not same as"),
    IS_GIVEN("is given"),
    IS_MISSING("is missing");

    private final String word;

    Test(String word) {
      this.word = word;
    }

    /** As the sheet says it. */
    public String word() {
      return word;
    }

    /** Whether the attribute must be a number. */
    public boolean isNumeric() {
      return switch (this) {
        case IS_ABOVE, IS_AT_LEAST, IS_BELOW, IS_AT_MOST -> true;
        default -> false;
      };
    }

    /** Whether the value names another column. */
    public boolean comparesColumns() {
      return this == IS_SAME_AS || this == IS_NOT_SAME_AS;
    }
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
