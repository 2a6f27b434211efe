package dev.tarife.connect;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A column of the staged contacts. */
enum Column {
  FILE("INTEGER"),
  LINE("BIGINT"),
  ACCOUNT,
  INSTANCE,
  REGION,
  CONTACT,
  CHAIN,
  PREVIOUS,
  RELATED,
  CHANNEL,
  METHOD,
  SUBTYPE,
  UPDATED("BIGINT"),
  /** When it happened, of all times the first that decides. */
  AT("BIGINT"),
  ROLE,
  /** The row of the table that says what it is. */
  ROW("INTEGER"),
  START("BIGINT"),
  SECONDS("BIGINT"),
  CONNECTED("BIGINT"),
  /** Our number. */
  OURS,
  /** The number at the other end. */
  FAR,
  FAR_COUNTRY,
  FAR_PROBLEM,
  /** Attributes of a call, as {@link Parts} writes them. */
  ATTRIBUTES,
  /** What else it settles, as {@link Parts} writes it. */
  PARTS,
  /** Rows of the table of which an invoice tells, parted by semicolons. */
  TELLS,
  TAGS,
  /** Why nothing of the contact is charged. */
  PROBLEM;

  private final String type;

  Column() {
    this("VARCHAR");
  }

  Column(String type) {
    this.type = type;
  }

  /** Its place in a staged row. */
  @SuppressWarnings("EnumOrdinal") // A row has the columns in their order.
  int place() {
    return ordinal();
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
        .filter(column -> column != FILE && column != LINE)
        .map(Column::sql)
        .collect(Collectors.joining(", "));
  }
}
