package dev.tarife.connect;

import dev.tarife.table.Condition.Test;
import dev.tarife.table.ContactRow.FieldCondition;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A condition of a row of the table. Used by one thread.
 *
 * @param of the numbers of the fields, any of which may meet it
 * @param folded the values, whatever their case
 * @param number the value of a numeric test
 * @param known whether texts that were asked for are among the values
 */
@SuppressWarnings("ArrayRecordComponent") // Read, and never compared.
record Clause(int[] of, Test test, Set<String> folded, long number, Map<String, Boolean> known) {
  private static final int MOST_KNOWN = 1000;

  static Clause of(FieldCondition condition, Fields fields) {
    return new Clause(
        fields.numbers(condition.fields()),
        condition.test(),
        condition.values().stream().map(Clause::fold).collect(Collectors.toUnmodifiableSet()),
        condition.test().isNumeric() ? Long.parseLong(condition.values().get(0)) : 0,
        new HashMap<>());
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Whether a text is one of the values; most texts were asked for before. */
  boolean isOneOf(String text) {
    Boolean met = known.get(text);
    if (met == null) {
      met = text.indexOf(Document.SEVERAL) < 0 ? folded.contains(fold(text)) : hasOneOf(text);
      if (known.size() < MOST_KNOWN) {
        known.put(text, met);
      }
    }
    return met;
  }

  private boolean hasOneOf(String texts) {
    for (String one : texts.split(String.valueOf(Document.SEVERAL), -1)) {
      if (folded.contains(fold(one))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a number meets a numeric test. */
  boolean compares(long asked) {
    return switch (test) {
      case IS_ABOVE -> asked > number;
      case IS_AT_LEAST -> asked >= number;
      case IS_BELOW -> asked < number;
      default -> asked <= number;
    };
  }
}
