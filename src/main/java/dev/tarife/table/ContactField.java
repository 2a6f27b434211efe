package dev.tarife.table;

import dev.tarife.model.Origin;

/**
 * {@code metering.xlsx}, Contact fields: a field of a contact record that rows may name.
 *
 * @param path its names from the top, with dots between them: {@code Agent.ARN}
 * @param type how it is written
 * @param dates when contacts were that have it so
 * @param origin its row
 */
public record ContactField(String path, FieldType type, DateRange dates, Origin origin) {
  /** How a field is written; the words of the Type column. */
  public enum FieldType {
    TEXT("text"),
    /** ISO 8601. */
    TIME("time"),
    /** A whole number, 0 or more. */
    COUNT("count"),
    TRUE_OR_FALSE("true or false");

    private final String word;

    FieldType(String word) {
      this.word = word;
    }

    /** As the sheet says it. */
    public String word() {
      return word;
    }
  }

  /** Whether it lies inside of a list or map of things. */
  public boolean isInside(String list) {
    return path.startsWith(list + ".");
  }
}
