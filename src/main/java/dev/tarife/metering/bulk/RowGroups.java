package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.metering.input.HashSettings;
import dev.tarife.metering.terms.KindSql;
import dev.tarife.metering.terms.MonthBounds;
import dev.tarife.metering.terms.NumberScale;
import dev.tarife.metering.terms.RoundingFormula;
import dev.tarife.metering.terms.RowSql;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All rows grouped by what decides on their kind, rejection and fact, in one look at them: how
 * many, and what they count if each is counted by itself.
 *
 * <p>Rows are told apart by the hashes of {@link TextDictionary}; the view {@code survey} brings
 * them and their texts together again. A {@link RowGroupReader} reads it.
 */
final class RowGroups {
  private final HashSettings tuning;
  private final Database database;
  private final MonthBounds month;
  private final RowSql rowSql;
  private final KindSql kind;
  private final TextDictionary dimensions;
  private final List<String> tagColumns;
  private List<RoundingFormula> formulas = List.of();
  private NumberScale ticks = NumberScale.WHOLE;

  /**
   * Prepares.
   *
   * @param tagColumns staged columns of the tags
   */
  RowGroups(
      HashSettings tuning,
      Database database,
      MonthBounds month,
      RowSql rowSql,
      KindSql kind,
      TextDictionary dimensions,
      List<String> tagColumns) {
    this.tuning = tuning;
    this.database = database;
    this.month = month;
    this.rowSql = rowSql;
    this.kind = kind;
    this.dimensions = dimensions;
    this.tagColumns = tagColumns;
  }

  /** Makes the survey, in wider numbers where those asked for overflow. */
  void make(List<RoundingFormula> asked, NumberScale first, boolean anyWide) throws SQLException {
    formulas = asked;
    ticks = first;
    try {
      database.run(groups(anyWide));
    } catch (SQLException e) {
      String message = String.valueOf(e.getMessage());
      boolean overflow = message.contains("verflow") || message.contains("Out of Range");
      if (!overflow || !first.equals(NumberScale.WHOLE)) {
        throw e;
      }
      ticks = NumberScale.WHOLE_WIDE;
      database.run(groups(anyWide));
    }
    database.run(combinations());
    database.run(view());
  }

  /** The ticks that it counts in. */
  NumberScale ticks() {
    return ticks;
  }

  boolean has(RoundingFormula formula) {
    return formulas.contains(formula);
  }

  /** Which of the columns f0, f1, ... a formula is, or -1. */
  int column(RoundingFormula formula) {
    return formulas.indexOf(formula);
  }

  private String groups(boolean anyWide) {
    StringBuilder sums = new StringBuilder();
    StringBuilder measured = new StringBuilder();
    String times = rowSql.isMany().equals("false") ? "" : " * cnt";
    for (int i = 0; i < formulas.size(); i++) {
      measured
          .append(", ")
          .append(formulas.get(i).sql(rowSql, ticks))
          .append(times)
          .append(" AS f")
          .append(i);
      sums.append(", coalesce(sum(f").append(i).append("), 0) AS f").append(i);
    }
    String tags =
        tagColumns.isEmpty()
            ? ""
            : ", " + numbered(tagColumns.size(), i -> tagColumns.get(i) + " AS g" + i);
    String key = "ph, dh, " + rowWords() + ", objection, row_given, place" + tagNames();
    return "CREATE OR REPLACE TEMP TABLE groups AS SELECT "
        + key
        + ", count(*) AS n, min(record_id) AS example"
        + sums
        + " FROM (SELECT record_id, "
        + rowColumns()
        + ", "
        + RowFlags.of(month, rowSql, ticks, anyWide)
        + " AS place"
        + measured
        + tags
        + " FROM "
        + kind.preparedRows("rows")
        + (anyWide ? " LEFT JOIN wide w ON w.h = " + tuning.hash("contact_id") : "")
        + ") GROUP BY "
        + key;
  }

  /** What rows are besides their place and tags, each once: the table {@code combo}. */
  private String combinations() {
    String key = comboKey().collect(Collectors.joining(", "));
    return "CREATE OR REPLACE TEMP TABLE combo AS SELECT *, CAST(dense_rank() OVER (ORDER BY"
        + " usage_type, "
        + String.join(", ", kind.words())
        + ", given, objection) AS INTEGER) AS verdict FROM (SELECT *, "
        + kind.masksOfGroups()
        + ", "
        + kind.givenOfGroups("row_given")
        + " AS given FROM "
        + kind.preparedGroups(
            "(SELECT * EXCLUDE (k_sound) FROM (SELECT "
                + key
                + ", bool_or("
                + RowFlags.UNREADABLE
                + ") AS bad, bool_or("
                + RowFlags.FRACTIONAL
                + ") AS broken FROM groups GROUP BY "
                + key
                + ") JOIN dim USING (dh)"
                + (kind.looksAtPlaces()
                    ? " JOIN (SELECT ph, acct, instance, sound AS k_sound FROM place) USING (ph)"
                    : " CROSS JOIN (SELECT NULL AS k_sound)")
                + ")")
        + ")";
  }

  private Stream<String> comboKey() {
    Stream<String> key =
        Stream.concat(
            Stream.of("dh", "objection", "row_given"), Arrays.stream(rowWords().split(", ")));
    return kind.looksAtPlaces() ? Stream.concat(Stream.of("ph"), key) : key;
  }

  private String view() {
    String same =
        comboKey()
            .map(column -> "c." + column + " IS NOT DISTINCT FROM g." + column)
            .collect(Collectors.joining(" AND "));
    return "CREATE OR REPLACE TEMP VIEW survey AS SELECT g.rowid AS no, g.*, p.acct, p.instance,"
        + " p.acc_no, p.inst_no, c.usage_type, c.country, c.number_country, c.number_type, c.given,"
        + " c.verdict, p.sound AND c.sound AS sound, "
        + signature("g.")
        + " AS sig, "
        + kind.words().stream().map(word -> "c." + word).collect(Collectors.joining(", "))
        + " FROM groups g JOIN place p ON p.ph = g.ph JOIN combo c ON "
        + same;
  }

  /** The columns that a signature is made of. */
  String rowColumns() {
    return dimensions.hashes()
        + ", "
        + kind.masksOfRows()
        + ", "
        + kind.objection()
        + " AS objection, "
        + kind.givenOfRows()
        + " AS row_given";
  }

  private String rowWords() {
    return kind.words().stream()
        .map(word -> "e" + word.substring(1))
        .collect(Collectors.joining(", "));
  }

  /** The signature of a row that has {@link #rowColumns}: a hash of all but place and tags. */
  String signature() {
    return signature("");
  }

  private String signature(String table) {
    return tuning.hash(told().map(column -> table + column).collect(Collectors.joining(", ")));
  }

  private Stream<String> told() {
    return Stream.concat(
        Stream.of("ph", "dh", "objection", "row_given"), Arrays.stream(rowWords().split(", ")));
  }

  /** Whether rows that are not alike share a signature: a hash may do that, if hardly ever. */
  boolean isAmbiguous() throws SQLException {
    String key = told().collect(Collectors.joining(", "));
    return database.number(
            "SELECT count(*) - count(DISTINCT "
                + signature()
                + ") FROM (SELECT DISTINCT "
                + key
                + " FROM groups)")
        > 0;
  }

  /** Columns of tags, each after a comma. */
  String tagNames() {
    return tagColumns.isEmpty() ? "" : ", " + numbered(tagColumns.size(), i -> "g" + i);
  }

  /** The column of a formula's sum, chosen by the number in a column of another table. */
  String chosen(String number, String prefix) {
    if (formulas.isEmpty()) {
      return "0";
    }
    StringBuilder chosen = new StringBuilder("CASE " + number);
    for (int i = 0; i < formulas.size(); i++) {
      chosen.append(" WHEN ").append(i).append(" THEN ").append(prefix).append(i);
    }
    return chosen + " ELSE 0 END";
  }

  private static String numbered(int count, IntFunction<String> text) {
    return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining(", "));
  }
}
