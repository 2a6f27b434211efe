package dev.tarife.connect;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A column of the staged contacts, beside those that their {@link DocumentKinds} have. */
enum DocumentColumn {
  /** Tells documents apart; the same input may number them otherwise. */
  DOC("BIGINT"),
  KIND("BIGINT"),
  /** Where a document lies that has no id. */
  FILE("INTEGER"),
  LINE("BIGINT"),
  CONTACT,
  /** The first contact of its chain; none: itself. */
  CHAIN,
  PREVIOUS,
  RELATED,
  UPDATED("BIGINT"),
  /** When it happened, of all times the first that decides. */
  AT("BIGINT"),
  START("BIGINT"),
  SECONDS("BIGINT"),
  CONNECTED("BIGINT"),
  /** Our number. */
  OURS,
  /** The number at the other end. */
  FAR,
  FAR_COUNTRY,
  /** Attributes of a call, parted by {@link ContactUsage#VALUE}. */
  ATTRIBUTES,
  /** Tags, parted likewise. */
  TAGS,
  /** Why nothing of the contact is charged. */
  PROBLEM;

  private final String type;

  DocumentColumn() {
    this("VARCHAR");
  }

  DocumentColumn(String type) {
    this.type = type;
  }

  /** Its place in a staged row. */
  @SuppressWarnings("EnumOrdinal") // A row has the columns in their order.
  int place() {
    return ordinal();
  }

  boolean isText() {
    return type.equals("VARCHAR");
  }

  /** As SQL names it: some are words of SQL. */
  String sql() {
    return "c_" + name().toLowerCase(Locale.ROOT);
  }

  /** Names and types, as the database's CSV reader wants them. */
  static String types() {
    return Arrays.stream(values())
        .map(column -> column.sql() + ": '" + column.type + "'")
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** What tells one delivery from another: all but where it lies. */
  static String content() {
    return Arrays.stream(values())
        .filter(column -> column.place() > LINE.place())
        .map(DocumentColumn::sql)
        .collect(Collectors.joining(", "));
  }
}
