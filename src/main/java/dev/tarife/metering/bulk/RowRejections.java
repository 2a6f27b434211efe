package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Duck;
import dev.tarife.metering.Splits;
import dev.tarife.metering.terms.CountingPlan;
import dev.tarife.metering.terms.CountingPlan.Line;
import dev.tarife.metering.terms.FractionalUsage;
import dev.tarife.metering.terms.Kind;
import dev.tarife.metering.terms.KindSql;
import dev.tarife.metering.terms.RejectionReasons;
import dev.tarife.metering.terms.UsageKinds;
import dev.tarife.table.Catalogue;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which rows are metered, and rejects the others. What is judged alike wherever it occurs,
 * a kind and the columns that are given, is judged once, and becomes a row of the table {@code
 * kind}; the database joins kinds with rows. Only what is rejected is looked at group by group, for
 * its reason.
 */
final class RowRejections {
  private final Database database;
  private final UsageKinds kinds;
  private final KindSql kindSql;
  private final RejectionReasons reasons;
  private final InstancePlaces places;
  private final AccountTotals totals;
  private final Catalogue catalogue;
  private final List<Integer> fractional = new ArrayList<>();
  private final List<Integer> incomplete = new ArrayList<>();

  RowRejections(
      Database database,
      UsageKinds kinds,
      KindSql kindSql,
      RejectionReasons reasons,
      InstancePlaces places,
      AccountTotals totals,
      Catalogue catalogue) {
    this.database = database;
    this.kinds = kinds;
    this.kindSql = kindSql;
    this.reasons = reasons;
    this.places = places;
    this.totals = totals;
    this.catalogue = catalogue;
  }

  /** A group of rows that have all this in common. */
  private record Group(
      @Nullable String account,
      String instance,
      String usageType,
      @Nullable String country,
      @Nullable String numberCountry,
      @Nullable String numberType,
      @Nullable String objection,
      long conditionBits,
      long givenBits,
      boolean starts,
      boolean touches,
      long records,
      String example) {}

  /** Collects the kinds that are metered. */
  TermTable judge(CountingPlan plan, Splits splits) throws SQLException {
    TermTable terms = new TermTable(splits);
    Map<Integer, UsageKinds.Type> types = new HashMap<>();
    kinds.types().values().forEach(type -> types.put(type.number(), type));
    database.rows(
        """
        SELECT DISTINCT d.type_no, d.condition_bits + g.condition_bits, d.given_bits + g.given_bits
        FROM row_group g JOIN dimension d USING (dimension_hash)
        WHERE d.type_no IS NOT NULL AND g.objection IS NULL
        ORDER BY ALL""",
        row -> {
          UsageKinds.Type type = Objects.requireNonNull(types.get(row.getInt(1)));
          long conditionBits = row.getLong(2);
          long givenBits = row.getLong(3);
          Kind kind = kinds.kind(type.code(), kindSql.mask(type, conditionBits));
          RejectionReasons.Traits traits = traits(kind, givenBits);
          List<Line> all = plan.of(kind);
          if (reasons.ofKind(traits, all) == null) {
            List<Line> lines = reasons.complete(traits, all);
            int number = terms.add(type, conditionBits, givenBits, lines);
            if (lines.size() < all.size()) {
              incomplete.add(number);
            }
            if ((givenBits >> RejectionReasons.FRACTION & 1) != 0
                && !FractionalUsage.units(catalogue, lines).isEmpty()) {
              fractional.add(number);
            }
          }
        });
    return terms;
  }

  /** Counts the records of each account, and rejects those that are not metered. */
  void reject(CountingPlan plan) throws SQLException {
    groups("NOT is_metered", group -> reject(plan, group));
    if (!incomplete.isEmpty()) {
      groups("is_metered AND kind_no IN " + list(incomplete), group -> rejectLines(plan, group));
    }
    database.rows(
        """
        SELECT account_no, CAST(sum(records) AS BIGINT), CAST(coalesce(sum(records) FILTER (
          NOT (starts AND counts_starting OR touches AND counts_held)), 0) AS BIGINT)
        FROM metered_group
        GROUP BY account_no""",
        row -> {
          totals.countRecords(row.getInt(1), row.getLong(2));
          totals.countOutOfPeriod(row.getInt(1), row.getLong(3));
        });
    if (!fractional.isEmpty()) {
      addFractions(plan);
    }
  }

  private static String list(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }

  /** Takes groups one by one. */
  @FunctionalInterface
  private interface GroupReader {
    void read(Group group) throws SQLException;
  }

  private void groups(String condition, GroupReader reader) throws SQLException {
    SharedTexts texts = new SharedTexts();
    database.rows(
        """
        SELECT acct, instance, usage_type, country, number_country, number_type, objection,
          condition_bits, given_bits, starts, touches, records, example
        FROM judged_group
        WHERE\s"""
            + condition,
        row ->
            reader.read(
                new Group(
                    texts.of(row.getString(1)),
                    String.valueOf(texts.of(row.getString(2))),
                    String.valueOf(texts.of(row.getString(3))),
                    texts.of(row.getString(4)),
                    texts.of(row.getString(5)),
                    texts.of(row.getString(6)),
                    row.getString(7),
                    row.getLong(8),
                    row.getLong(9),
                    row.getBoolean(10),
                    row.getBoolean(11),
                    row.getLong(12),
                    String.valueOf(row.getString(13)))));
  }

  private void reject(CountingPlan plan, Group group) {
    Integer owner = places.owner(group.account());
    if (owner == null) {
      totals.rejectStray(
          RejectionReasons.unknownAccount(String.valueOf(group.account())),
          group.records(),
          group.example());
      return;
    }
    totals.countRecords(owner, group.records());
    Kind kind = kind(group);
    String reason = reasons.of(traits(owner, group, kind), places.instances(owner), plan.of(kind));
    if (reason == null) {
      throw new IllegalStateException("Rejected without a reason: " + group);
    }
    if (isNear(group)) {
      totals.reject(owner, reason, group.records(), group.example());
    } else {
      totals.countOutOfPeriod(owner, group.records());
    }
  }

  /** Rejects the charges that lack something, of records that are charged for the rest. */
  private void rejectLines(CountingPlan plan, Group group) {
    Integer owner = places.owner(group.account());
    if (owner != null && isNear(group)) {
      Kind kind = kind(group);
      reasons
          .ofLines(traits(owner, group, kind), plan.of(kind))
          .forEach(why -> totals.reject(owner, why, group.records(), group.example()));
    }
  }

  /** Whether a group could touch the month, whatever else is wrong with it. */
  private boolean isNear(Group group) {
    UsageKinds.Type type = kinds.types().get(group.usageType());
    return (type != null && type.isHolding()) ? group.touches() : group.starts();
  }

  private Kind kind(Group group) {
    UsageKinds.Type type = kinds.types().get(group.usageType());
    return kinds.kind(
        group.usageType(), type == null ? 0 : kindSql.mask(type, group.conditionBits()));
  }

  /** Looks for the quantities of those records that stand for others with a fraction. */
  private void addFractions(CountingPlan plan) throws SQLException {
    List<Group> groups = new ArrayList<>();
    Set<String> examples = new TreeSet<>();
    groups(
        "is_metered AND starts AND kind_no IN " + list(fractional),
        group -> {
          groups.add(group);
          examples.add(group.example());
        });
    if (groups.isEmpty()) {
      return;
    }
    Map<List<@Nullable Object>, BigDecimal> quantities = new HashMap<>();
    database.rows(
        "SELECT acct, record_id, q, q_nano FROM latest WHERE q_nano <> 0 AND record_id IN "
            + Duck.texts(examples),
        row ->
            quantities.put(
                Arrays.asList(places.owner(row.getString(1)), row.getString(2)),
                BigDecimal.valueOf(row.getLong(3)).add(BigDecimal.valueOf(row.getLong(4), 9))));
    for (Group group : groups) {
      Integer owner = places.owner(group.account());
      BigDecimal quantity = quantities.get(Arrays.asList(owner, group.example()));
      if (owner != null && quantity != null) {
        Kind kind = kind(group);
        List<Line> lines = reasons.complete(traits(owner, group, kind), plan.of(kind));
        for (String unit : FractionalUsage.units(catalogue, lines)) {
          totals.addFraction(
              owner,
              new FractionalUsage(
                  group.usageType(), unit, group.records(), group.example(), quantity));
        }
      }
    }
  }

  private static RejectionReasons.Traits traits(Kind kind, long givenBits) {
    return new RejectionReasons.Traits(
        null,
        "",
        null,
        kind.usageType(),
        null,
        null,
        null,
        null,
        kind,
        givenBits,
        KindSql.isMany(givenBits));
  }

  private RejectionReasons.Traits traits(int owner, Group group, Kind kind) {
    return new RejectionReasons.Traits(
        places.stranger(group.account()),
        group.instance(),
        places.instance(owner, group.instance()),
        group.usageType(),
        group.country(),
        group.numberCountry(),
        group.numberType(),
        KindSql.objection(kinds.types().get(group.usageType()), group.objection()),
        kind,
        group.givenBits(),
        KindSql.isMany(group.givenBits()));
  }
}
