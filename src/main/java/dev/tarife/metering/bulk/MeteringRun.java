package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Gauge;
import dev.tarife.duckdb.Spill;
import dev.tarife.metering.UnreadColumn;
import dev.tarife.metering.input.StagedShape;
import dev.tarife.metering.input.UsageFile;
import dev.tarife.metering.input.UsageStaging;
import dev.tarife.metering.terms.CountingPlan;
import dev.tarife.metering.terms.CountingPlan.Way;
import dev.tarife.metering.terms.Kind;
import dev.tarife.metering.terms.KindSql;
import dev.tarife.metering.terms.MonthBounds;
import dev.tarife.metering.terms.RecordContent;
import dev.tarife.metering.terms.RejectionReasons;
import dev.tarife.metering.terms.RowSql;
import dev.tarife.metering.terms.TermSource;
import dev.tarife.metering.terms.UsageKinds;
import java.io.IOException;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One call of {@link BulkMeter#meter}: stages the files, takes out repeated records, groups the
 * rows by kind, asks for the terms of the kinds, and counts, a statement for each way of counting.
 */
final class MeteringRun {
  private final BulkMeter.Setting setting;
  private final Database database;
  private final InstancePlaces places;
  private final AccountSlices slices;
  private final RejectionReasons reasons;
  private final List<String> tags;
  private final List<String> attributes;
  private final DimensionTable dimensions;

  MeteringRun(
      BulkMeter.Setting setting,
      Database database,
      InstancePlaces places,
      AccountSlices slices,
      List<String> tags) {
    this.setting = setting;
    this.database = database;
    this.places = places;
    this.slices = slices;
    this.tags = tags;
    reasons = new RejectionReasons(setting.tables(), setting.kinds());
    attributes =
        Stream.concat(setting.kinds().attributes().stream(), tags.stream()).distinct().toList();
    dimensions =
        new DimensionTable(
            setting.hashes(),
            database,
            tags.stream().map(tag -> "a" + attributes.indexOf(tag)).toList());
  }

  /** The rows in groups, the terms of their kinds, and what the groups hold for these terms. */
  private record Grouped(KindSql kindSql, CountingPlan plan, CountingNeeds needs, Chains chains) {}

  BulkMetered meter(List<UsageFile> files, TermSource terms, Spill spill)
      throws SQLException, IOException {
    places.write(database, reasons::isKnown);
    UsageStaging staging =
        new UsageStaging(
            setting.hashes(), database, spill.folder(), files, attributes, !places.isSingle());
    Set<String> present = staging.stage() ? dimensions.learn(places) : null;
    if (present == null) {
      staging.rewrite();
      present = dimensions.learn(places);
      if (present == null) {
        throw staging.unreadable();
      }
    }
    long rows = database.number("SELECT count(*) FROM staged");
    database.pass(Gauge.Pass.COMPARE, rows);
    new Duplicates(setting.hashes(), database, places, files, content()).remove(rows);
    database.pass(Gauge.Pass.METER, rows);
    database.joinAsWritten();
    Grouped grouped = group(staging.shape(), present, terms);
    database.pass(Gauge.Pass.COUNT, rows);
    return count(grouped, staging.columns(), spill);
  }

  private RecordContent content() {
    String only = places.isSingle() ? places.accounts().get(0).id() : null;
    return RecordContent.metered(only, attributes, setting.tables());
  }

  /** Groups the rows, and asks for the terms of their kinds. */
  private Grouped group(StagedShape shape, Set<String> present, TermSource terms)
      throws SQLException, IOException {
    RowSql rowSql = new RowSql(shape, attributes);
    KindSql kindSql = new KindSql(setting.kinds(), rowSql, reasons.columns(), present);
    InstanceRows instances =
        new InstanceRows(database, places, setting.tables().catalogue(), setting.kinds());
    RowGroups groups =
        new RowGroups(database, slices.month(), rowSql, kindSql, dimensions, instances);
    CountingNeeds needs = CountingNeeds.expected(setting.tables().metering(), present);
    Chains chains = make(groups, needs);
    dimensions.write(setting.kinds(), kindSql, reasons);
    Set<Kind> asked = new TreeSet<>();
    Set<Kind> fractional = new TreeSet<>();
    database.rows(
        """
        SELECT d.usage_type, d.condition_bits + g.condition_bits, bool_or(g.is_fractional)
        FROM row_group g JOIN dimension d USING (dimension_hash)
        WHERE d.type_no IS NOT NULL
        GROUP BY ALL""",
        row -> {
          UsageKinds.Type type = setting.kinds().types().get(row.getString(1));
          if (type != null) {
            Kind kind = setting.kinds().kind(type.code(), kindSql.mask(type, row.getLong(2)));
            asked.add(kind);
            if (row.getBoolean(3)) {
              fractional.add(kind);
            }
          }
        });
    CountingPlan plan = new CountingPlan(asked.isEmpty() ? List.of() : terms.terms(asked));
    CountingNeeds real = CountingNeeds.of(plan, fractional);
    if (!needs.serve(real)) {
      needs = real;
      chains = make(groups, needs);
    }
    return new Grouped(kindSql, plan, needs, chains);
  }

  private Chains make(RowGroups groups, CountingNeeds needs) throws SQLException, IOException {
    Chains chains = new Chains(setting.hashes(), database, needs.chainedTypes());
    chains.find();
    groups.make(needs, chains);
    return chains;
  }

  private BulkMetered count(
      Grouped grouped, SortedMap<String, SortedSet<String>> columns, Spill spill)
      throws SQLException {
    AccountTotals totals = new AccountTotals(places.accounts().size());
    RowRejections rejections =
        new RowRejections(
            database,
            setting.kinds(),
            grouped.kindSql(),
            reasons,
            places,
            totals,
            setting.tables().catalogue());
    TermTable terms = rejections.judge(grouped.plan(), slices.splits());
    terms.write(database, grouped.needs());
    MeteredRows.writeJudged(database);
    MeteredRows.write(database, "metered_group", "row_group");
    MeteredRows.write(database, "metered_row", "kinded");
    rejections.reject(grouped.plan());
    slices.write(database);
    MonthBounds month = slices.month();
    CountingStatements statements =
        new CountingStatements(month, grouped.needs(), terms, !tags.isEmpty());
    FactTable facts = new FactTable(database, terms.sourceType());
    facts.add(statements.of(Way.RECORD));
    for (Way way : List.of(Way.RECORD, Way.CHAIN)) {
      if (!terms.typesByOccurrence(way).isEmpty()) {
        facts.add(statements.apart(way));
      }
    }
    for (Way way : List.of(Way.DISTINCT, Way.UNION, Way.HELD, Way.LEVEL)) {
      if (terms.has(way)) {
        facts.add(statements.of(way));
      }
    }
    if (terms.has(Way.CHAIN) && grouped.chains().any()) {
      new ChainCount(database, month, grouped.chains(), grouped.needs(), terms, !tags.isEmpty())
          .count(statements, facts, totals);
    }
    // Before the facts are read: a connection reads one result at a time.
    BulkMetered.Input input =
        new BulkMetered.Input(
            columns.keySet(),
            UnreadColumn.of(columns, setting.kinds()),
            untagged(),
            totals.any() ? List.of() : months());
    FactReader reader =
        new FactReader(database, terms, places, slices, tags, grouped.needs().scale().isWhole());
    return new BulkMetered(spill, database, places, totals, reader, input);
  }

  /** The months that records start in, in order. */
  private List<YearMonth> months() throws SQLException {
    List<YearMonth> months = new ArrayList<>();
    database.rows(
        """
        SELECT DISTINCT strftime(make_timestamp(start_ns // 1000), '%Y-%m')
        FROM staged WHERE start_ns IS NOT NULL ORDER BY 1""",
        row -> months.add(YearMonth.parse(row.getString(1))));
    return months;
  }

  /** Of the tags that lines are told apart by, those that no record has. */
  private List<String> untagged() throws SQLException {
    List<String> untagged = new ArrayList<>();
    for (int i = 0; i < tags.size(); i++) {
      long tagged = database.number("SELECT count(tags[" + (i + 1) + "]) FROM dimension");
      if (tagged == 0) {
        untagged.add(tags.get(i));
      }
    }
    return untagged;
  }
}
