package dev.tarife.metering.bulk;

import dev.tarife.metering.terms.CountingPlan.Way;
import dev.tarife.metering.terms.MonthBounds;
import java.sql.SQLException;

/** Counts the resources of a charge, each once. */
final class DistinctCount {
  private static final String INSTANCE = "CASE WHEN t.over_account THEN NULL ELSE b.inst_no END";

  private final FactTable facts;
  private final MeteredRows rows;

  DistinctCount(FactTable facts, MeteredRows rows) {
    this.facts = facts;
    this.rows = rows;
  }

  /** Whether the survey knows all but the number of resources. */
  static boolean isPlain(MonthBounds month, boolean tagged) {
    return month.isOneSlice() && !tagged;
  }

  void count() throws SQLException {
    facts.add(Way.DISTINCT, 0, isPlain(rows.month(), rows.hasTags()) ? plain() : sliced());
  }

  /** Each resource once, by its text: hashes of it cost as much, and two texts may share them. */
  private String plain() {
    return "SELECT charge_no, inst_no, acc_no, c, n, 1 AS slices, count(*) AS total,"
        + " 0 AS n_records, CAST(NULL AS VARCHAR) AS example"
        + rows.terms().sources("CAST(0 AS BIGINT)")
        + " FROM (SELECT DISTINCT t.charge_no, "
        + INSTANCE
        + " AS inst_no, b.acc_no, "
        + MeteredRows.DIMENSIONS
        + ", b.resource_id FROM "
        + rows.withTerms(Way.DISTINCT)
        + " WHERE b.starts) GROUP BY charge_no, inst_no, acc_no, c, n";
  }

  private String sliced() {
    return "SELECT charge_no, inst_no, acc_no, c, n, slices, count(*) AS total,"
        + " sum(n_records) AS n_records, min(example) AS example"
        + rows.terms().sources("bit_or(?)")
        + rows.tagNames()
        + " FROM (SELECT t.charge_no, "
        + INSTANCE
        + " AS inst_no, b.acc_no, "
        + MeteredRows.DIMENSIONS
        + ", b.resource_id, bit_or(CAST(1 AS BIGINT) << b.slice) AS slices,"
        + " count(*) AS n_records, min(b.record_id) AS example"
        + rows.terms().sources("bit_or(t.?)")
        + rows.firstTags()
        + " FROM "
        + rows.withTerms(Way.DISTINCT)
        + " WHERE b.starts GROUP BY t.charge_no, "
        + INSTANCE
        + ", b.acc_no, c, n, b.resource_id) GROUP BY charge_no, inst_no, acc_no, c, n, slices"
        + rows.tagNames();
  }
}
