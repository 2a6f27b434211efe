package dev.tarife.metering.input;

import java.util.Set;

/**
 * Where a column of staged rows comes from.
 *
 * @param name in SQL
 * @param type of the database, or {@link #JSON} or {@link #CSV}
 */
public record SourceColumn(String name, String type) {
  /** The type of a text that a JSON reader made. */
  static final String JSON = "JSON";

  /** The type of a text that a CSV reader made: an empty one is missing. */
  static final String CSV = "CSV";

  private static final Set<String> WHOLE =
      Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER");

  boolean isText() {
    return type.equals("VARCHAR") || type.equals(CSV) || isJson();
  }

  boolean isJson() {
    return type.equals(JSON);
  }

  boolean isWhole() {
    return WHOLE.contains(type);
  }
}
