package dev.tarife.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.metering.input.Columns;
import dev.tarife.metering.input.Nanos;
import dev.tarife.metering.input.StagedShape;
import dev.tarife.metering.terms.ConditionSql;
import dev.tarife.metering.terms.RowSql;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.Condition;
import dev.tarife.table.Condition.Test;
import dev.tarife.table.LetterCase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/** A condition holds of the same records in memory and in SQL. */
class ConditionsAgreeTest {
  private static final List<@Nullable String> TEXTS =
      Arrays.asList(
          null,
          "",
          "ÖZEL",
          "özel",
          "o\u0308zel",
          "O\u0308ZEL",
          "TITLE",
          "title",
          "tıtle",
          "TİTLE",
          "IŞIK",
          "ışık",
          "ß",
          "ẞ",
          "SS",
          "ΣΟΦΟΣ",
          "σοφος",
          "σοφοσ",
          "ﬁ",
          "FI",
          "Å",
          "\u212B",
          "\uD801\uDC00",
          "\uD801\uDC28",
          "x\uD83D\uDE00Y",
          "X\uD83D\uDE00y",
          "\u2C2F",
          "\u2C5F",
          "ÖZ\uA7C0EL",
          "öz\uA7C0el",
          "100",
          "100.0",
          "99.999999999999999",
          "-1",
          " 100",
          "1e2",
          "many");
  private static final List<String> NUMBERS = List.of("0", "-1", "100", "99.5", "0.000000001");
  private static final List<String> TIMES =
      List.of("2024-05-15", "2024-05-15T09:00:00Z", "1969-12-31T23:59:59Z");
  private static final String COLUMNS =
      "start_ns BIGINT, end_ns BIGINT, updated_ns BIGINT, q BIGINT, q_nano BIGINT, conn BIGINT,"
          + " conn_nano BIGINT, cnt BIGINT, country VARCHAR, a0 VARCHAR, a1 VARCHAR";

  @Example
  void everyCharacterFoldsAlike() throws SQLException {
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT i, "
                    + ConditionSql.folding("chr(i::INT)")
                    + ", "
                    + ConditionSql.folding("('ÖZ' || chr(i::INT) || 'İL')")
                    + " FROM range(1, 1114112) r(i) WHERE i NOT BETWEEN 55296 AND 57343")) {
      int letters = 0;
      while (rows.next()) {
        String letter = Character.toString(rows.getInt(1));
        if (!LetterCase.fold(letter).equals(rows.getString(2))
            || !LetterCase.fold("ÖZ" + letter + "İL").equals(rows.getString(3))) {
          assertThat(rows.getString(2))
              .as("U+%X", rows.getInt(1))
              .isEqualTo(LetterCase.fold(letter));
          assertThat(rows.getString(3)).isEqualTo(LetterCase.fold("ÖZ" + letter + "İL"));
        }
        letters++;
      }
      assertThat(letters).isEqualTo(0x10FFFF - 2048);
    }
  }

  @Property(seed = "20240515", tries = 12, shrinking = ShrinkingMode.OFF)
  void sameInMemoryAndInSql(@ForAll long seed) throws SQLException {
    Random random = new Random(seed);
    List<UsageRecord> records = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      records.add(record(random, i));
    }
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      statement.execute("CREATE TABLE rows (" + COLUMNS + ")");
      try (PreparedStatement insert =
          database.prepareStatement("INSERT INTO rows VALUES (?,?,?,?,?,?,?,?,?,?,?)")) {
        for (UsageRecord record : records) {
          insert(insert, record);
        }
      }
      Set<String> columns =
          Set.of(
              "start_time",
              "end_time",
              "updated_at",
              "quantity",
              "connected_seconds",
              "count",
              "country",
              "first",
              "second");
      RowSql row =
          new RowSql(
              new StagedShape(columns, Set.of("quantity", "connected_seconds")),
              List.of("first", "second"));
      for (Condition condition : conditions(random)) {
        ConditionSql sql = new ConditionSql(row);
        String test = sql.of(condition);
        List<@Nullable Boolean> expected = new ArrayList<>();
        records.forEach(
            record -> expected.add(condition.holds(column -> Columns.text(record, column))));
        List<@Nullable Boolean> found = new ArrayList<>();
        try (ResultSet rows =
            statement.executeQuery("SELECT " + test + " FROM " + sql.prepared("rows", test))) {
          while (rows.next()) {
            found.add((Boolean) rows.getObject(1));
          }
        }
        assertThat(found).as(condition.toString()).isEqualTo(expected);
      }
    }
  }

  private static List<Condition> conditions(Random random) {
    List<Condition> conditions = new ArrayList<>();
    for (String column : List.of("first", "second", "country")) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(25); i++) {
        String text = pick(random, TEXTS);
        if (text != null && !text.isEmpty() && !values.contains(text)) {
          values.add(text);
        }
      }
      conditions.add(new Condition(column, Test.IS_ONE_OF, values));
      conditions.add(new Condition(column, Test.IS_NONE_OF, values));
      conditions.add(new Condition(column, Test.IS_SAME_AS, List.of("second")));
      conditions.add(new Condition(column, Test.IS_NOT_SAME_AS, List.of("first")));
      conditions.add(new Condition(column, Test.IS_GIVEN, List.of()));
      conditions.add(new Condition(column, Test.IS_MISSING, List.of()));
    }
    for (String column : List.of("first", "quantity", "connected_seconds", "count")) {
      for (Test test : List.of(Test.IS_ABOVE, Test.IS_AT_LEAST, Test.IS_BELOW, Test.IS_AT_MOST)) {
        conditions.add(new Condition(column, test, List.of(pick(random, NUMBERS))));
      }
      conditions.add(new Condition(column, Test.IS_ONE_OF, NUMBERS));
      conditions.add(new Condition(column, Test.IS_GIVEN, List.of()));
    }
    for (String column : List.of("start_time", "end_time", "updated_at")) {
      conditions.add(new Condition(column, Test.IS_BEFORE, List.of(pick(random, TIMES))));
      conditions.add(new Condition(column, Test.IS_FROM, List.of(pick(random, TIMES))));
      conditions.add(new Condition(column, Test.IS_MISSING, List.of()));
    }
    return conditions;
  }

  private static UsageRecord record(Random random, int id) {
    Instant start = time(random);
    UsageRecord.Builder record = UsageRecord.of("r" + id, "main", "message", start);
    if (random.nextBoolean()) {
      record.endTime(start.plusNanos(random.nextLong(90_000_000_000_000L)));
    }
    if (random.nextBoolean()) {
      record.updatedAt(time(random));
    }
    if (random.nextBoolean()) {
      record.quantity(number(random));
    }
    if (random.nextBoolean()) {
      record.connectedSeconds(number(random));
    }
    record.count(random.nextInt(3) == 0 ? 100 : 1);
    record.country(pick(random, TEXTS));
    for (String column : List.of("first", "second")) {
      String text = pick(random, TEXTS);
      if (text != null && !text.isEmpty()) {
        record.attribute(column, text);
      }
    }
    return record.build();
  }

  /** The times that conditions name, and a billionth beside them. */
  private static Instant time(Random random) {
    Instant time =
        Instant.parse(
            pick(
                random,
                List.of("2024-05-15T00:00:00Z", "2024-05-15T09:00:00Z", "1969-12-31T23:59:59Z")));
    return time.plusNanos(random.nextInt(3) - 1L);
  }

  private static BigDecimal number(Random random) {
    BigDecimal number = new BigDecimal(pick(random, NUMBERS)).abs();
    return random.nextBoolean() ? number : number.add(new BigDecimal("0.000000001"));
  }

  private static <T> T pick(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static void insert(PreparedStatement insert, UsageRecord record) throws SQLException {
    insert.setObject(1, Nanos.of(record.startTime()));
    insert.setObject(2, record.endTime() == null ? null : Nanos.of(record.endTime()));
    insert.setObject(3, record.updatedAt() == null ? null : Nanos.of(record.updatedAt()));
    number(insert, 4, record.quantity());
    number(insert, 6, record.connectedSeconds());
    insert.setObject(8, record.count());
    String country = record.country();
    insert.setObject(9, country == null || country.isEmpty() ? null : country);
    insert.setObject(10, record.attributes().get("first"));
    insert.setObject(11, record.attributes().get("second"));
    insert.execute();
  }

  private static void number(PreparedStatement insert, int at, @Nullable BigDecimal number)
      throws SQLException {
    insert.setObject(at, number == null ? null : number.longValue());
    insert.setObject(
        at + 1,
        number == null
            ? null
            : number.remainder(BigDecimal.ONE).movePointRight(9).longValueExact());
  }
}
