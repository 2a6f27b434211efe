package dev.tarife.metering.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.duckdb.Database;
import dev.tarife.metering.Splits;
import dev.tarife.metering.terms.CountingPlan.Line;
import dev.tarife.metering.terms.CountingPlan.Way;
import dev.tarife.metering.terms.MonthBounds;
import dev.tarife.metering.terms.NumberScale;
import dev.tarife.metering.terms.RoundingFormula;
import dev.tarife.metering.terms.UsageKinds;
import dev.tarife.model.Origin;
import dev.tarife.model.Period;
import dev.tarife.model.Quantity;
import dev.tarife.model.Source;
import dev.tarife.table.MeteringRow.Counting;
import dev.tarife.table.MeteringRow.Measure;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each statement of counting, on a handful of rows. Times are nanoseconds from 1 May 2024 on. */
class CountingStatementsTest {
  private static final UsageKinds.Type TYPE = new UsageKinds.Type("usage", 0, List.of(), false);
  private static final Period MAY = new Period(YearMonth.of(2024, 5));

  @TempDir Path folder;
  private Database database;
  private @Nullable TermTable terms;

  @BeforeEach
  void open() throws SQLException {
    database = Database.open(folder, new Database.Limits("256MB", 1));
    database.run(
        """
        CREATE MACRO second(s) AS 1714521600000000000 + CAST(s AS BIGINT) * 1000000000;
        CREATE MACRO day(d) AS 1714521600000000000 + CAST(d - 1 AS BIGINT) * 86400000000000""");
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @Test
  void recordsAreRoundedBeforeTheirGroupIsSummed() throws SQLException {
    // The groups hold sums of rounded records. A record of a chain counts only where it is alone.
    CountingStatements statements =
        statements(line(Way.RECORD, "task", null), line(Way.CHAIN, "voice", Quantity.of(10)));
    database.run(
        """
        CREATE TABLE metered_group AS
        SELECT 0 AS kind_no, 0 AS account_no, 0 AS instance_no, 'US' AS country,
          NULL AS number_type, CAST(NULL AS INTEGER) AS tag_no, 0 AS slice, *
        FROM (VALUES
          (true, false, 2, 'a', 7, 20),
          (true, true, 2, 'c', 8, 20),
          (false, false, 1, 'x', 1, 10)) rows (starts, in_chain, records, example, billed_0, billed_1)""");
    assertThat(counted(statements.of(Way.RECORD)))
        .containsExactly("task: 15 of 4, a", "voice: 20 of 2, a");
  }

  /** A number has 127 bits for sources; more are a text of bits. */
  @ParameterizedTest
  @ValueSource(ints = {1, 127, 128, 300})
  void eachSourceOfAQuantityIsKept(int count) throws SQLException {
    List<Source> sources =
        IntStream.range(0, count)
            .mapToObj(i -> new Source(new Origin("metering.xlsx", "Metering", i + 2), "row " + i))
            .toList();
    TermTable written =
        write(
            List.of(
                sources.stream().map(source -> lineOf("task", source)).toList(),
                List.of(lineOf("case", sources.get(count - 1)))));
    database.run(
        """
        CREATE TABLE metered_group AS
        SELECT 0 AS account_no, 0 AS instance_no, NULL AS country, NULL AS number_type,
          CAST(NULL AS INTEGER) AS tag_no, 0 AS slice, true AS starts, false AS in_chain,
          1 AS records, 'a' AS example, 1 AS billed_0, 1 AS billed_1, *
        FROM (VALUES (0), (1)) groups (kind_no)""");
    new FactTable(database, written.sourceType())
        .add(new CountingStatements(month(), needs(), written, false).of(Way.RECORD));
    List<List<Source>> kept = new ArrayList<>();
    database.rows(
        "SELECT CAST(source_bits AS VARCHAR) FROM fact ORDER BY charge_no DESC",
        row -> kept.add(written.sources(row.getString(1))));
    assertThat(kept).containsExactly(sources, List.of(sources.get(count - 1)));
  }

  @Test
  void chainsAreRoundedBeforeTheyAreSummed() throws SQLException {
    CountingStatements statements = statements(line(Way.CHAIN, "voice", Quantity.of(10)));
    database.run(
        """
        CREATE TABLE metered_chain AS
        SELECT 0 AS kind_no, 0 AS account_no, 0 AS instance_no, 'US' AS country,
          NULL AS number_type, CAST(NULL AS INTEGER) AS tag_no, 0 AS slice, true AS starts, *
        FROM (VALUES (4, 'a', 0, 25), (2, 'k', 0, 10)) chains (records, example, billed_0, billed_1)""");
    assertThat(counted(statements.of(Way.CHAIN))).containsExactly("voice: 35 of 6, a");
  }

  @Test
  void chainOfSeveralKindsIsSummedByChargeAndBelongsToItsFirstRecord() throws SQLException {
    CountingStatements statements = statements(line(Way.CHAIN, "voice", Quantity.of(10)));
    database.run(
        """
        CREATE TABLE mixed_chain AS SELECT chain_hash FROM (VALUES (1), (2)) chains (chain_hash);
        CREATE TABLE metered_part AS
        SELECT 0 AS kind_no, 0 AS account_no, 0 AS instance_no, NULL AS number_type, CAST(NULL AS INTEGER) AS tag_no,
          NULL AS resource, *
        FROM (VALUES
          (1, 'c1', 'US', second(0), 1, 'a', 4),
          (1, 'c1', 'DE', second(9), 2, 'b', 3),
          (2, 'c2', 'US', second(-1), 1, 'x', 50),
          (2, 'c2', 'DE', second(1), 1, 'y', 50),
          (3, 'c3', 'US', second(5), 2, 'z', 50))
          parts (chain_hash, chain_id, country, first_ns, records, example, amount)""");
    assertThat(counted(statements.mixedChains())).containsExactly("voice: 10 of 3, a");
  }

  @Test
  void distinctResourcesCountOnceAMonth() throws SQLException {
    CountingStatements statements = statements(line(Way.DISTINCT, "agent", null));
    rowsOfResources();
    assertThat(counted(statements.of(Way.DISTINCT))).containsExactly("agent: 2");
  }

  @Test
  void distinctResourcesKnowTheirSlicesWherePricesChange() throws SQLException {
    TermTable written = terms(line(Way.DISTINCT, "agent", null));
    MonthBounds month =
        new MonthBounds(MAY, new TreeSet<>(Set.of(MAY.from(), LocalDate.parse("2024-05-11"))));
    rowsOfResources();
    List<String> counted =
        counted(new CountingStatements(month, needs(), written, false).of(Way.DISTINCT));
    assertThat(counted).containsExactly("agent: 1 of 1, b", "agent: 1 of 2, a in 3");
  }

  private void rowsOfResources() throws SQLException {
    database.run(
        """
        CREATE TABLE metered_row AS
        SELECT 0 AS kind_no, 'usage' AS usage_type, 0 AS account_no, 0 AS instance_no,
          NULL AS country, NULL AS number_type, CAST(NULL AS INTEGER) AS tag_no, second(0) AS start_ns, *
        FROM (VALUES
          ('a', 'ayse', 0, true),
          ('b', 'can', 0, true),
          ('c', 'ayse', 1, true),
          ('d', 'deniz', 0, false)) rows (record_id, resource_id, slice, starts)""");
  }

  @Test
  void intervalsOfOneResourceCountOnceWhereTheyOverlap() throws SQLException {
    CountingStatements statements = statements(line(Way.UNION, "recording", null));
    rowsOfIntervals("0");
    // 0 to 15 seconds, and 20 to 30.
    assertThat(counted(statements.of(Way.UNION))).containsExactly("recording: 25000000000");
  }

  @Test
  void pausesAreTakenOutOfIntervals() throws SQLException {
    Line recording = line(Way.UNION, "recording", null);
    Line pause = line(Way.UNION, "recording", Measure.PAUSED_SECONDS, Counting.UNION, null);
    TermTable written = write(List.of(List.of(recording), List.of(pause)));
    // The third row is a pause from 20 to 30 seconds: only what it covers of the others is taken.
    rowsOfIntervals("CASE WHEN record_id = 'c' THEN 1 ELSE 0 END");
    database.run("UPDATE metered_row SET end_ns = second(24) WHERE record_id = 'b'");
    List<String> counted =
        counted(new CountingStatements(month(), needs(), written, false).of(Way.UNION));
    assertThat(counted).containsExactly("recording: 20000000000 of 2, a");
  }

  private void rowsOfIntervals(String kind) throws SQLException {
    database.run(
        """
        CREATE TABLE metered_row AS
        SELECT %s AS kind_no, 'usage' AS usage_type, 0 AS account_no, 0 AS instance_no,
          NULL AS country, NULL AS number_type, CAST(NULL AS INTEGER) AS tag_no, 'ayse' AS resource_id, 0 AS slice,
          true AS starts, *
        FROM (VALUES
          ('a', second(0), second(10)),
          ('b', second(5), second(15)),
          ('c', second(20), second(30))) rows (record_id, start_ns, end_ns)"""
            .formatted(kind));
  }

  @Test
  void heldThingsCountDaysOfTheMonthOnceEach() throws SQLException {
    CountingStatements statements =
        statements(line(Way.HELD, "number", Measure.AMOUNT, Counting.DAYS, null));
    database.run(
        """
        CREATE TABLE own_slice AS SELECT 0 AS account, 0 AS slice_no;
        CREATE TABLE metered_row AS
        SELECT 0 AS kind_no, 'usage' AS usage_type, 0 AS account_no, 0 AS instance_no,
          NULL AS country, NULL AS number_type, CAST(NULL AS INTEGER) AS tag_no, true AS touches, 1 AS occurrences,
          NULL::BIGINT AS quantity, *
        FROM (VALUES
          ('a', '+1', day(30), day(33)),
          ('b', '+2', day(1), day(3)),
          ('c', '+2', day(2), day(5))) rows (record_id, resource_id, start_ns, end_ns)""");
    // +1 on 30 and 31 May, +2 on the first four days: six days of 86,400 seconds.
    assertThat(counted(statements.of(Way.HELD))).containsExactly("number: 518400000000000 of 3, a");
  }

  @Test
  void recordsThatArePricedOneByOneAreCountedByWhatEachCounts() throws SQLException {
    terms = new TermTable(new Splits(Set.of(), Set.of("task"), Set.of()));
    write(terms, List.of(List.of(line(Way.RECORD, "task", Quantity.of(5)))));
    CountingStatements statements = new CountingStatements(month(), needs(), terms, false);
    database.run(
        """
        CREATE TABLE metered_group AS
        SELECT 0 AS kind_no, 0 AS account_no, 0 AS instance_no, NULL AS country,
          NULL AS number_type, CAST(NULL AS INTEGER) AS tag_no, 0 AS slice, true AS starts,
          false AS in_chain, 3 AS records, 'a' AS example, 20 AS billed_0, 20 AS billed_1;
        CREATE TABLE metered_row AS
        SELECT 0 AS kind_no, 'usage' AS usage_type, 0 AS account_no, 0 AS instance_no,
          NULL AS country, NULL AS number_type, CAST(NULL AS INTEGER) AS tag_no, 0 AS slice,
          NULL AS resource_id, *
        FROM (VALUES
          ('a', 3, 1, true),
          ('b', 5, 3, true),
          ('c', 8, 1, true),
          ('x', 8, 1, false)) rows (record_id, amount, occurrences, starts)""");
    assertThat(counted(statements.of(Way.RECORD))).isEmpty();
    // 3 counts 5, as each of the three of 5 does.
    counted(statements.apart(Way.RECORD));
    assertThat(apart()).containsExactly("5 × 4 = 20 of 2, a", "8 × 1 = 8 of 1, c");
  }

  @Test
  void chainsThatArePricedOneByOneAreCountedByWhatEachCounts() throws SQLException {
    terms = new TermTable(new Splits(Set.of(), Set.of("voice"), Set.of()));
    write(terms, List.of(List.of(line(Way.CHAIN, "voice", Quantity.of(10)))));
    CountingStatements statements = new CountingStatements(month(), needs(), terms, false);
    database.run(
        """
        CREATE TABLE metered_row AS
        SELECT 0 AS kind_no, 'usage' AS usage_type, 0 AS account_no, 0 AS instance_no,
          NULL AS country, NULL AS number_type, CAST(NULL AS INTEGER) AS tag_no, 1 AS occurrences,
          NULL AS resource_id, *
        FROM (VALUES
          ('a', 'c1', second(0), 4),
          ('b', 'c1', second(9), 30),
          ('c', NULL, second(5), 3),
          ('d', NULL, second(6), 10),
          ('x', 'c2', second(-1), 50),
          ('y', 'c2', second(1), 50)) rows (record_id, chain_id, start_ns, amount)""");
    counted(statements.apart(Way.CHAIN));
    assertThat(apart()).containsExactly("10 × 2 = 20 of 2, c", "34 × 1 = 34 of 2, a");
  }

  private List<String> apart() throws SQLException {
    List<String> apart = new ArrayList<>();
    database.rows(
        "SELECT each, times, units, records, example FROM fact ORDER BY each",
        row ->
            apart.add(
                "%s × %s = %s of %s, %s"
                    .formatted(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5))));
    return apart;
  }

  @Test
  void theLargestCountsWithTheSliceOfItsFirst() throws SQLException {
    CountingStatements statements =
        statements(line(Way.LEVEL, "seats", Measure.AMOUNT, Counting.LARGEST, null));
    rowsOfSeats();
    assertThat(counted(statements.of(Way.LEVEL))).containsExactly("seats: 12 of 4, b in 2");
  }

  @Test
  void theLatestCountsWithItsSlice() throws SQLException {
    CountingStatements statements =
        statements(line(Way.LEVEL, "seats", Measure.AMOUNT, Counting.LATEST, null));
    rowsOfSeats();
    assertThat(counted(statements.of(Way.LEVEL))).containsExactly("seats: 8 of 4, d in 4");
  }

  private void rowsOfSeats() throws SQLException {
    database.run(
        """
        CREATE TABLE metered_row AS
        SELECT 0 AS kind_no, 'usage' AS usage_type, 0 AS account_no, 0 AS instance_no,
          NULL AS country, NULL AS number_type, CAST(NULL AS INTEGER) AS tag_no,
          NULL AS resource_id, *
        FROM (VALUES
          ('a', 10, 0, second(0), true),
          ('b', 12, 1, second(10), true),
          ('c', 12, 2, second(20), true),
          ('d', 8, 2, second(30), true),
          ('e', 99, 0, second(-1), false)) rows (record_id, amount, slice, start_ns, starts)""");
  }

  private static Line line(Way way, String charge, @Nullable Quantity minimum) {
    return line(way, charge, Measure.AMOUNT, Counting.SUM, minimum);
  }

  private static Line line(
      Way way, String charge, Measure measure, Counting counting, @Nullable Quantity minimum) {
    Source source = new Source(new Origin("metering.xlsx", "Metering", 2), "meter usage");
    return line(way, charge, measure, counting, minimum, source);
  }

  private static Line lineOf(String charge, Source source) {
    return line(Way.RECORD, charge, Measure.AMOUNT, Counting.SUM, null, source);
  }

  private static Line line(
      Way way,
      String charge,
      Measure measure,
      Counting counting,
      @Nullable Quantity minimum,
      Source source) {
    return new Line(
        way,
        charge,
        measure,
        counting,
        false,
        minimum,
        null,
        false,
        false,
        false,
        List.of(),
        List.of(source),
        0);
  }

  /** What a statement counts: charge, quantity, records and example, and slices but the first. */
  private List<String> counted(String statement) throws SQLException {
    new FactTable(database, "HUGEINT").add(statement);
    List<String> counted = new ArrayList<>();
    database.rows(
        """
        SELECT charge_no, coalesce(units, billionths), records, example, slice_bits
        FROM fact ORDER BY charge_no, slice_bits""",
        row -> {
          String records = row.getString(3);
          String slices = row.getLong(5) == 1 ? "" : " in " + row.getLong(5);
          counted.add(
              Objects.requireNonNull(terms).charge(row.getInt(1))
                  + ": "
                  + row.getString(2)
                  + (records == null ? "" : " of " + records + ", " + row.getString(4))
                  + slices);
        });
    return counted;
  }

  private CountingStatements statements(Line... lines) throws SQLException {
    return new CountingStatements(month(), needs(), terms(lines), false);
  }

  /** The terms of kind 0. */
  private TermTable terms(Line... lines) throws SQLException {
    return write(List.of(List.of(lines)));
  }

  private TermTable write(List<List<Line>> kinds) throws SQLException {
    return write(new TermTable(), kinds);
  }

  private TermTable write(TermTable written, List<List<Line>> kinds) throws SQLException {
    for (int i = 0; i < kinds.size(); i++) {
      written.add(TYPE, i, 0, kinds.get(i));
    }
    written.write(database, needs());
    terms = written;
    return written;
  }

  private static CountingNeeds needs() {
    List<RoundingFormula> formulas =
        List.of(
            RoundingFormula.of(line(Way.RECORD, "task", null)),
            RoundingFormula.of(line(Way.CHAIN, "voice", Quantity.of(10))));
    return new CountingNeeds(formulas, NumberScale.WHOLE, Set.of());
  }

  private static MonthBounds month() {
    return new MonthBounds(MAY, new TreeSet<>(Set.of(MAY.from())));
  }
}
