package dev.tarife.connect;

import dev.tarife.connect.document.ContactFields;
import dev.tarife.connect.document.Document;
import dev.tarife.table.Condition;
import dev.tarife.table.ContactRow.FieldCondition;
import java.util.HashMap;
import java.util.Map;

/**
 * A condition of a row of the table. Used by one thread.
 *
 * @param of the numbers of the fields, any of which may meet it
 * @param condition what a field is compared with
 * @param known whether texts that were asked for are among the values
 */
@SuppressWarnings("ArrayRecordComponent") // Read, and never compared.
record DocumentCondition(int[] of, Condition condition, Map<String, Boolean> known) {
  private static final int MOST_KNOWN = 1000;

  static DocumentCondition of(FieldCondition condition, ContactFields fields) {
    return new DocumentCondition(
        fields.numbers(condition.fields()),
        new Condition(String.join("; ", condition.fields()), condition.test(), condition.values()),
        new HashMap<>());
  }

  Condition.Test test() {
    return condition.test();
  }

  /** Whether a text is one of the values; most texts were asked for before. */
  boolean isOneOf(String text) {
    Boolean met = known.get(text);
    if (met == null) {
      met = text.indexOf(Document.SEVERAL) < 0 ? condition.names(text) : hasOneOf(text);
      if (known.size() < MOST_KNOWN) {
        known.put(text, met);
      }
    }
    return met;
  }

  private boolean hasOneOf(String texts) {
    for (String one : texts.split(String.valueOf(Document.SEVERAL), -1)) {
      if (condition.names(one)) {
        return true;
      }
    }
    return false;
  }
}
