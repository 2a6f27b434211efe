package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.metering.Slices;
import dev.tarife.metering.input.HashSettings;
import dev.tarife.metering.input.Nanos;
import dev.tarife.metering.terms.CountingPlan.Way;
import dev.tarife.metering.terms.MonthBounds;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts how long things were held: numbers, profiles. Of one thing held twice, once. */
final class HeldCount {
  private static final long DAY = Nanos.DAY;
  private static final String KEY = "charge_no, inst_no, acc_no, c, n, counting, r";

  /** A record counts once in each slice of its own account, wherever others cut the month. */
  private static final String RECORDS = "count(*) FILTER (WHERE a >= from_ns OR begun IS NOT NULL)";

  private static final String PART = "CAST(least(z, to_ns) - greatest(a, from_ns) AS HUGEINT)";

  private final HashSettings tuning;
  private final Database database;
  private final FactTable facts;
  private final MeteredRows rows;
  private final List<Slices> own;

  /**
   * Prepares.
   *
   * @param own slices of each account; the month is cut where those of any begin
   */
  HeldCount(
      HashSettings tuning, Database database, FactTable facts, MeteredRows rows, List<Slices> own) {
    this.tuning = tuning;
    this.database = database;
    this.facts = facts;
    this.rows = rows;
    this.own = own;
  }

  void count() throws SQLException {
    database.run("CREATE OR REPLACE TEMP TABLE own (owner INTEGER, begun INTEGER)");
    database.append("own", IntStream.range(0, own.size()).boxed().flatMap(this::begun));
    database.run("CREATE OR REPLACE TEMP TABLE held AS " + held());
    boolean shared =
        database.run(
                "CREATE OR REPLACE TEMP TABLE shared AS SELECT "
                    + tuning.hash("r")
                    + " AS h FROM held WHERE named"
                    + " GROUP BY h HAVING count(*) > 1")
            > 0;
    String lone = " AND (NOT named OR " + tuning.hash("r") + " NOT IN (SELECT h FROM shared))";
    read(
        "sum(" + PART + " * cnt)",
        RECORDS,
        "min(record_id)",
        rows.terms().sources("bit_or(?)"),
        "held" + slices() + " WHERE a <= z" + (shared ? lone : ""));
    if (shared) {
      several();
    }
  }

  /** With which numbers the slices of an account begin. */
  private Stream<List<@Nullable Object>> begun(Integer account) {
    List<LocalDate> cuts = rows.month().cuts();
    return own.get(account).starts().stream()
        .map(start -> Arrays.<@Nullable Object>asList(account, cuts.indexOf(start)));
  }

  private String slices() {
    return " JOIN "
        + rows.month().slices()
        + " ON a < to_ns AND (z > from_ns OR a = z AND a >= from_ns) LEFT JOIN own ON owner = acc_no AND begun = slice";
  }

  private void read(String total, String records, String example, String sources, String from)
      throws SQLException {
    facts.add(
        Way.HELD,
        9,
        "SELECT charge_no, inst_no, acc_no, c, n, slice AS slices, "
            + total
            + " AS total, "
            + records
            + " AS n_records, "
            + example
            + " AS example"
            + sources
            + rows.tagNames()
            + ", counting FROM "
            + from
            + " GROUP BY charge_no, inst_no, acc_no, c, n, slice, counting"
            + rows.tagNames());
  }

  /** Holdings from a to z, within the month, in whole days unless hours are counted. */
  private String held() {
    MonthBounds month = rows.month();
    String firstDay = "(b.start_ns // %1$d * %1$d)".formatted(DAY);
    String end = "coalesce(b.end_ns, " + month.end + ")";
    String hours = "CASE WHEN t.counting = 'HOURS' THEN ";
    return "SELECT t.*, b.inst_no, b.acc_no, "
        + MeteredRows.DIMENSIONS
        + ", b.record_id, b.start_ns, CAST(b.cnt AS HUGEINT) * coalesce(b.q, 1) AS cnt, b.resource_id IS NOT NULL AS named,"
        + " coalesce(b.resource_id, b.record_id) AS r, greatest("
        + month.start
        + ", "
        + hours
        + "b.start_ns ELSE "
        + firstDay
        + " END) AS a, least("
        + month.end
        + ", "
        + hours
        + end
        + " ELSE greatest(("
        + end
        + " + %2$d) // %1$d * %1$d, ".formatted(DAY, DAY - 1)
        + firstDay
        + " + "
        + DAY
        + ") END) AS z"
        + rows.tags("b.?")
        + " FROM "
        + rows.withTerms(Way.HELD)
        + " WHERE "
        + month.overlaps("b.start_ns", "b.end_ns");
  }

  /** Things held several times: the time is cut where a holding begins or ends. */
  private void several() throws SQLException {
    database.run(
        "CREATE OR REPLACE TEMP TABLE several AS SELECT * EXCLUDE (start_ns, slice_tags)"
                .replace(", slice_tags", rows.tagNames())
            + rows.tags(
                "first_value(?) OVER (PARTITION BY " + KEY + " ORDER BY start_ns, record_id)")
            + " FROM held WHERE named AND "
            + tuning.hash("r")
            + " IN (SELECT h FROM shared)");
    read(
        "0",
        RECORDS,
        "min(record_id)",
        rows.terms().sources("bit_or(?)"),
        "several" + slices() + " WHERE a <= z");
    String same =
        Arrays.stream(KEY.split(", "))
            .map(column -> "k." + column + " IS NOT DISTINCT FROM s." + column)
            .collect(Collectors.joining(" AND "));
    read(
        "sum(" + PART + " * cnt)",
        "0",
        "CAST(NULL AS VARCHAR)",
        rows.terms().sources("CAST(0 AS BIGINT)"),
        "(SELECT k.charge_no, k.inst_no, k.acc_no, k.c, k.n, k.counting,"
            + " k.r, k.a, k.z, max(s.cnt) AS cnt"
            + rows.tags("any_value(s.?)")
            + " FROM (SELECT "
            + KEY
            + ", p AS a, lead(p) OVER (PARTITION BY "
            + KEY
            + " ORDER BY p) AS z FROM (SELECT "
            + KEY
            + ", a AS p FROM several WHERE a < z UNION SELECT "
            + KEY
            + ", z AS p FROM several WHERE a < z)) k JOIN several s ON "
            + same
            + " AND s.a <= k.a AND s.z >= k.z GROUP BY ALL)"
            + slices());
  }
}
