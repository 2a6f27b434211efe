package dev.tarife.metering;

import dev.tarife.metering.Plan.Line;
import dev.tarife.metering.Plan.Way;
import dev.tarife.table.Condition;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Judges the rows of the survey: rejects what cannot be metered, and makes facts of what each
 * record counts by itself. The other ways of counting then need only add what the survey cannot
 * know.
 */
final class Judgement {
  private final Kinds kinds;
  private final KindSql kindSql;
  private final Reasons reasons;
  private final Places places;
  private final Ledger ledger;
  private final boolean plainDistinct;
  private final boolean plainUnion;
  private final boolean anyChains;
  private final List<Long> leftOut = new ArrayList<>();
  private final Map<Long, Survey.Tuple> chained = new HashMap<>();
  private final Set<Long> ambiguous = new TreeSet<>();
  private final Map<String, Map<List<Long>, Known>> known = new HashMap<>();

  /** What is the same for all tuples of a kind. */
  private record Known(Kinds.@Nullable Type type, Kind kind, List<Line> lines) {}

  /**
   * Prepares.
   *
   * @param plainDistinct whether the survey knows all of distinct counts but the count
   * @param anyChains whether tuples are asked for by their signature later
   * @param plainUnion whether it knows all of unions but their length
   */
  Judgement(
      Kinds kinds,
      KindSql kindSql,
      Reasons reasons,
      Places places,
      Ledger ledger,
      boolean plainDistinct,
      boolean plainUnion,
      boolean anyChains) {
    this.kinds = kinds;
    this.kindSql = kindSql;
    this.reasons = reasons;
    this.places = places;
    this.ledger = ledger;
    this.plainDistinct = plainDistinct;
    this.plainUnion = plainUnion;
    this.anyChains = anyChains;
  }

  /** Judges every row, and collects the terms of those that are metered. */
  TermTables judge(Survey survey, Plan plan) throws SQLException {
    TermTables terms = new TermTables();
    survey.tuples(tuple -> judge(survey, plan, terms, tuple));
    return terms;
  }

  /** The tuples whose rows must be kept out of further counting. */
  List<Long> leftOut() {
    return leftOut;
  }

  private Known known(Plan plan, Survey.Tuple tuple) {
    return known
        .computeIfAbsent(tuple.usageType(), type -> new HashMap<>())
        .computeIfAbsent(
            tuple.words(),
            words -> {
              Kinds.Type type = kinds.types().get(tuple.usageType());
              Kind kind = kinds.kind(tuple.usageType(), kindSql.mask(type, words));
              return new Known(type, kind, plan.of(kind));
            });
  }

  private void judge(Survey survey, Plan plan, TermTables terms, Survey.Tuple tuple) {
    Integer owner = places.owner(tuple.account());
    if (owner == null) {
      ledger
          .strays()
          .reject(
              Reasons.unknownAccount(String.valueOf(tuple.account())),
              tuple.records(),
              tuple.example());
      return;
    }
    ledger.countRecords(owner, tuple.records());
    Known known = known(plan, tuple);
    Kinds.Type type = known.type();
    Kind kind = known.kind();
    List<Line> lines = known.lines();
    String reason = reason(owner, tuple, type, kind, lines);
    if (reason != null) {
      boolean near = (type != null && type.isHolding()) ? tuple.touches() : tuple.starts();
      if (near) {
        ledger.facts(owner).reject(reason, tuple.records(), tuple.example());
      } else {
        ledger.countOutOfPeriod(owner, tuple.records());
      }
      if (places.instance(owner, tuple.instance()) != null
          && lines.stream().anyMatch(line -> line.way() != Way.NONE && line.way() != Way.RECORD)) {
        leftOut.add(tuple.number());
      }
      return;
    }
    boolean counted = false;
    for (Line line : lines) {
      counted |= line.way() == Way.HELD ? tuple.touches() : tuple.starts();
      enter(survey, owner, tuple, line);
    }
    if (!counted) {
      ledger.countOutOfPeriod(owner, tuple.records());
    }
    terms.add(tuple.usageType(), tuple.words(), lines);
  }

  /** Tuples with a term for chains, by signature. */
  Map<Long, Survey.Tuple> chained() {
    return chained;
  }

  /** Signatures that tuples share which are not alike: a hash may do that, if hardly ever. */
  Set<Long> ambiguous() {
    return ambiguous;
  }

  @Nullable Integer owner(Survey.Tuple tuple) {
    return places.owner(tuple.account());
  }

  /** The lines of a tuple that was judged. */
  List<Line> lines(Survey.Tuple tuple) {
    Map<List<Long>, Known> kinds = known.getOrDefault(tuple.usageType(), Map.of());
    Known kind = kinds.get(tuple.words());
    return kind == null ? List.of() : kind.lines();
  }

  private void remember(Survey.Tuple tuple) {
    Survey.Tuple other = chained.putIfAbsent(tuple.signature(), tuple);
    if (other != null && !other.isLike(tuple)) {
      ambiguous.add(tuple.signature());
    }
  }

  private void enter(Survey survey, int owner, Survey.Tuple tuple, Line line) {
    boolean known =
        switch (line.way()) {
          case NONE, HELD -> false;
          case RECORD -> true;
          case CHAIN -> !tuple.wide();
          case DISTINCT -> plainDistinct;
          case UNION -> plainUnion && !line.isPause();
        };
    if (!known || !tuple.starts()) {
      return;
    }
    if (line.way() == Way.CHAIN && anyChains) {
      remember(tuple);
    }
    boolean sums = line.way() == Way.RECORD || line.way() == Way.CHAIN;
    ledger
        .facts(owner)
        .add(
            key(owner, tuple, line, tuple.slice()),
            sums ? survey.quantity(tuple, Formula.of(line)) : BigDecimal.ZERO,
            line.ordinal() == 0 ? tuple.records() : 0,
            tuple.example(),
            line.sources());
  }

  /** The fact that a tuple's records belong to, in a slice. */
  Facts.Key key(int owner, Survey.Tuple tuple, Line line, int slice) {
    return new Facts.Key(
        line.charge(),
        line.overAccount() ? null : tuple.instance(),
        line.byCountry() ? tuple.country() : null,
        line.byNumberType() ? tuple.numberType() : null,
        tuple.tags(),
        ledger.slice(owner, slice));
  }

  private @Nullable String reason(
      int owner, Survey.Tuple tuple, Kinds.@Nullable Type type, Kind kind, List<Line> lines) {
    return reasons.of(
        new Reasons.Traits(
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
            KindSql.isMany(tuple.given())),
        lines);
  }

  private static @Nullable String objection(Kinds.@Nullable Type type, @Nullable String coded) {
    if (coded == null || type == null) {
      return null;
    }
    int bar = coded.indexOf('|');
    Condition condition = type.checks().get(Integer.parseInt(coded.substring(0, bar))).condition();
    return Kinds.objection(condition.attribute(), coded.substring(bar + 1), condition.toString());
  }
}
