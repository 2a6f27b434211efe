package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Duck;
import dev.tarife.metering.terms.CountingPlan.Way;
import dev.tarife.metering.terms.KindSql;
import dev.tarife.metering.terms.MonthBounds;
import dev.tarife.metering.terms.NumberScale;
import dev.tarife.metering.terms.RoundingFormula;
import dev.tarife.metering.terms.RowSql;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rows that are counted in a way that the survey does not know, as SQL. */
final class MeteredRows {
  /** The parts of a fact's key that a price looks at. */
  static final String DIMENSIONS =
      "CASE WHEN t.by_country THEN b.country END AS c,"
          + " CASE WHEN t.by_type THEN b.number_type END AS n";

  private final MonthBounds month;
  private final InstancePlaces places;
  private final RowSql rowSql;
  private final KindSql kind;
  private final TermTables terms;
  private final NumberScale ticks;
  private final List<String> tagColumns;
  private final List<String> leftOut;

  /**
   * Prepares.
   *
   * @param leftOut columns of {@code left_out}; none: no row is left out
   */
  MeteredRows(
      MonthBounds month,
      InstancePlaces places,
      RowSql rowSql,
      KindSql kind,
      TermTables terms,
      NumberScale ticks,
      List<String> tagColumns,
      List<String> leftOut) {
    this.month = month;
    this.places = places;
    this.rowSql = rowSql;
    this.kind = kind;
    this.terms = terms;
    this.ticks = ticks;
    this.tagColumns = tagColumns;
    this.leftOut = leftOut;
  }

  /** Rows of kinds that have a term of the way, without their terms. */
  String of(Way way) {
    return of(way, "");
  }

  /** Those among them that a condition holds of. */
  String of(Way way, String condition) {
    String exclusion =
        leftOut.isEmpty()
            ? ""
            : " ANTI JOIN left_out x ON "
                + leftOut.stream()
                    .map(column -> "k." + column + " IS NOT DISTINCT FROM x." + column)
                    .collect(Collectors.joining(" AND "));
    String words =
        kind.words().stream()
            .map(word -> " AND q." + word + " = k." + word)
            .collect(Collectors.joining());
    return "(SELECT k.*, i.acc_no, i.inst_no, q.kind_no FROM "
        + rows(
            way,
            condition,
            kind.masks() + ", " + kind.objection() + " AS objection, " + kind.given() + " AS given",
            false)
        + " k"
        + places.join("k")
        + " JOIN kind q ON q.usage_type = k.usage_type"
        + words
        + (terms.isByGiven() ? " AND q.given = k.given" : "")
        + exclusion
        + ")";
  }

  /**
   * Rows of usage types that have a term of the way, metered or not, with what they measure.
   *
   * @param rowColumns see {@link RowGroups#rowColumns}
   */
  String unjudged(Way way, String condition, String rowColumns) {
    return rows(way, condition, rowColumns, true);
  }

  private String rows(Way way, String condition, String columns, boolean early) {
    StringBuilder tags = new StringBuilder();
    for (int i = 0; i < tagColumns.size(); i++) {
      tags.append(", ").append(tagColumns.get(i)).append(" AS g").append(i);
    }
    String source =
        "(SELECT * FROM rows WHERE usage_type IN " + Duck.texts(terms.types(way)) + condition + ")";
    return "(SELECT *, "
        + columns
        + ", "
        + month.slice("start_ns")
        + " AS slice, "
        + month.contains("start_ns")
        + " AS starts, "
        + rowSql.measure(RoundingFormula.Measured.AMOUNT, ticks)
        + " AS v0, "
        + rowSql.measure(RoundingFormula.Measured.SECONDS, ticks)
        + " AS v1, "
        + rowSql.measure(RoundingFormula.Measured.CONNECTED, ticks)
        + " AS v2"
        + tags
        + " FROM "
        + (early ? kind.preparedRows(source) : kind.prepared(source))
        + ")";
  }

  /** Joins the rows with their terms: b and t. */
  String withTerms(Way way) {
    return of(way) + " b JOIN " + TermTables.table(way) + " t ON t.kind_no = b.kind_no";
  }

  /** The value of the measure of a term. */
  static String measure() {
    return "CASE t.measure WHEN 0 THEN b.v0 WHEN 1 THEN b.v1 ELSE b.v2 END";
  }

  /** The columns of tags, each in a pattern. */
  String tags(String pattern) {
    return IntStream.range(0, tagColumns.size())
        .mapToObj(i -> ", " + pattern.replace("?", "g" + i) + " AS g" + i)
        .collect(Collectors.joining());
  }

  String tagNames() {
    return IntStream.range(0, tagColumns.size())
        .mapToObj(i -> ", g" + i)
        .collect(Collectors.joining());
  }

  /** The value of a row's tag, of the first row of a group. */
  String firstTags() {
    return tags("arg_min({v: b.?}, {s: b.start_ns, i: b.record_id}).v");
  }

  boolean hasTags() {
    return !tagColumns.isEmpty();
  }

  MonthBounds month() {
    return month;
  }

  NumberScale ticks() {
    return ticks;
  }

  TermTables terms() {
    return terms;
  }
}
