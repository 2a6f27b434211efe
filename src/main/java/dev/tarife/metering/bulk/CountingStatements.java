package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Duck;
import dev.tarife.duckdb.SqlText;
import dev.tarife.metering.input.Nanos;
import dev.tarife.metering.terms.CountingPlan.Line;
import dev.tarife.metering.terms.CountingPlan.Way;
import dev.tarife.metering.terms.MonthBounds;
import dev.tarife.metering.terms.RoundingFormula;
import java.util.stream.Collectors;

/**
 * One statement for each way of counting. Each selects parts of facts from the views {@code
 * metered_row} or {@code metered_group} and the table {@code term}; a further way of counting is a
 * further statement.
 */
final class CountingStatements {
  /** The parts of a fact's key that a price looks at, of a row or group and a term. */
  private static final String PLACE =
      """
      r.account_no, t.charge_no,
        CASE WHEN t.over_account THEN NULL ELSE r.instance_no END AS instance_no,
        CASE WHEN t.by_country THEN r.country END AS country,
        CASE WHEN t.by_number_type THEN r.number_type END AS number_type""";

  private static final String NO_TAGS = "CAST(NULL AS INTEGER)";

  private final MonthBounds month;
  private final CountingNeeds needs;
  private final TermTable terms;
  private final boolean isTagged;

  /**
   * The statements of a run.
   *
   * @param isTagged whether tags tell facts apart: what several records make has those of the first
   */
  CountingStatements(MonthBounds month, CountingNeeds needs, TermTable terms, boolean isTagged) {
    this.month = month;
    this.needs = needs;
    this.terms = terms;
    this.isTagged = isTagged;
  }

  /** The statement of a way that needs no preparation. */
  String of(Way way) {
    return switch (way) {
      case NONE -> throw new IllegalArgumentException("Not charged: nothing is counted.");
      case RECORD -> records();
      case CHAIN -> chains();
      case DISTINCT -> distinct();
      case UNION -> union();
      case HELD -> held();
      case LEVEL -> level();
    };
  }

  /**
   * Records by themselves, each rounded before they were grouped. Of the terms that are rounded by
   * chains, this counts the chains of one record. Where the groups know which fact a record belongs
   * to, whatever others do, records are counted here for statements that then need not carry ids.
   */
  private String records() {
    return sums(
        "metered_group",
        "t.way = 'RECORD' OR t.way = 'CHAIN' AND NOT r.in_chain"
            + (isDistinctPlain() ? " OR t.way = 'DISTINCT'" : "")
            + (isUnionPlain() ? " OR t.way = 'UNION'" : ""));
  }

  private boolean isDistinctPlain() {
    return month.isOneSlice() && !isTagged;
  }

  private boolean isUnionPlain() {
    return !isTagged && terms.lines(Way.UNION).stream().noneMatch(Line::isPause);
  }

  /** Chains of several records that are alike, each rounded before the chains were grouped. */
  private String chains() {
    return sums("metered_chain", "t.way = 'CHAIN'");
  }

  private String sums(String groups, String ways) {
    return SqlText.of(
            """
            SELECT {place}, r.tag_no, CAST(1 AS BIGINT) << r.slice AS slice_bits,
              sum({billed}) AS {unit},
              sum(CASE WHEN t.ordinal = 0 THEN r.records ELSE 0 END) AS records,
              min(r.example) AS example, bit_or(t.source_bits) AS source_bits
            FROM {groups} r JOIN term t ON t.kind_no = r.kind_no AND ({ways})
            WHERE r.starts AND NOT t.by_occurrence
            GROUP BY ALL""")
        .with("place", PLACE)
        .with("billed", needs.billed("t.formula_no"))
        .with("unit", unit())
        .with("groups", groups)
        .with("ways", ways)
        .toString();
  }

  private String unit() {
    return needs.scale().isWhole() ? "units" : "billionths";
  }

  /**
   * Chains whose records differ in kind, place or price: each charge has a sum of its own. A chain
   * belongs where its first record does.
   */
  String mixedChains() {
    return SqlText.of(
            """
            SELECT account_no, charge_no, instance_no, country, number_type, tag_no,
              CAST(1 AS BIGINT) << {slice} AS slice_bits, sum({rounded}) AS {unit},
              sum(records) AS records, min(example) AS example, bit_or(source_bits) AS source_bits
            FROM (
              SELECT {place}, {first_tag} AS tag_no, t.minimum, t.increment, t.ordinal,
                t.per_resource, r.chain_id, CASE WHEN t.per_resource THEN r.resource END AS resource,
                sum({measured}) AS measured, min(r.first_ns) AS first_ns,
                sum(CASE WHEN t.ordinal = 0 THEN r.records ELSE 0 END) AS records,
                min(r.example) AS example, bit_or(t.source_bits) AS source_bits
              FROM metered_part r
              SEMI JOIN mixed_chain m ON m.chain_hash = r.chain_hash
              JOIN term t ON t.kind_no = r.kind_no AND t.way = 'CHAIN' AND NOT t.by_occurrence
              GROUP BY ALL)
            WHERE {starts}
            GROUP BY ALL""")
        .with("slice", month.slice("first_ns"))
        .with("rounded", RoundingFormula.rounded("minimum", "increment", "measured"))
        .with("unit", unit())
        .with("place", PLACE)
        .with("first_tag", isTagged ? "arg_min(r.tag_no, r.first_record)" : NO_TAGS)
        .with("measured", measured(Way.CHAIN))
        .with("starts", month.contains("first_ns"))
        .toString();
  }

  /**
   * Records, or chains, of charges that are priced for each of them: what each counts by itself,
   * and how many count the same, of each resource where an allowance is. A chain that no other
   * record belongs to is its record, and one of several is of the resource of its first.
   */
  String apart(Way way) {
    return SqlText.of(way == Way.CHAIN ? CHAINS_APART : RECORDS_APART)
        .with("place", PLACE)
        .with("slice", month.slice("first_ns"))
        .with("rounded", RoundingFormula.rounded("minimum", "increment", "measured"))
        .with("unit", unit())
        .with("first_tag", firstTag())
        .with("measured", measured(way))
        .with("types", Duck.texts(terms.typesByOccurrence(way)))
        .with("starts", month.contains("first_ns"))
        .toString();
  }

  private static final String RECORDS_APART =
      """
      SELECT account_no, charge_no, instance_no, country, number_type, tag_no,
        CAST(1 AS BIGINT) << slice AS slice_bits, each, CAST(sum(occurrences) AS BIGINT) AS times,
        sum(each * occurrences) AS {unit},
        sum(CASE WHEN ordinal = 0 THEN 1 ELSE 0 END) AS records, min(record_id) AS example,
        bit_or(source_bits) AS source_bits, resource
      FROM (
        SELECT * EXCLUDE (minimum, increment, measured), {rounded} AS each
        FROM (
          SELECT {place}, r.tag_no, r.slice, r.record_id, r.occurrences, t.ordinal, t.source_bits,
            t.minimum, t.increment, CAST({measured} AS HUGEINT) AS measured,
            CASE WHEN t.by_resource THEN r.resource_id END AS resource
          FROM metered_row r
          JOIN term t ON t.kind_no = r.kind_no AND t.way = 'RECORD' AND t.by_occurrence
          WHERE r.usage_type IN {types} AND r.starts))
      GROUP BY account_no, charge_no, instance_no, country, number_type, tag_no, slice, each, resource""";

  private static final String CHAINS_APART =
      """
      SELECT account_no, charge_no, instance_no, country, number_type, tag_no,
        CAST(1 AS BIGINT) << {slice} AS slice_bits, each,
        CAST(sum(occurrences) AS BIGINT) AS times, sum(each * occurrences) AS {unit},
        sum(records) AS records, min(example) AS example, bit_or(source_bits) AS source_bits,
        nullif(owner, '') AS resource
      FROM (SELECT * EXCLUDE (minimum, increment, measured), {rounded} AS each FROM (
        SELECT {place}, {first_tag} AS tag_no, t.minimum, t.increment, t.ordinal, t.per_resource,
          r.chain_id IS NULL AS is_alone, coalesce(r.chain_id, r.record_id) AS chain,
          CASE WHEN t.per_resource THEN r.resource_id END AS resource,
          CAST(sum({measured}) AS HUGEINT) AS measured, min(r.start_ns) AS first_ns,
          arg_min(r.occurrences, {s: r.start_ns, i: r.record_id}) AS occurrences,
          arg_min(CASE WHEN t.by_resource THEN coalesce(r.resource_id, '') ELSE '' END,
            {s: r.start_ns, i: r.record_id}) AS owner,
          sum(CASE WHEN t.ordinal = 0 THEN 1 ELSE 0 END) AS records, min(r.record_id) AS example,
          bit_or(t.source_bits) AS source_bits
        FROM metered_row r
        JOIN term t ON t.kind_no = r.kind_no AND t.way = 'CHAIN' AND t.by_occurrence
        WHERE r.usage_type IN {types}
        GROUP BY ALL))
      WHERE {starts}
      GROUP BY ALL""";

  /** What a term measures of a row, or of a part of a chain. */
  private String measured(Way way) {
    return terms.lines(way).stream()
        .map(line -> RoundingFormula.of(line).measured().column)
        .distinct()
        .map(column -> " WHEN '" + column + "' THEN r." + column)
        .collect(Collectors.joining("", "CASE t.measure", " END"));
  }

  /** The different resources of a month, each with the slices it occurs in. */
  private String distinct() {
    return SqlText.of(isDistinctPlain() ? DISTINCT : DISTINCT_IN_SLICES)
        .with("place", PLACE)
        .with("first_tag", firstTag())
        .with("types", types(Way.DISTINCT))
        .toString();
  }

  /** Each resource by its text: hashes of it cost as much, and two texts may share them. */
  private static final String DISTINCT =
      """
      SELECT account_no, charge_no, instance_no, country, number_type, 1 AS slice_bits,
        count(*) AS units
      FROM (
        SELECT DISTINCT {place}, r.resource_id
        FROM metered_row r JOIN term t ON t.kind_no = r.kind_no AND t.way = 'DISTINCT'
        WHERE r.usage_type IN {types} AND r.starts)
      GROUP BY ALL""";

  private static final String DISTINCT_IN_SLICES =
      """
      SELECT account_no, charge_no, instance_no, country, number_type, tag_no, slice_bits,
        count(*) AS units, sum(records) AS records, min(example) AS example,
        bit_or(source_bits) AS source_bits
      FROM (
        SELECT {place}, {first_tag} AS tag_no, r.resource_id,
          bit_or(CAST(1 AS BIGINT) << r.slice) AS slice_bits, count(*) AS records,
          min(r.record_id) AS example, bit_or(t.source_bits) AS source_bits
        FROM metered_row r JOIN term t ON t.kind_no = r.kind_no AND t.way = 'DISTINCT'
        WHERE r.usage_type IN {types} AND r.starts
        GROUP BY ALL)
      GROUP BY ALL""";

  /**
   * The time that the intervals of a resource cover: each adds what those before it have not
   * covered, less the pauses within it.
   */
  private String union() {
    return SqlText.of(isUnionPlain() ? UNION : UNION_LESS_PAUSES)
        .with("place", PLACE)
        .with("types", types(Way.UNION))
        .toString();
  }

  private static final String UNION =
      """
      SELECT account_no, charge_no, instance_no, country, number_type,
        CAST(1 AS BIGINT) << slice AS slice_bits, sum(greatest(0, end_ns - new_ns)) AS billionths
      FROM (
        SELECT *, greatest(start_ns, coalesce(max(end_ns) OVER (
            PARTITION BY charge_no, instance_no, country, number_type, resource_id
            ORDER BY start_ns ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), start_ns)) AS new_ns
        FROM (
          SELECT {place}, r.resource_id, r.start_ns, r.end_ns, r.slice, r.starts
          FROM metered_row r JOIN term t ON t.kind_no = r.kind_no AND t.way = 'UNION'
          WHERE r.usage_type IN {types}))
      WHERE starts
      GROUP BY account_no, charge_no, instance_no, country, number_type, slice""";

  private static final String UNION_LESS_PAUSES =
      """
      WITH stretch AS MATERIALIZED (
        SELECT {place}, r.tag_no, r.resource_id, r.record_id, r.start_ns, r.end_ns, r.slice,
          r.starts, t.is_pause, t.source_bits,
          max(r.end_ns) OVER (
            PARTITION BY t.charge_no, r.instance_no, CASE WHEN t.by_country THEN r.country END,
              CASE WHEN t.by_number_type THEN r.number_type END, r.resource_id, t.is_pause
            ORDER BY r.start_ns, r.record_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS covered_ns
        FROM metered_row r JOIN term t ON t.kind_no = r.kind_no AND t.way = 'UNION'
        WHERE r.usage_type IN {types}),
      interval_part AS (
        SELECT *, greatest(start_ns, coalesce(covered_ns, start_ns)) AS new_ns
        FROM stretch WHERE NOT is_pause),
      pause AS (
        SELECT charge_no, instance_no, country, number_type, resource_id,
          min(start_ns) AS from_ns, max(end_ns) AS to_ns
        FROM (
          SELECT *, sum(CASE WHEN start_ns <= covered_ns THEN 0 ELSE 1 END) OVER (
              PARTITION BY charge_no, instance_no, country, number_type, resource_id
              ORDER BY start_ns, record_id ROWS UNBOUNDED PRECEDING) AS pause_no
          FROM stretch WHERE is_pause)
        GROUP BY charge_no, instance_no, country, number_type, resource_id, pause_no),
      paused AS (
        SELECT i.record_id, i.charge_no, i.instance_no, i.country, i.number_type,
          sum(least(i.end_ns, p.to_ns) - greatest(i.new_ns, p.from_ns)) AS paused_ns
        FROM interval_part i
        JOIN pause p ON p.charge_no = i.charge_no AND p.instance_no = i.instance_no
          AND p.country IS NOT DISTINCT FROM i.country
          AND p.number_type IS NOT DISTINCT FROM i.number_type
          AND p.resource_id = i.resource_id
          AND p.from_ns < i.end_ns AND p.to_ns > i.new_ns
        WHERE i.starts AND i.new_ns < i.end_ns
        GROUP BY ALL)
      SELECT i.account_no, i.charge_no, i.instance_no, i.country, i.number_type, i.tag_no,
        CAST(1 AS BIGINT) << i.slice AS slice_bits,
        sum(greatest(0, i.end_ns - i.new_ns) - coalesce(p.paused_ns, 0)) AS billionths,
        count(*) AS records, min(i.record_id) AS example, bit_or(i.source_bits) AS source_bits
      FROM interval_part i
      LEFT JOIN paused p ON p.record_id = i.record_id AND p.charge_no = i.charge_no
        AND p.instance_no = i.instance_no AND p.country IS NOT DISTINCT FROM i.country
        AND p.number_type IS NOT DISTINCT FROM i.number_type
      WHERE i.starts
      GROUP BY i.account_no, i.charge_no, i.instance_no, i.country, i.number_type, i.tag_no, i.slice""";

  /**
   * How long things were held, within the month: in whole days, or to the second where hours are
   * counted. Of a thing held several times, such as a number moved between flows, the time is cut
   * where a holding begins or ends, and each piece counts the most that is held in it.
   */
  private String held() {
    return SqlText.of(HELD)
        .with("place", PLACE)
        .with("types", types(Way.HELD))
        .with("month_start", month.start)
        .with("month_end", month.end)
        .with("day", Nanos.DAY)
        .with("slices", month.slices())
        .with("by_day", byDay())
        .with(
            "first_tag",
            isTagged
                ? "first_value(tag_no) OVER (PARTITION BY {thing} ORDER BY start_ns, record_id)"
                    .replace("{thing}", THING)
                : "tag_no")
        .with("thing", THING)
        .toString();
  }

  /** Of charges whose days are kept apart, a holding is one of each day's. */
  private String byDay() {
    return terms.chargesByDay().isEmpty()
        ? ""
        : " OR charge_no IN "
            + terms.chargesByDay().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", ", "(", ")"));
  }

  private static final String THING =
      "charge_no, account_no, instance_no, country, number_type, counting, is_named, thing";

  private static final String HELD =
      """
      WITH whole_holding AS (
        SELECT {place}, r.tag_no, t.counting, t.source_bits, r.record_id, r.start_ns,
          r.resource_id IS NOT NULL AS is_named, coalesce(r.resource_id, r.record_id) AS thing,
          CAST(r.occurrences AS HUGEINT) * coalesce(r.quantity, 1) AS held,
          t.counting = 'HOURS' AS is_exact, r.start_ns // {day} * {day} AS first_day_ns,
          coalesce(r.end_ns, {month_end}) AS end_ns
        FROM metered_row r JOIN term t ON t.kind_no = r.kind_no AND t.way = 'HELD'
        WHERE r.usage_type IN {types} AND r.touches),
      cut_holding AS (
        SELECT * EXCLUDE (end_ns),
          greatest({month_start}, CASE WHEN is_exact THEN start_ns ELSE first_day_ns END) AS from_ns,
          least({month_end}, CASE WHEN is_exact THEN end_ns
            ELSE greatest((end_ns + {day} - 1) // {day} * {day}, first_day_ns + {day}) END) AS to_ns
        FROM whole_holding),
      holding AS MATERIALIZED (
        SELECT * REPLACE ({first_tag} AS tag_no),
          is_named AND count(*) OVER (PARTITION BY {thing}) > 1 AS is_shared
        FROM cut_holding),
      edge AS (
        SELECT DISTINCT {thing}, tag_no, unnest([from_ns, to_ns]) AS edge_ns
        FROM holding WHERE is_shared AND from_ns < to_ns),
      span AS (
        SELECT {thing}, tag_no, edge_ns AS from_ns,
          lead(edge_ns) OVER (PARTITION BY {thing} ORDER BY edge_ns) AS to_ns
        FROM edge),
      piece AS (
        SELECT account_no, charge_no, instance_no, country, number_type, counting, tag_no,
          from_ns, to_ns, held
        FROM holding WHERE NOT is_shared
        UNION ALL
        SELECT s.account_no, s.charge_no, s.instance_no, s.country, s.number_type, s.counting,
          s.tag_no, s.from_ns, s.to_ns, max(h.held)
        FROM span s
        JOIN holding h ON h.charge_no = s.charge_no AND h.account_no = s.account_no
          AND h.instance_no = s.instance_no AND h.country IS NOT DISTINCT FROM s.country
          AND h.number_type IS NOT DISTINCT FROM s.number_type AND h.counting = s.counting
          AND h.is_shared AND h.thing = s.thing
          AND h.from_ns <= s.from_ns AND h.to_ns >= s.to_ns
        GROUP BY ALL),
      part AS (
        SELECT account_no, charge_no, instance_no, country, number_type, counting, tag_no, slice,
          sum(CAST(least(to_ns, slice_to_ns) - greatest(from_ns, slice_from_ns) AS HUGEINT) * held)
            AS held_ns,
          0 AS records, NULL AS example, NULL AS source_bits
        FROM piece JOIN {slices} ON from_ns < slice_to_ns AND to_ns > slice_from_ns
        GROUP BY ALL
        UNION ALL
        SELECT account_no, charge_no, instance_no, country, number_type, counting, tag_no, slice, 0,
          count(*) FILTER (from_ns >= slice_from_ns OR o.slice_no IS NOT NULL{by_day}),
          min(record_id), bit_or(source_bits)
        FROM holding
        JOIN {slices}
          ON from_ns < slice_to_ns
            AND (to_ns > slice_from_ns OR to_ns = from_ns AND from_ns >= slice_from_ns)
        LEFT JOIN own_slice o ON o.account = account_no AND o.slice_no = slice
        WHERE from_ns <= to_ns
        GROUP BY ALL)
      SELECT account_no, charge_no, instance_no, country, number_type, tag_no,
        CAST(1 AS BIGINT) << slice AS slice_bits,
        sum(CASE WHEN counting = 'PRORATED_DAYS' THEN held_ns // {day} * 1000000000 ELSE held_ns END)
          AS billionths,
        sum(records) AS records, min(example) AS example, bit_or(source_bits) AS source_bits
      FROM part
      GROUP BY account_no, charge_no, instance_no, country, number_type, tag_no, slice""";

  /**
   * The largest measure of a month, the first of several, or that of the last record; of an
   * account, an instance or each resource.
   */
  private String level() {
    return SqlText.of(LEVEL)
        .with("place", PLACE)
        .with("types", types(Way.LEVEL))
        .with("measured", measured(Way.LEVEL))
        .with("tag", isTagged ? "chosen.t" : NO_TAGS)
        .with("unit", unit())
        .toString();
  }

  private static final String LEVEL =
      """
      WITH measured_row AS (
        SELECT {place}, t.counting, CASE WHEN t.per_resource THEN r.resource_id END AS resource,
          {measured} AS measured, r.tag_no, r.slice, r.start_ns, r.record_id,
          CASE WHEN t.ordinal = 0 THEN 1 ELSE 0 END AS records, t.source_bits
        FROM metered_row r JOIN term t ON t.kind_no = r.kind_no AND t.way = 'LEVEL'
        WHERE r.usage_type IN {types} AND r.starts),
      chosen_row AS (
        SELECT account_no, charge_no, instance_no, country, number_type,
          CASE counting
            WHEN 'LARGEST' THEN arg_min(
              {m: measured, s: slice, t: tag_no, i: record_id},
              {m: -measured, s: start_ns, i: record_id})
            ELSE arg_max(
              {m: measured, s: slice, t: tag_no, i: record_id}, {s: start_ns, i: record_id, m: measured})
          END AS chosen,
          sum(records) AS records, bit_or(source_bits) AS source_bits
        FROM measured_row
        GROUP BY account_no, charge_no, instance_no, country, number_type, counting, resource)
      SELECT account_no, charge_no, instance_no, country, number_type, {tag} AS tag_no,
        CAST(1 AS BIGINT) << chosen.s AS slice_bits, sum(chosen.m) AS {unit},
        sum(records) AS records, min(chosen.i) AS example, bit_or(source_bits) AS source_bits
      FROM chosen_row
      GROUP BY ALL""";

  /** The tags of the first of the rows that are counted together. */
  private String firstTag() {
    return isTagged ? "arg_min(r.tag_no, {s: r.start_ns, i: r.record_id})" : NO_TAGS;
  }

  private String types(Way way) {
    return Duck.texts(terms.types(way));
  }
}
