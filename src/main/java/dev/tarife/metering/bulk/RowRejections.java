package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Duck;
import dev.tarife.metering.terms.CountingPlan;
import dev.tarife.metering.terms.CountingPlan.Line;
import dev.tarife.metering.terms.CountingPlan.Way;
import dev.tarife.metering.terms.FractionalUsage;
import dev.tarife.metering.terms.Kind;
import dev.tarife.metering.terms.KindSql;
import dev.tarife.metering.terms.RejectionReasons;
import dev.tarife.metering.terms.RoundingFormula;
import dev.tarife.metering.terms.UsageKinds;
import dev.tarife.table.Catalogue;
import dev.tarife.table.Condition;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges the survey: rejects what cannot be metered, and makes facts of what each record counts by
 * itself. The other ways of counting then need only add what the survey cannot know.
 *
 * <p>What is judged alike wherever it occurs is judged once; the database joins the verdicts with
 * the rows. Only what is rejected is looked at row by row, for its reason.
 */
final class RowRejections {
  private static final String SOUND = "(s.sound AND v.good)";

  private final Database database;
  private final UsageKinds kinds;
  private final KindSql kindSql;
  private final RejectionReasons reasons;
  private final InstancePlaces places;
  private final AccountTotals ledger;
  private final RowGroups survey;
  private final RowGroupReader reader;
  private final CountingPlan plan;
  private final List<Long> leftOut = new ArrayList<>();
  private final List<Integer> fractional = new ArrayList<>();
  private final Map<Integer, List<Line>> verdicts = new LinkedHashMap<>();
  private final Map<Integer, List<Line>> incomplete = new LinkedHashMap<>();
  private final Catalogue catalogue;

  RowRejections(
      Database database,
      UsageKinds kinds,
      KindSql kindSql,
      RejectionReasons reasons,
      InstancePlaces places,
      AccountTotals ledger,
      RowGroups survey,
      RowGroupReader reader,
      CountingPlan plan,
      Catalogue catalogue) {
    this.database = database;
    this.kinds = kinds;
    this.kindSql = kindSql;
    this.reasons = reasons;
    this.places = places;
    this.ledger = ledger;
    this.survey = survey;
    this.reader = reader;
    this.plan = plan;
    this.catalogue = catalogue;
  }

  /** A kind of usage that is metered, by these lines. */
  private record Sound(String usageType, List<Long> words, long given, List<Line> lines) {}

  /** Judges every row, and collects the terms of those that are metered. */
  TermTables judge() throws SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    List<Sound> metered = new ArrayList<>();
    reader.verdicts(
        (verdict, usageType, words, objection, given) -> {
          UsageKinds.Type type = kinds.types().get(usageType);
          Kind kind = kinds.kind(usageType, kindSql.mask(type, words));
          RejectionReasons.Traits traits = traits(kind, type, objection, given);
          List<Line> all = plan.of(kind);
          boolean good = type != null && reasons.ofKind(traits, all) == null;
          List<Line> lines = good ? reasons.complete(traits, all) : all;
          boolean held = lines.stream().anyMatch(line -> line.way() == Way.HELD);
          boolean other = lines.stream().anyMatch(line -> line.way() != Way.HELD);
          rows.add(List.of(verdict, good ? 1 : 0, held ? 1 : 0, other ? 1 : 0));
          if (good) {
            if ((given >> RejectionReasons.FRACTION & 1) != 0
                && !FractionalUsage.units(catalogue, lines).isEmpty()) {
              fractional.add(verdict);
            }
            verdicts.put(verdict, lines);
            metered.add(new Sound(usageType, words, given, lines));
            if (lines.size() < all.size()) {
              incomplete.put(verdict, all);
            }
          }
        });
    TermTables terms = new TermTables(!incomplete.isEmpty());
    metered.forEach(kind -> terms.add(kind.usageType(), kind.words(), kind.given(), kind.lines()));
    database.run(
        "CREATE OR REPLACE TEMP TABLE judged (verdict INTEGER, good INTEGER, held INTEGER,"
            + " other INTEGER)");
    database.append("judged", rows);
    database.run(
        "CREATE OR REPLACE TEMP VIEW verdict AS SELECT verdict, good = 1 AS good, held = 1 AS held,"
            + " other = 1 AS other FROM judged");
    reject();
    rejectCharges();
    count();
    if (!fractional.isEmpty()) {
      addFractions();
    }
    return terms;
  }

  /** The tuples whose rows must be kept out of further counting. */
  List<Long> leftOut() {
    return leftOut;
  }

  private void reject() throws SQLException {
    reader.tuples(
        "NOT (sound AND verdict IN (SELECT verdict FROM verdict WHERE good))", this::reject);
  }

  /** Rejects the charges that lack something, of records that are charged for the rest. */
  private void rejectCharges() throws SQLException {
    if (incomplete.isEmpty()) {
      return;
    }
    String some =
        incomplete.keySet().stream().map(String::valueOf).collect(Collectors.joining(", "));
    reader.tuples(
        "sound AND verdict IN (" + some + ")",
        tuple -> {
          Integer owner = places.owner(tuple.account());
          UsageKinds.Type type = kinds.types().get(tuple.usageType());
          Kind kind = kinds.kind(tuple.usageType(), kindSql.mask(type, tuple.words()));
          if (owner != null && isNear(tuple, type)) {
            reasons
                .ofLines(traits(owner, tuple, kind, type), plan.of(kind))
                .forEach(why -> ledger.reject(owner, why, tuple.records(), tuple.example()));
          }
        });
  }

  private static boolean isNear(RowGroupReader.Tuple tuple, UsageKinds.@Nullable Type type) {
    return (type != null && type.isHolding()) ? tuple.touches() : tuple.starts();
  }

  private void reject(RowGroupReader.Tuple tuple) {
    Integer owner = places.owner(tuple.account());
    if (owner == null) {
      ledger.rejectStray(
          RejectionReasons.unknownAccount(String.valueOf(tuple.account())),
          tuple.records(),
          tuple.example());
      return;
    }
    ledger.countRecords(owner, tuple.records());
    UsageKinds.Type type = kinds.types().get(tuple.usageType());
    Kind kind = kinds.kind(tuple.usageType(), kindSql.mask(type, tuple.words()));
    List<Line> lines = plan.of(kind);
    String reason = reasons.of(traits(owner, tuple, kind, type), places.instances(owner), lines);
    if (reason == null) {
      throw new IllegalStateException("Rejected without a reason: " + tuple);
    }
    if (isNear(tuple, type)) {
      ledger.reject(owner, reason, tuple.records(), tuple.example());
    } else {
      ledger.countOutOfPeriod(owner, tuple.records());
    }
    if (places.instance(owner, tuple.instance()) != null
        && lines.stream().anyMatch(line -> line.way() != Way.NONE && line.way() != Way.RECORD)) {
      leftOut.add(tuple.number());
    }
  }

  /** Looks for the quantities of those records that stand for others with a fraction. */
  private void addFractions() throws SQLException {
    List<RowGroupReader.Tuple> tuples = new ArrayList<>();
    Set<String> examples = new TreeSet<>();
    reader.tuples(
        "sound AND "
            + RowFlags.STARTING
            + " AND verdict IN ("
            + fractional.stream().map(String::valueOf).collect(Collectors.joining(", "))
            + ")",
        tuple -> {
          tuples.add(tuple);
          examples.add(tuple.example());
        });
    if (tuples.isEmpty()) {
      return;
    }
    Map<List<@Nullable Object>, BigDecimal> quantities = new HashMap<>();
    database.rows(
        "SELECT acct, record_id, q, q_nano FROM kept WHERE q_nano <> 0 AND record_id IN "
            + Duck.texts(examples),
        row ->
            quantities.put(
                Arrays.asList(places.owner(row.getString(1)), row.getString(2)),
                BigDecimal.valueOf(row.getLong(3)).add(BigDecimal.valueOf(row.getLong(4), 9))));
    for (RowGroupReader.Tuple tuple : tuples) {
      Integer owner = places.owner(tuple.account());
      BigDecimal quantity = quantities.get(Arrays.asList(owner, tuple.example()));
      if (owner != null && quantity != null) {
        UsageKinds.Type type = kinds.types().get(tuple.usageType());
        Kind kind = kinds.kind(tuple.usageType(), kindSql.mask(type, tuple.words()));
        List<Line> lines = reasons.complete(traits(owner, tuple, kind, type), plan.of(kind));
        for (String unit : FractionalUsage.units(catalogue, lines)) {
          ledger.addFraction(
              owner,
              new FractionalUsage(
                  tuple.usageType(), unit, tuple.records(), tuple.example(), quantity));
        }
      }
    }
  }

  private void count() throws SQLException {
    database.rows(
        "SELECT acc_no, CAST(sum(n) AS BIGINT), CAST(coalesce(sum(n) FILTER (NOT (("
            + RowFlags.STARTING
            + " AND other) OR ("
            + RowFlags.TOUCHING
            + " AND held))), 0) AS BIGINT) FROM survey s JOIN verdict v ON v.verdict = s.verdict"
            + " WHERE "
            + SOUND
            + " GROUP BY acc_no",
        row -> {
          ledger.countRecords(row.getInt(1), row.getLong(2));
          ledger.countOutOfPeriod(row.getInt(1), row.getLong(3));
        });
  }

  /**
   * Enters what the survey knows as facts.
   *
   * @param terms what {@link #judge} collected
   * @param plainDistinct whether it knows all of distinct counts but the count
   * @param plainUnion whether it knows all of unions but their length
   */
  void enter(TermTables terms, FactTable facts, boolean plainDistinct, boolean plainUnion)
      throws SQLException {
    List<String> rows = new ArrayList<>();
    verdicts.forEach(
        (verdict, lines) -> {
          for (Line line : lines) {
            boolean known =
                switch (line.way()) {
                  case NONE, HELD -> false;
                  case RECORD, CHAIN -> true;
                  case DISTINCT -> plainDistinct;
                  case UNION -> plainUnion && !line.isPause();
                };
            if (known) {
              boolean sums = line.way() == Way.RECORD || line.way() == Way.CHAIN;
              int column = sums ? survey.column(RoundingFormula.of(line)) : -1;
              rows.add(terms.entry(verdict, line, column));
            }
          }
        });
    if (rows.isEmpty()) {
      return;
    }
    database.run(
        "CREATE OR REPLACE TEMP TABLE entry (verdict INTEGER, charge_no INTEGER, f INTEGER,"
            + " chain BOOLEAN, by_country BOOLEAN, by_type BOOLEAN, over_account BOOLEAN,"
            + " ordinal INTEGER"
            + terms.sourceTypes()
            + "); INSERT INTO entry VALUES "
            + String.join(", ", rows));
    facts.add(
        Way.RECORD,
        survey.ticks().scale(),
        "SELECT s.acc_no, t.charge_no, CASE WHEN t.over_account THEN NULL ELSE s.inst_no END AS"
            + " inst_no, CASE WHEN t.by_country THEN s.country END AS c,"
            + " CASE WHEN t.by_type THEN s.number_type END AS n, "
            + RowFlags.SLICES
            + " AS slices, sum("
            + survey.chosen("t.f", "s.f")
            + ") AS total, sum(CASE WHEN t.ordinal = 0 THEN s.n ELSE 0 END) AS n_records,"
            + " min(example) AS example"
            + terms.sources("bit_or(t.?)")
            + survey.tagNames()
            + " FROM survey s JOIN entry t ON t.verdict = s.verdict WHERE s.sound AND "
            + RowFlags.STARTING
            + " AND (NOT t.chain OR "
            + RowFlags.NARROW
            + ") GROUP BY ALL");
  }

  private RejectionReasons.Traits traits(
      Kind kind, UsageKinds.@Nullable Type type, @Nullable String objection, long given) {
    return new RejectionReasons.Traits(
        null,
        "",
        null,
        kind.usageType(),
        null,
        null,
        null,
        objection(type, objection),
        kind,
        given,
        KindSql.isMany(given));
  }

  private RejectionReasons.Traits traits(
      int owner, RowGroupReader.Tuple tuple, Kind kind, UsageKinds.@Nullable Type type) {
    return new RejectionReasons.Traits(
        places.stranger(tuple.account()),
        tuple.instance(),
        places.instance(owner, tuple.instance()),
        tuple.usageType(),
        tuple.country(),
        tuple.numberCountry(),
        tuple.numberType(),
        objection(type, tuple.objection()),
        kind,
        tuple.given(),
        KindSql.isMany(tuple.given()));
  }

  private static @Nullable String objection(
      UsageKinds.@Nullable Type type, @Nullable String coded) {
    if (coded == null || type == null) {
      return null;
    }
    int bar = coded.indexOf('|');
    Condition condition = type.conditions().get(Integer.parseInt(coded.substring(0, bar)));
    return UsageKinds.objection(
        condition.attribute(), coded.substring(bar + 1), condition.toString());
  }
}
