package dev.tarife.metering.terms;

import dev.tarife.metering.input.Columns;
import dev.tarife.model.Quantity;
import dev.tarife.model.Source;
import dev.tarife.table.MeteringRow.Counting;
import dev.tarife.table.MeteringRow.Measure;
import dev.tarife.table.MeteringRow.MinimumPer;
import dev.tarife.table.MeteringRow.Over;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The terms of each kind, sorted into the ways of counting. */
public final class CountingPlan {
  /** How the records of a term are brought together. */
  public enum Way {
    /** Not charged, and that is meant. */
    NONE,
    /** Each record by itself. */
    RECORD,
    /** The records of a chain. */
    CHAIN,
    DISTINCT,
    UNION,
    HELD,
    /** One record of the month: the largest or the latest. */
    LEVEL
  }

  /**
   * A term made ready.
   *
   * @param ordinal which it is among the terms of its kind that feed the same fact, from 0; only in
   *     the first does a record count among the records of the fact
   */
  public record Line(
      Way way,
      String charge,
      Measure measure,
      Counting counting,
      boolean overAccount,
      @Nullable Quantity minimum,
      @Nullable Quantity increment,
      boolean perResource,
      boolean byCountry,
      boolean byNumberType,
      List<String> needs,
      List<Source> sources,
      int ordinal) {

    public boolean isPause() {
      return measure == Measure.PAUSED_SECONDS;
    }

    private String fact() {
      return way
          + "|"
          + charge
          + "|"
          + byCountry
          + byNumberType
          + (way == Way.HELD ? counting : "")
          + (way == Way.UNION ? isPause() : "")
          + (way == Way.DISTINCT || way == Way.LEVEL ? overAccount : "")
          + (way == Way.LEVEL ? counting + " " + perResource : "");
    }

    private boolean mergesWith(Line other) {
      return switch (way) {
        case NONE, DISTINCT, UNION, HELD -> true;
        case LEVEL -> measure == other.measure;
        case RECORD, CHAIN -> false;
      };
    }
  }

  private static final Comparator<Term> ORDER =
      Comparator.comparing(Term::source)
          .thenComparing(term -> term.charge() == null ? "" : term.charge())
          .thenComparing(term -> term.toString());

  private final Map<Kind, List<Line>> lines = new HashMap<>();

  public CountingPlan(Collection<Term> terms) {
    for (Term term : terms.stream().distinct().sorted(ORDER).toList()) {
      add(lines.computeIfAbsent(term.kind(), kind -> new ArrayList<>()), line(term));
    }
  }

  /** The lines of a kind in the order of the table; none: no row matches. */
  public List<Line> of(Kind kind) {
    return lines.getOrDefault(kind, List.of());
  }

  /** The kinds that have lines. */
  public Set<Kind> kinds() {
    return lines.keySet();
  }

  /** Every line of every kind. */
  public Stream<Line> all() {
    return lines.values().stream().flatMap(List::stream);
  }

  /** Whether anything is taken out of intervals. */
  public boolean hasPauses() {
    return all().anyMatch(Line::isPause);
  }

  /** Some lines of a kind, of which the first of each fact counts the records again. */
  static List<Line> numbered(List<Line> some) {
    List<Line> lines = new ArrayList<>();
    some.forEach(line -> add(lines, copy(line, line.needs(), line.sources(), 0)));
    return lines;
  }

  private static void add(List<Line> lines, Line line) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      Line other = lines.get(i);
      if (!other.fact().equals(line.fact())) {
        continue;
      }
      if (line.mergesWith(other)) {
        lines.set(i, merged(other, line));
      } else {
        lines.add(copy(line, line.needs(), line.sources(), other.ordinal() + 1));
      }
      return;
    }
    lines.add(line);
  }

  private static Line merged(Line a, Line b) {
    TreeSet<Source> sources = new TreeSet<>(a.sources());
    sources.addAll(b.sources());
    TreeSet<String> needs = new TreeSet<>(a.needs());
    needs.addAll(b.needs());
    return copy(a, List.copyOf(needs), List.copyOf(sources), 0);
  }

  private static Line copy(Line line, List<String> needs, List<Source> sources, int ordinal) {
    return new Line(
        line.way(),
        line.charge(),
        line.measure(),
        line.counting(),
        line.overAccount(),
        line.minimum(),
        line.increment(),
        line.perResource(),
        line.byCountry(),
        line.byNumberType(),
        needs,
        sources,
        ordinal);
  }

  private static Line line(Term term) {
    Way way = way(term);
    return new Line(
        way,
        term.charge() == null ? "" : term.charge(),
        term.measure(),
        term.counting(),
        term.counting().runsOverSomething() && term.over() == Over.ACCOUNT,
        term.minimum(),
        term.increment(),
        term.minimumPer() == MinimumPer.CHAIN_AND_RESOURCE || term.over() == Over.RESOURCE,
        term.dimensions().contains(Columns.COUNTRY),
        term.dimensions().contains(Columns.NUMBER_TYPE),
        term.needs().stream().distinct().sorted().toList(),
        List.of(term.source()),
        0);
  }

  private static Way way(Term term) {
    if (term.charge() == null) {
      return Way.NONE;
    }
    return switch (term.counting()) {
      case SUM -> term.minimumPer() == MinimumPer.RECORD ? Way.RECORD : Way.CHAIN;
      case DISTINCT -> Way.DISTINCT;
      case UNION -> Way.UNION;
      case DAYS, HOURS, PRORATED_DAYS -> Way.HELD;
      case LARGEST, LATEST -> Way.LEVEL;
    };
  }
}
