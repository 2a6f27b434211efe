package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Duck;
import dev.tarife.metering.input.HashSettings;
import dev.tarife.metering.terms.CountingPlan;
import dev.tarife.metering.terms.CountingPlan.Way;
import dev.tarife.metering.terms.RoundingFormula;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Counts chains of several records within a slice: their sum is rounded, not each record. The
 * survey has counted each record by itself, so that only the difference is added.
 */
final class ChainCount {
  private final HashSettings tuning;
  private final Database database;
  private final FactTable facts;
  private final MeteredRows rows;
  private final Chains chains;
  private final RowGroups survey;

  ChainCount(
      HashSettings tuning,
      Database database,
      FactTable facts,
      MeteredRows rows,
      Chains chains,
      RowGroups survey) {
    this.tuning = tuning;
    this.survey = survey;
    this.facts = facts;
    this.database = database;
    this.rows = rows;
    this.chains = chains;
  }

  void count() throws SQLException {
    for (long pass = 0; pass < chains.passes(); pass++) {
      sum(pass);
      read(alike());
      if (database.number("SELECT count(*) FROM sums WHERE mixed") > 0) {
        read(differences());
      }
    }
  }

  /**
   * Makes the table {@code sums} of the chains within a slice. Its rows are told from others by
   * their signature; the contact_id stays only where a chain's records differ in it, or in a
   * resource that tells them apart.
   */
  private void sum(long pass) throws SQLException {
    List<String> sums = new ArrayList<>();
    for (RoundingFormula formula : formulas()) {
      String column = "v" + formula.measured().code;
      String sum = "sum(" + column + ") AS " + column;
      if (!sums.contains(sum)) {
        sums.add(sum);
      }
      sums.add("sum(" + rounded(formula, column) + ") AS alone" + survey.column(formula));
    }
    String several =
        tuning.hash("contact_id") + " IN " + chains.some(pass) + " AND contact_id IS NOT NULL";
    database.runAsWritten(
        "CREATE OR REPLACE TEMP TABLE sums AS SELECT * EXCLUDE (contact), CASE WHEN mixed THEN"
            + " contact END AS contact_id FROM (SELECT contact_id AS contact, min(sig) AS sig,"
            + " any_value(slice) AS slice, min(sig) <> max(sig) OR min(res) <> max(res) OR "
            + survey.isAmbiguous()
            + " AS mixed, "
            + String.join(", ", sums)
            + " FROM (SELECT contact_id, "
            + survey.signature()
            + " AS sig, "
            + resource()
            + " AS res, slice, v0, v1, v2 FROM "
            + rows.unjudged(Way.CHAIN, " AND " + several, survey.rowColumns())
            + " WHERE starts) GROUP BY contact_id)");
  }

  /** The resource of a row, where its usage type has a minimum for each of a chain. */
  private String resource() {
    Set<String> told = rows.terms().typesPerResource();
    return told.isEmpty()
        ? "0"
        : "CASE WHEN usage_type IN "
            + Duck.texts(told)
            + " THEN coalesce(resource_id, '') ELSE '' END";
  }

  /**
   * Counts chains whose records are alike: these need no terms joined, for the survey knows whose
   * they are.
   */
  private String alike() {
    StringBuilder differences = new StringBuilder();
    StringBuilder chosen = new StringBuilder("CASE t.f");
    for (RoundingFormula formula : formulas()) {
      int number = survey.column(formula);
      String sum = rounded(formula, "v" + formula.measured().code);
      differences.append(", sum(%s - alone%2$d) AS d%2$d".formatted(sum, number));
      chosen.append(" WHEN %1$d THEN u.d%1$d".formatted(number));
    }
    return "SELECT s.acc_no, t.charge_no, s.inst_no, CASE WHEN t.by_country THEN s.country END AS"
        + " c, CASE WHEN t.by_type THEN s.number_type END AS n, u.slice AS slices, sum("
        + chosen
        + " END) AS total, 0 AS n_records, CAST(NULL AS VARCHAR) AS example"
        + rows.terms().sources("CAST(0 AS BIGINT)")
        + noTags()
        + " FROM (SELECT sig, slice"
        + differences
        + " FROM sums WHERE NOT mixed GROUP BY sig, slice) u JOIN (SELECT DISTINCT sig, acc_no,"
        + " inst_no, country, number_type, verdict FROM survey WHERE sound AND "
        + RowFlags.STARTING
        + " AND "
        + RowFlags.NARROW
        + ") s ON s.sig = u.sig JOIN entry t ON t.verdict = s.verdict AND t.chain GROUP BY ALL";
  }

  /** Chains within a slice lie in one fact: where there are tags, all are counted apart. */
  private String noTags() {
    return rows.tagNames().isEmpty() ? "" : rows.tags("CAST(NULL AS VARCHAR)");
  }

  private List<RoundingFormula> formulas() {
    return rows.terms().lines(Way.CHAIN).stream()
        .map(RoundingFormula::of)
        .distinct()
        .sorted()
        .toList();
  }

  private String rounded(RoundingFormula formula, String value) {
    return RoundingFormula.rounded(
        formula.least(rows.ticks()).toString(), formula.step(rows.ticks()).toString(), value);
  }

  private void read(String query) throws SQLException {
    facts.add(Way.CHAIN, rows.ticks().scale(), query);
  }

  /**
   * Of chains whose records differ, within a slice, what they count less what their records count.
   * Rows are grouped by kind first, and joined with terms then: there are several to a kind.
   */
  private String differences() {
    List<CountingPlan.Line> lines = rows.terms().lines(Way.CHAIN);
    boolean byCountry = lines.stream().anyMatch(CountingPlan.Line::byCountry);
    boolean byType = lines.stream().anyMatch(CountingPlan.Line::byNumberType);
    boolean perResource = lines.stream().anyMatch(CountingPlan.Line::perResource);
    List<RoundingFormula> formulas = formulas();
    Set<RoundingFormula.Measured> measured = new TreeSet<>();
    formulas.forEach(formula -> measured.add(formula.measured()));
    String key =
        "b.inst_no, b.acc_no, b.kind_no, b.contact_id"
            + (byCountry ? ", b.country" : "")
            + (byType ? ", b.number_type" : "")
            + (perResource ? ", b.resource_id" : "");
    List<String> sums = new ArrayList<>();
    StringBuilder own = new StringBuilder("CASE");
    StringBuilder alone = new StringBuilder("CASE");
    for (RoundingFormula.Measured measure : measured) {
      int column = measure.code;
      sums.add("sum(b.v" + column + ") AS v" + column);
      own.append(" WHEN t.measure = ").append(column).append(" THEN b.v").append(column);
    }
    for (int i = 0; i < formulas.size(); i++) {
      RoundingFormula formula = formulas.get(i);
      String least = formula.least(rows.ticks()).toString();
      String step = formula.step(rows.ticks()).toString();
      int column = formula.measured().code;
      sums.add("sum(" + RoundingFormula.rounded(least, step, "b.v" + column) + ") AS alone" + i);
      alone.append(
          " WHEN t.measure = %d AND t.least = %s AND t.step = %s THEN b.alone%d"
              .formatted(column, least, step, i));
    }
    String fine =
        "SELECT "
            + key
            + ", any_value(b.slice) AS slice, "
            + String.join(", ", sums)
            + " FROM "
            + rows.of(Way.CHAIN, " AND contact_id IS NOT NULL")
            + " b JOIN sums m ON m.contact_id = b.contact_id WHERE b.starts GROUP BY "
            + key;
    return "SELECT charge_no, inst_no, acc_no, c, n, slice AS slices, sum("
        + RoundingFormula.rounded("least", "step", "w")
        + " - alone) AS total, 0 AS n_records, CAST(NULL AS VARCHAR) AS example"
        + rows.terms().sources("CAST(0 AS BIGINT)")
        + " FROM (SELECT t.charge_no, b.inst_no, b.acc_no, "
        + (byCountry ? "CASE WHEN t.by_country THEN b.country END" : "CAST(NULL AS VARCHAR)")
        + " AS c, "
        + (byType ? "CASE WHEN t.by_type THEN b.number_type END" : "CAST(NULL AS VARCHAR)")
        + " AS n, t.least, t.step, t.ordinal, b.contact_id"
        + (perResource ? ", CASE WHEN t.per_resource THEN b.resource_id END AS r" : "")
        + (perResource ? ", t.per_resource" : "")
        + ", any_value(b.slice) AS slice, sum("
        + own
        + " END) AS w, sum("
        + alone
        + " END) AS alone FROM ("
        + fine
        + ") b JOIN terms_chain t ON t.kind_no = b.kind_no GROUP BY ALL)"
        + " GROUP BY charge_no, inst_no, acc_no, c, n, slice";
  }
}
