package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.metering.Splits;
import dev.tarife.metering.input.TextForms;
import dev.tarife.metering.terms.CountingPlan.Line;
import dev.tarife.metering.terms.CountingPlan.Way;
import dev.tarife.metering.terms.RoundingFormula;
import dev.tarife.metering.terms.UsageKinds;
import dev.tarife.model.Source;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The kinds that are metered, and the terms of each, as the tables {@code kind} and {@code term}.
 * Charges are numbers there, in the order of their codes; sources are bits of a number, or of a
 * text of bits where there are more than a number has, which costs several times as much.
 */
final class TermTable {
  /** Bits of a HUGEINT that is not negative. */
  private static final int MOST_BITS = 127;

  /** A metered kind: records of the usage type with these conditions and these columns given. */
  private record MeteredKind(
      UsageKinds.Type type, long conditionBits, long givenBits, List<Line> lines) {}

  private final List<MeteredKind> kinds = new ArrayList<>();
  private final Map<Way, Set<String>> types = new EnumMap<>(Way.class);
  private final TreeSet<String> codes = new TreeSet<>(TextForms.ORDER);
  private final List<String> charges = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private final Map<String, List<Source>> known = new HashMap<>();
  private final Splits splits;

  /** An empty table; nothing is split. */
  TermTable() {
    this(Splits.NONE);
  }

  /**
   * An empty table.
   *
   * @param splits charges whose records, chains or days are kept apart
   */
  TermTable(Splits splits) {
    this.splits = splits;
  }

  /** Adds a kind and its lines; gives its number. */
  int add(UsageKinds.Type type, long conditionBits, long givenBits, List<Line> lines) {
    kinds.add(new MeteredKind(type, conditionBits, givenBits, lines));
    for (Line line : lines) {
      types.computeIfAbsent(line.way(), way -> new TreeSet<>()).add(type.code());
      codes.add(line.charge());
      line.sources().stream().filter(source -> !sources.contains(source)).forEach(sources::add);
    }
    return kinds.size() - 1;
  }

  boolean has(Way way) {
    return types.containsKey(way);
  }

  /** Usage types that are counted in a way. */
  Set<String> types(Way way) {
    return types.getOrDefault(way, Set.of());
  }

  /** All lines of a way. */
  List<Line> lines(Way way) {
    return kinds.stream()
        .flatMap(kind -> kind.lines().stream())
        .filter(line -> line.way() == way)
        .toList();
  }

  /** Usage types of a way's lines whose records, or chains, are kept apart. */
  Set<String> typesByOccurrence(Way way) {
    Set<String> told = new TreeSet<>();
    for (MeteredKind kind : kinds) {
      if (kind.lines().stream().anyMatch(line -> line.way() == way && isByOccurrence(line))) {
        told.add(kind.type().code());
      }
    }
    return told;
  }

  private boolean isByOccurrence(Line line) {
    return (line.way() == Way.RECORD || line.way() == Way.CHAIN)
        && splits.isByOccurrence(line.charge());
  }

  /** Numbers of the charges whose days are kept apart. */
  List<Integer> chargesByDay() {
    return splits.byDay().stream()
        .map(charge -> Collections.binarySearch(charges, charge, TextForms.ORDER))
        .filter(number -> number >= 0)
        .toList();
  }

  /** Whether a charge's days are kept apart. */
  boolean isByDay(int charge) {
    return splits.isByDay(charges.get(charge));
  }

  /** Usage types of a way's lines that have a minimum for each resource of a chain. */
  Set<String> typesPerResource() {
    Set<String> told = new TreeSet<>();
    for (MeteredKind kind : kinds) {
      if (kind.lines().stream().anyMatch(line -> line.way() == Way.CHAIN && line.perResource())) {
        told.add(kind.type().code());
      }
    }
    return told;
  }

  /** Writes the tables. */
  void write(Database database, CountingNeeds needs) throws SQLException {
    charges.addAll(codes);
    database.run(
        """
        CREATE OR REPLACE TEMP TABLE kind (kind_no INTEGER, type_no INTEGER,
          condition_bits BIGINT, given_bits BIGINT, counts_starting BOOLEAN,
          counts_started_records BOOLEAN, counts_held BOOLEAN);
        CREATE OR REPLACE TEMP TABLE term (kind_no INTEGER, way VARCHAR, charge_no INTEGER,
          measure VARCHAR, formula_no INTEGER, minimum HUGEINT, increment HUGEINT,
          by_country BOOLEAN, by_number_type BOOLEAN, per_resource BOOLEAN, over_account BOOLEAN,
          is_pause BOOLEAN, counting VARCHAR, ordinal INTEGER, by_occurrence BOOLEAN,
          by_resource BOOLEAN, source_bits {bits})"""
            .replace("{bits}", sourceType()));
    List<String> kindRows = new ArrayList<>();
    List<String> termRows = new ArrayList<>();
    for (int kind = 0; kind < kinds.size(); kind++) {
      kindRows.add(row(kind, kinds.get(kind)));
      for (Line line : kinds.get(kind).lines()) {
        if (line.way() != Way.NONE) {
          termRows.add(row(kind, line, needs));
        }
      }
    }
    insert(database, "kind", kindRows);
    insert(database, "term", termRows);
  }

  private static void insert(Database database, String table, List<String> rows)
      throws SQLException {
    if (!rows.isEmpty()) {
      database.run("INSERT INTO " + table + " VALUES " + String.join(", ", rows));
    }
  }

  private static String row(int number, MeteredKind kind) {
    boolean held = kind.lines().stream().anyMatch(line -> line.way() == Way.HELD);
    boolean starting = kind.lines().stream().anyMatch(line -> line.way() != Way.HELD);
    boolean records =
        kind.lines().stream().anyMatch(line -> line.way() != Way.HELD && line.way() != Way.CHAIN);
    return "(%d, %d, %d, %d, %s, %s, %s)"
        .formatted(
            number,
            kind.type().number(),
            kind.conditionBits(),
            kind.givenBits(),
            starting,
            records,
            held);
  }

  private String row(int kind, Line line, CountingNeeds needs) {
    RoundingFormula formula = RoundingFormula.of(line);
    boolean isSummed = line.way() == Way.RECORD || line.way() == Way.CHAIN;
    return "(%d, '%s', %d, '%s', %d, %s, %s, %s, %s, %s, %s, %s, '%s', %d, %s, %s, '%s')"
        .formatted(
            kind,
            line.way(),
            Collections.binarySearch(charges, line.charge(), TextForms.ORDER),
            formula.measured().column,
            isSummed ? needs.column(formula) : -1,
            isSummed ? formula.least(needs.scale()) : "0",
            isSummed ? formula.step(needs.scale()) : "1",
            line.byCountry(),
            line.byNumberType(),
            line.perResource(),
            line.overAccount(),
            line.isPause(),
            line.counting(),
            line.ordinal(),
            isByOccurrence(line),
            splits.isByResource(line.charge()),
            bits(line));
  }

  private String bits(Line line) {
    BigInteger bits = BigInteger.ZERO;
    for (Source source : line.sources()) {
      bits = bits.setBit(sources.indexOf(source));
    }
    return isShort()
        ? bits.toString()
        : "0".repeat(sources.size() - bits.bitLength()) + bits.toString(2);
  }

  private boolean isShort() {
    return sources.size() <= MOST_BITS;
  }

  /** The type of columns whose bits are sources. */
  String sourceType() {
    return isShort() ? "HUGEINT" : "BIT";
  }

  String charge(int number) {
    return charges.get(number);
  }

  /** The sources whose bits are set, as the database writes them. */
  List<Source> sources(@Nullable String bits) {
    return bits == null ? List.of() : known.computeIfAbsent(bits, this::sourcesOf);
  }

  private List<Source> sourcesOf(String text) {
    BigInteger bits = new BigInteger(text, isShort() ? 10 : 2);
    Set<Source> set = new TreeSet<>();
    for (int i = 0; i < sources.size(); i++) {
      if (bits.testBit(i)) {
        set.add(sources.get(i));
      }
    }
    return List.copyOf(set);
  }
}
