package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Duck;
import dev.tarife.metering.input.TextForms;
import dev.tarife.metering.terms.CountingPlan.Line;
import dev.tarife.metering.terms.CountingPlan.Way;
import dev.tarife.metering.terms.NumberScale;
import dev.tarife.metering.terms.RoundingFormula;
import dev.tarife.metering.terms.Term;
import dev.tarife.model.Source;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The terms of the kinds that occur, as tables that rows are joined with: {@code kind} and, for
 * each way of counting, {@code terms_chain} and so on. Charges are numbers there, sources are bits.
 */
final class TermTables {
  private static final int WORD = 60;

  /** A line of a kind. */
  private record Term(int kind, Line line) {}

  /** What is counted in a way. */
  private static final class Counted {
    private final List<Term> terms = new ArrayList<>();
    private final Set<String> types = new TreeSet<>();
  }

  /**
   * A kind, and where some of its records lack what one of its lines needs, which columns they
   * have.
   */
  private record Known(String usageType, List<Long> words, long given) {}

  private final List<Known> kinds = new ArrayList<>();
  private final Map<Way, Counted> ways = new EnumMap<>(Way.class);
  private final List<String> charges = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private final Map<List<Long>, List<Source>> known = new HashMap<>();
  private final Map<Known, Integer> numbers = new LinkedHashMap<>();
  private final boolean byGiven;

  /**
   * Prepares.
   *
   * @param byGiven whether the lines of a kind depend on which columns a record has
   */
  TermTables(boolean byGiven) {
    this.byGiven = byGiven;
  }

  /** Adds a kind and its lines, once. */
  void add(String usageType, List<Long> words, long given, List<Line> lines) {
    Known kind = new Known(usageType, words, byGiven ? given : 0);
    if (numbers.putIfAbsent(kind, kinds.size()) != null) {
      return;
    }
    int number = kinds.size();
    kinds.add(kind);
    for (Line line : lines) {
      Counted counted = ways.computeIfAbsent(line.way(), way -> new Counted());
      counted.types.add(usageType);
      counted.terms.add(new Term(number, line));
      int place = Collections.binarySearch(charges, line.charge(), TextForms.ORDER);
      if (place < 0) {
        charges.add(-place - 1, line.charge());
      }
      line.sources().stream().filter(source -> !sources.contains(source)).forEach(sources::add);
    }
  }

  /** Whether the table {@code kind} tells records of a kind apart by the columns they have. */
  boolean isByGiven() {
    return byGiven;
  }

  boolean has(Way way) {
    return ways.containsKey(way);
  }

  /** Usage types that are counted in a way. */
  Collection<String> types(Way way) {
    Counted counted = ways.get(way);
    return counted == null ? List.of() : counted.types;
  }

  /** Usage types that have a minimum for each resource of a chain. */
  Set<String> typesPerResource() {
    Set<String> types = new TreeSet<>();
    for (Term term : counted(Way.CHAIN).terms) {
      if (term.line().perResource()) {
        types.add(kinds.get(term.kind()).usageType());
      }
    }
    return types;
  }

  /** Numbers of the kinds that have a term of a way, as a list in SQL. */
  String kinds(Way way) {
    return counted(way).terms.stream()
        .map(term -> Integer.toString(term.kind()))
        .distinct()
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** The lines of a way, each once. */
  List<Line> lines(Way way) {
    Counted counted = ways.get(way);
    return counted == null ? List.of() : counted.terms.stream().map(Term::line).distinct().toList();
  }

  static String table(Way way) {
    return "terms_" + way.name().toLowerCase(Locale.ROOT);
  }

  /** Writes the tables of the ways that need rows. */
  void write(Database database, NumberScale ticks) throws SQLException {
    int words = kinds.isEmpty() ? 1 : kinds.get(0).words().size();
    StringBuilder sql = new StringBuilder("CREATE OR REPLACE TEMP TABLE kind (usage_type VARCHAR");
    IntStream.range(0, words).forEach(i -> sql.append(", m").append(i).append(" BIGINT"));
    sql.append(", given BIGINT, kind_no INTEGER)");
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      rows.add(
          "("
              + Duck.text(kinds.get(i).usageType())
              + numbers(kinds.get(i).words())
              + ", "
              + kinds.get(i).given()
              + ", "
              + i
              + ")");
    }
    insert(sql, "kind", rows);
    for (Way way : List.of(Way.CHAIN, Way.DISTINCT, Way.UNION, Way.HELD)) {
      Counted counted = ways.get(way);
      if (counted != null) {
        sql.append("; CREATE OR REPLACE TEMP TABLE ")
            .append(table(way))
            .append(" (kind_no INTEGER");
        sql.append(", charge_no INTEGER, measure INTEGER, least ").append(ticks.type());
        sql.append(", step ").append(ticks.type()).append(", by_country BOOLEAN, by_type BOOLEAN");
        sql.append(", per_resource BOOLEAN, over_account BOOLEAN, pause BOOLEAN, counting VARCHAR");
        sql.append(", ordinal INTEGER").append(sourceTypes()).append(")");
        insert(sql, table(way), counted.terms.stream().map(term -> row(term, ticks)).toList());
      }
    }
    database.run(sql.toString());
  }

  private static void insert(StringBuilder sql, String table, List<String> rows) {
    if (!rows.isEmpty()) {
      sql.append("; INSERT INTO ").append(table).append(" VALUES ");
      sql.append(String.join(", ", rows));
    }
  }

  private String row(Term term, NumberScale ticks) {
    Line line = term.line();
    RoundingFormula formula = RoundingFormula.of(line);
    boolean counts = line.way() == Way.CHAIN;
    return "(%d, %d, %d, %s, %s, %s, %s, %s, %s, %s, '%s', %d%s)"
        .formatted(
            term.kind(),
            Collections.binarySearch(charges, line.charge(), TextForms.ORDER),
            formula.measured().code,
            counts ? formula.least(ticks) : "0",
            counts ? formula.step(ticks) : "1",
            line.byCountry(),
            line.byNumberType(),
            line.perResource(),
            line.overAccount(),
            line.isPause(),
            line.counting().name(),
            line.ordinal(),
            bits(line));
  }

  /**
   * A row of the table {@code entry}.
   *
   * @param column which sum of the survey it takes, or -1
   */
  String entry(int verdict, Line line, int column) {
    return "(%d, %d, %d, %s, %s, %s, %s, %d%s)"
        .formatted(
            verdict,
            Collections.binarySearch(charges, line.charge(), TextForms.ORDER),
            column,
            line.way() == Way.CHAIN,
            line.byCountry(),
            line.byNumberType(),
            line.overAccount(),
            line.ordinal(),
            bits(line));
  }

  private String bits(Line line) {
    long[] bits = new long[words()];
    for (Source source : line.sources()) {
      int bit = sources.indexOf(source);
      bits[bit / WORD] |= 1L << bit % WORD;
    }
    return numbers(Arrays.stream(bits).boxed().toList());
  }

  private static String numbers(List<Long> numbers) {
    return numbers.stream().map(number -> ", " + number).collect(Collectors.joining());
  }

  String charge(int number) {
    return charges.get(number);
  }

  /** The columns of source bits with their types, each after a comma. */
  String sourceTypes() {
    return IntStream.range(0, words())
        .mapToObj(i -> ", s" + i + " BIGINT")
        .collect(Collectors.joining());
  }

  /** The columns of source bits, each in a pattern. */
  String sources(String pattern) {
    return IntStream.range(0, words())
        .mapToObj(i -> ", " + pattern.replace("?", "s" + i) + " AS s" + i)
        .collect(Collectors.joining());
  }

  /** How many columns of source bits there are. */
  int words() {
    return sources.size() / WORD + 1;
  }

  /** The sources whose bits are set in the columns from a first on. */
  List<Source> sources(ResultSet row, int first) throws SQLException {
    List<Long> bits = new ArrayList<>(words());
    for (int i = 0; i < words(); i++) {
      bits.add(row.getLong(first + i));
    }
    return known.computeIfAbsent(bits, this::sources);
  }

  private List<Source> sources(List<Long> bits) {
    Set<Source> set = new TreeSet<>();
    for (int i = 0; i < sources.size(); i++) {
      if ((bits.get(i / WORD) >> i % WORD & 1) != 0) {
        set.add(sources.get(i));
      }
    }
    return List.copyOf(set);
  }

  private Counted counted(Way way) {
    Counted counted = ways.get(way);
    if (counted == null) {
      throw new IllegalArgumentException("Nothing is counted in the way " + way + ".");
    }
    return counted;
  }
}
