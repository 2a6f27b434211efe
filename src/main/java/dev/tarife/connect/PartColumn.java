package dev.tarife.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A column of the staged {@link ContactUsage}; those of the attributes follow. */
enum PartColumn {
  DOC("c_doc", "BIGINT"),
  KIND("c_kind", "BIGINT"),
  CONTACT("c_contact", "VARCHAR"),
  /** The chain of a transfer out; none: it begins with its contact. */
  CHAIN("c_chain", "VARCHAR"),
  TAGS("c_tags", "VARCHAR"),
  ROW("p_row", "INTEGER"),
  START("p_start", "BIGINT"),
  END("p_end", "BIGINT"),
  MICROS("p_micros", "BIGINT"),
  COUNT("p_count", "BIGINT"),
  RESOURCE("p_resource", "VARCHAR"),
  FAR("p_far", "VARCHAR"),
  FAR_COUNTRY("p_far_country", "VARCHAR"),
  SUFFIX("p_suffix", "VARCHAR"),
  PROBLEM("p_problem", "VARCHAR");

  private final String sql;
  private final String type;

  PartColumn(String sql, String type) {
    this.sql = sql;
    this.type = type;
  }

  /** Names and types of the columns, as the database's CSV reader wants them. */
  static String types(int attributes) {
    List<String> columns = new ArrayList<>();
    for (PartColumn said : PartColumn.values()) {
      columns.add(said.sql + ": '" + said.type + "'");
    }
    for (int i = 0; i < attributes; i++) {
      columns.add(attribute(i) + ": 'VARCHAR'");
    }
    return columns.stream().collect(Collectors.joining(", ", "{", "}"));
  }

  /** The column of an attribute, of all that rows give. */
  static String attribute(int number) {
    return String.format(Locale.ROOT, "p_a%d", number);
  }

  /** The columns that say what a part is, as one text. */
  static String content(int attributes) {
    List<String> columns = new ArrayList<>();
    for (PartColumn said : PartColumn.values()) {
      if (said.compareTo(PartColumn.ROW) >= 0) {
        columns.add("coalesce(CAST(" + said.sql + " AS VARCHAR), '')");
      }
    }
    for (int i = 0; i < attributes; i++) {
      columns.add("coalesce(" + attribute(i) + ", '')");
    }
    return "concat_ws(chr(" + (int) ContactUsage.VALUE + "), " + String.join(", ", columns) + ")";
  }
}
