package dev.tarife.metering.bulk;

import dev.tarife.metering.terms.CountingPlan;
import dev.tarife.metering.terms.CountingPlan.Way;
import java.sql.SQLException;

/** Counts the time that the intervals of a resource cover, without the pauses taken out of it. */
final class UnionCount {
  private static final String KEY = "charge_no, inst_no, c, n, resource_id";

  private final FactTable facts;
  private final MeteredRows rows;

  UnionCount(FactTable facts, MeteredRows rows) {
    this.facts = facts;
    this.rows = rows;
  }

  /** Whether the survey knows all but the time. */
  static boolean isPlain(CountingPlan plan, boolean tagged) {
    return !tagged && !plan.hasPauses();
  }

  void count(boolean plain) throws SQLException {
    facts.add(Way.UNION, 9, plain ? plain() : paused());
  }

  private static String covered(String partition, String order) {
    return "greatest(start_ns, coalesce(max(end_ns) OVER (PARTITION BY "
        + partition
        + " ORDER BY "
        + order
        + " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), start_ns)) AS a";
  }

  /** Each interval adds what those before it have not covered. */
  private String plain() {
    return "SELECT charge_no, inst_no, acc_no, c, n, slice AS slices, sum(greatest(0, end_ns - a)) AS total,"
        + " 0 AS n_records, CAST(NULL AS VARCHAR) AS example"
        + rows.terms().sources("CAST(0 AS BIGINT)")
        + " FROM (SELECT charge_no, inst_no, acc_no, c, n, slice, starts, end_ns, "
        + covered(KEY, "start_ns")
        + " FROM (SELECT t.charge_no, b.inst_no, b.acc_no, "
        + MeteredRows.DIMENSIONS
        + ", b.resource_id, b.start_ns, b.end_ns, b.slice, b.starts FROM "
        + rows.withTerms(Way.UNION)
        + ")) WHERE starts GROUP BY charge_no, inst_no, acc_no, c, n, slice";
  }

  private String paused() {
    String same =
        "part.charge_no = %1$s.charge_no AND part.inst_no = %1$s.inst_no"
            + " AND part.c IS NOT DISTINCT FROM %1$s.c AND part.n IS NOT DISTINCT FROM %1$s.n";
    return "WITH iv AS MATERIALIZED (SELECT t.*, b.inst_no, b.acc_no, "
        + MeteredRows.DIMENSIONS
        + ", b.resource_id, b.start_ns, b.end_ns, b.record_id, b.slice, b.starts"
        + rows.tags("b.?")
        + " FROM "
        + rows.withTerms(Way.UNION)
        + "), part AS (SELECT *, "
        + covered(KEY, "start_ns, record_id")
        + " FROM iv WHERE NOT pause), pauses AS (SELECT "
        + KEY
        + ", min(start_ns) AS a, max(end_ns) AS z FROM (SELECT *, sum(CASE WHEN start_ns <= p THEN"
        + " 0 ELSE 1 END) OVER (PARTITION BY "
        + KEY
        + " ORDER BY start_ns, record_id ROWS UNBOUNDED PRECEDING) AS island FROM (SELECT *,"
        + " max(end_ns) OVER (PARTITION BY "
        + KEY
        + " ORDER BY start_ns, record_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS p"
        + " FROM iv WHERE pause)) GROUP BY "
        + KEY
        + ", island), paused AS (SELECT part.record_id, part.inst_no, part.charge_no, part.c,"
        + " part.n, sum(least(part.end_ns, pauses.z) - greatest(part.a, pauses.a)) AS off FROM part"
        + " JOIN pauses ON "
        + same.formatted("pauses")
        + " AND part.resource_id = pauses.resource_id"
        + " AND pauses.a < part.end_ns AND pauses.z > part.a"
        // What lies within an earlier interval adds nothing that could be paused.
        + " WHERE part.starts AND part.a < part.end_ns"
        + " GROUP BY part.record_id, part.inst_no, part.charge_no, part.c, part.n)"
        + " SELECT part.charge_no, part.inst_no, part.acc_no, part.c, part.n,"
        + " part.slice AS slices, sum(CAST(greatest(0, part.end_ns - part.a) AS HUGEINT)"
        + " - coalesce(paused.off, 0)) AS total, count(*) AS n_records,"
        + " min(part.record_id) AS example"
        + rows.terms().sources("bit_or(part.?)")
        + rows.tags("part.?")
        + " FROM part LEFT JOIN paused ON paused.record_id = part.record_id AND "
        + same.formatted("paused")
        + " WHERE part.starts GROUP BY part.charge_no, part.inst_no, part.acc_no, part.c, part.n,"
        + " part.slice"
        + rows.tagNames();
  }
}
