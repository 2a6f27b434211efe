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
  public enum FieldType implements Worded {
    TEXT,
    /** ISO 8601. */
    TIME,
    /** A whole number, 0 or more. */
    COUNT,
    TRUE_OR_FALSE
  }

  /** Whether it lies inside of a list or map of things. */
  public boolean isInside(String list) {
    return path.startsWith(list + ".");
  }
}
