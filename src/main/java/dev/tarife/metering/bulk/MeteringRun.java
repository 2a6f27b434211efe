package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Gauge;
import dev.tarife.duckdb.Spill;
import dev.tarife.metering.Slices;
import dev.tarife.metering.UnreadColumn;
import dev.tarife.metering.input.Columns;
import dev.tarife.metering.input.HashSettings;
import dev.tarife.metering.input.StagedShape;
import dev.tarife.metering.input.UsageFile;
import dev.tarife.metering.input.UsageStaging;
import dev.tarife.metering.terms.CountingPlan;
import dev.tarife.metering.terms.CountingPlan.Line;
import dev.tarife.metering.terms.CountingPlan.Way;
import dev.tarife.metering.terms.Kind;
import dev.tarife.metering.terms.KindSql;
import dev.tarife.metering.terms.MonthBounds;
import dev.tarife.metering.terms.NumberScale;
import dev.tarife.metering.terms.RecordContent;
import dev.tarife.metering.terms.RejectionReasons;
import dev.tarife.metering.terms.RoundingFormula;
import dev.tarife.metering.terms.RowSql;
import dev.tarife.metering.terms.TermSource;
import dev.tarife.metering.terms.UsageKinds;
import dev.tarife.model.Account;
import dev.tarife.model.Period;
import dev.tarife.table.Tables;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@link BulkMeter#meter}: stages the files, takes out repeated records, surveys the
 * rows, judges the survey, and counts what needs more than a survey.
 */
final class MeteringRun {
  private final HashSettings tuning;
  private final Database database;
  private final Spill spill;
  private final List<UsageFile> files;
  private final Tables tables;
  private final UsageKinds kinds;
  private final RejectionReasons reasons;
  private final InstancePlaces places;
  private final List<Slices> slices = new ArrayList<>();
  private final MonthBounds month;
  private final List<String> tags;
  private final List<String> attributes;
  private final List<String> tagColumns = new ArrayList<>();
  private SortedMap<String, SortedSet<String>> columns = new TreeMap<>();
  private long rows;

  MeteringRun(
      HashSettings tuning,
      Database database,
      Spill spill,
      List<UsageFile> files,
      Tables tables,
      UsageKinds kinds,
      Collection<Account> accounts,
      Period period,
      Function<Account, Slices> slicesOf,
      BulkMeter.Options options) {
    this.tuning = tuning;
    this.database = database;
    this.spill = spill;
    this.files = files;
    this.tables = tables;
    this.kinds = kinds;
    this.reasons = new RejectionReasons(tables, kinds);
    this.places = new InstancePlaces(accounts);
    this.tags = options.tags();
    TreeSet<LocalDate> cuts = new TreeSet<>();
    cuts.add(period.from());
    for (Account account : places.accounts()) {
      Slices own = slicesOf.apply(account);
      slices.add(own);
      cuts.addAll(own.starts());
    }
    month = new MonthBounds(period, cuts);
    List<String> wanted = new ArrayList<>(kinds.attributes());
    tags.stream().filter(tag -> !wanted.contains(tag)).forEach(wanted::add);
    attributes = List.copyOf(wanted);
    tags.forEach(tag -> tagColumns.add("a" + attributes.indexOf(tag)));
  }

  BulkMetered meter(TermSource terms) throws SQLException, IOException {
    places.write(database, reasons::isKnown);
    UsageStaging staging =
        new UsageStaging(tuning, database, spill.folder(), files, attributes, !places.isSingle());
    Look look = staging.stage() ? look(staging.shape(), terms) : null;
    if (look == null) {
      staging.rewrite();
      look = look(staging.shape(), terms);
      if (look == null) {
        throw staging.unreadable();
      }
    }
    columns = staging.columns();
    return count(look);
  }

  /** What a look at all rows tells. */
  private record Look(
      RowSql rowSql,
      KindSql kindSql,
      RowGroups survey,
      RowGroupReader reader,
      Chains chains,
      CountingPlan plan) {}

  /** Looks at all rows, and asks for the terms of their kinds; null: some rows are bad. */
  private @Nullable Look look(StagedShape shape, TermSource terms)
      throws SQLException, IOException {
    rows = database.number("SELECT count(*) FROM every");
    database.pass(Gauge.Pass.COMPARE, rows);
    if (!new Duplicates(tuning, database, places, files, content()).remove(rows)) {
      return null;
    }
    database.pass(Gauge.Pass.METER, rows);
    RowSql rowSql = new RowSql(shape, attributes);
    KindSql kindSql = new KindSql(kinds, rowSql, reasons.columns());
    TextDictionary dimensions = new TextDictionary(tuning, database, places, reasons);
    RowGroups survey =
        new RowGroups(tuning, database, month, rowSql, kindSql, dimensions, tagColumns);
    RowGroupReader reader = new RowGroupReader(database, kindSql);
    Set<String> present = dimensions.learn();
    kindSql.only(present);
    LikelyTerms expected = new LikelyTerms(tables.metering(), present);
    Set<String> chained = expected.chainedTypes();
    Chains chains = chains(rowSql, chained);
    survey.make(expected.formulas(), expected.ticks(), chains.anyWide());
    if (reader.anyBad()) {
      return null;
    }
    Set<Kind> asked = new TreeSet<>();
    Set<Kind> broken = new TreeSet<>();
    reader.kinds(
        (type, words, isBroken) -> {
          UsageKinds.Type known = kinds.types().get(type);
          if (known != null) {
            Kind kind = kinds.kind(type, kindSql.mask(known, words));
            asked.add(kind);
            if (isBroken) {
              broken.add(kind);
            }
          }
        });
    CountingPlan plan = new CountingPlan(asked.isEmpty() ? List.of() : terms.terms(asked));
    Look first = new Look(rowSql, kindSql, survey, reader, chains, plan);
    return again(first, chained, broken);
  }

  /** Repeats the scan if the rules need a sum that was not expected from their rows. */
  private Look again(Look first, Set<String> chained, Set<Kind> broken)
      throws SQLException, IOException {
    CountingPlan plan = first.plan();
    RowGroups survey = first.survey();
    TreeSet<RoundingFormula> needed = new TreeSet<>();
    plan.all().filter(MeteringRun::isSummed).forEach(line -> needed.add(RoundingFormula.of(line)));
    Set<String> more = new TreeSet<>(chained);
    plan.kinds().stream()
        .filter(kind -> plan.of(kind).stream().anyMatch(line -> line.way() == Way.CHAIN))
        .forEach(kind -> more.add(kind.usageType()));
    boolean fine =
        broken.stream().anyMatch(kind -> plan.of(kind).stream().anyMatch(MeteringRun::isSummed))
            || !needed.stream().allMatch(RoundingFormula::isWhole);
    boolean enough =
        needed.stream().allMatch(survey::has) && (!fine || survey.ticks().equals(NumberScale.FINE));
    if (enough && more.equals(chained)) {
      return first;
    }
    Chains chains = more.equals(chained) ? first.chains() : chains(first.rowSql(), more);
    survey.make(List.copyOf(needed), fine ? NumberScale.FINE : NumberScale.WHOLE, chains.anyWide());
    return new Look(first.rowSql(), first.kindSql(), survey, first.reader(), chains, plan);
  }

  /** Columns that nothing reads, by name. */
  private List<UnreadColumn> unread() {
    List<UnreadColumn> unread = new ArrayList<>();
    columns.forEach(
        (column, of) -> {
          if (UnreadColumn.is(column, kinds)) {
            unread.add(UnreadColumn.of(column, List.copyOf(of), kinds));
          }
        });
    return unread;
  }

  /** The months that records start in, in order. */
  private List<YearMonth> months() throws SQLException {
    List<YearMonth> months = new ArrayList<>();
    database.rows(
        "SELECT DISTINCT strftime(make_timestamp(start_ns // 1000), '%Y-%m') FROM every WHERE"
            + " start_ns IS NOT NULL ORDER BY 1",
        row -> months.add(YearMonth.parse(row.getString(1))));
    return months;
  }

  /** Of the tags that lines are told apart by, those that no record has. */
  private List<String> untagged() throws SQLException {
    List<String> untagged = new ArrayList<>();
    for (int i = 0; i < tags.size(); i++) {
      if (database.number("SELECT count(g" + i + ") FROM groups") == 0) {
        untagged.add(tags.get(i));
      }
    }
    return untagged;
  }

  private RecordContent content() {
    String only = places.isSingle() ? places.accounts().get(0).id() : null;
    return RecordContent.metered(only, attributes, tables);
  }

  private Chains chains(RowSql rowSql, Set<String> types) throws SQLException, IOException {
    boolean named = rowSql.has(Columns.CONTACT_ID);
    Chains chains = new Chains(tuning, database, month, !tags.isEmpty(), named, types);
    chains.find();
    return chains;
  }

  private static boolean isSummed(Line line) {
    return line.way() == Way.RECORD || line.way() == Way.CHAIN;
  }

  private BulkMetered count(Look look) throws SQLException {
    database.pass(Gauge.Pass.COUNT, rows);
    AccountTotals ledger = new AccountTotals(places.accounts().size());
    RowGroups survey = look.survey();
    CountingPlan plan = look.plan();
    Chains chains = look.chains();
    RowRejections judgement =
        new RowRejections(
            database,
            kinds,
            look.kindSql(),
            reasons,
            places,
            ledger,
            survey,
            look.reader(),
            plan,
            tables.catalogue());
    TermTables terms = judgement.judge();
    FactTable facts = new FactTable(database, terms, tags.size());
    boolean plainUnion = UnionCount.isPlain(plan, !tags.isEmpty());
    judgement.enter(terms, facts, DistinctCount.isPlain(month, !tags.isEmpty()), plainUnion);
    boolean chain = terms.has(Way.CHAIN) && chains.any();
    if (chain || terms.has(Way.DISTINCT) || terms.has(Way.UNION) || terms.has(Way.HELD)) {
      terms.write(database, survey.ticks());
      if (!judgement.leftOut().isEmpty()) {
        look.reader().leaveOut(judgement.leftOut());
      }
      MeteredRows rows =
          new MeteredRows(
              month,
              places,
              look.rowSql(),
              look.kindSql(),
              terms,
              survey.ticks(),
              tagColumns,
              judgement.leftOut().isEmpty() ? List.of() : look.reader().key());
      if (chain) {
        new ChainCount(tuning, database, facts, rows, chains, survey).count();
        if (chains.anyWide()) {
          new WideChainCount(tuning, database, ledger, facts, rows).count(chains.anyStraddling());
        }
      }
      if (terms.has(Way.DISTINCT)) {
        new DistinctCount(facts, rows).count();
      }
      if (terms.has(Way.UNION)) {
        new UnionCount(facts, rows).count(plainUnion);
      }
      if (terms.has(Way.HELD)) {
        new HeldCount(tuning, database, facts, rows, slices).count();
      }
    }
    // Before the facts are read: a connection reads one result at a time.
    BulkMetered.Input input =
        new BulkMetered.Input(
            columns.keySet(), unread(), untagged(), ledger.any() ? List.of() : months());
    FactReader reader = new FactReader(database, facts, terms, places, slices, month.cuts(), tags);
    return new BulkMetered(spill, database, places, ledger, reader, input);
  }
}
