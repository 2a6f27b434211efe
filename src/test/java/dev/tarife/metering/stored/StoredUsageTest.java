package dev.tarife.metering.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.duckdb.Duck;
import dev.tarife.metering.Fixture;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.metering.input.HashSettings;
import dev.tarife.metering.input.UsageReader;
import dev.tarife.metering.stored.UsageIntake.Outcome;
import dev.tarife.metering.terms.RecordContent;
import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import dev.tarife.model.Period;
import dev.tarife.model.UsageColumns;
import dev.tarife.model.UsageRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Stored usage is what a map from ids to records would be, and is read month by month. */
class StoredUsageTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final RecordContent CONTENT = RecordContent.whole("1", Fixture.TABLES);
  private static final Set<String> HOLDINGS = Set.of("number");
  private static final List<YearMonth> MONTHS =
      List.of(YearMonth.of(2024, 4), YearMonth.of(2024, 5), YearMonth.of(2024, 6));

  private static BulkMeter.Options options(Path folder) {
    return new BulkMeter.Options(folder, "256MB", 1, List.of());
  }

  /** An account's usage, stored and in memory. */
  private static final class Account {
    private final Path folder;
    private final HashSettings tuning;
    private final List<Segment> segments = new ArrayList<>();
    private final Map<String, Kept> records = new LinkedHashMap<>();
    private final SortedMap<String, Segment.Count> months = new TreeMap<>();
    private long batch;
    private int files;

    private record Kept(UsageRecord record, long batch) {}

    Account(Path folder, HashSettings tuning) {
      this.folder = folder;
      this.tuning = tuning;
    }

    Path file(String ending) {
      return folder.resolve("file-" + files++ + ending);
    }

    Outcome take(Path file) {
      try (UsageIntake intake = UsageIntake.read(file, "1", options(folder), tuning)) {
        Outcome outcome =
            intake.meet(
                segments, CONTENT, batch + 1, number -> "batch-" + number, () -> file(".parquet"));
        batch++;
        Segment segment = outcome.segment();
        if (segment != null) {
          segments.add(segment);
          segment
              .months()
              .forEach((month, count) -> months.merge(month, count, Segment.Count::plus));
        }
        return outcome;
      }
    }

    void merge() {
      if (segments.size() > 1) {
        try (StoredUsage usage = StoredUsage.open(options(folder), tuning)) {
          Segment merged = usage.merge(segments, () -> file(".parquet"));
          segments.clear();
          segments.add(merged);
        }
      }
    }

    /** Takes records in as they come, as the contract says; the lines of those at fault. */
    Set<Integer> expect(List<UsageRecord> delivery, long[] counts) {
      Map<String, Kept> now = new LinkedHashMap<>(records);
      Set<Integer> faults = new TreeSet<>();
      for (int i = 0; i < delivery.size(); i++) {
        UsageRecord record = delivery.get(i);
        Kept known = now.get(record.recordId());
        if (known == null) {
          now.put(record.recordId(), new Kept(record, batch + 1));
          counts[0]++;
        } else if (later(record.updatedAt(), known.record().updatedAt())) {
          now.put(record.recordId(), new Kept(record, batch + 1));
          counts[1]++;
        } else if (!CONTENT.isSame(known.record().withUpdatedAt(null), record.withUpdatedAt(null))
            && (record.updatedAt() == null
                || !later(known.record().updatedAt(), record.updatedAt()))) {
          faults.add(i);
        }
      }
      if (faults.isEmpty()) {
        records.clear();
        records.putAll(now);
      }
      return faults;
    }

    private static boolean later(@Nullable Instant one, @Nullable Instant other) {
      return one != null && (other == null || one.isAfter(other));
    }

    private static boolean concerns(UsageRecord record, Period period) {
      boolean before = record.startTime().isBefore(period.start());
      Instant end = record.endTime();
      return before
          ? HOLDINGS.contains(record.usageType()) && (end == null || end.isAfter(period.start()))
          : record.startTime().isBefore(period.end());
    }

    void check() {
      SortedMap<String, Long> starting = new TreeMap<>();
      records
          .values()
          .forEach(
              kept ->
                  starting.merge(
                      kept.record().startTime().toString().substring(0, 7), 1L, Long::sum));
      SortedMap<String, Long> counted = new TreeMap<>();
      months.forEach((month, count) -> counted.put(month, count.records() - count.replaced()));
      counted.values().removeIf(count -> count == 0);
      assertThat(counted).isEqualTo(starting);
      for (YearMonth month : MONTHS) {
        check(new Period(month));
      }
    }

    private void check(Period period) {
      // Segments of other months need not be read: what matters is in those of this one.
      List<Segment> some =
          segments.stream()
              .filter(
                  segment ->
                      segment.months().containsKey(period.toString())
                          || segment.months().isEmpty()
                          || segment.spans().stream()
                              .anyMatch(
                                  span ->
                                      HOLDINGS.contains(span.usageType())
                                          && span.starts() < period.start().getEpochSecond()
                                          && (span.ends() == null
                                              || span.ends() > period.start().getEpochSecond())))
              .toList();
      boolean replaced = some.stream().anyMatch(segment -> segment.replacing() > 0);
      StoredUsage.Asked asked = new StoredUsage.Asked(some, replaced, period, HOLDINGS);
      Path target = file(".parquet");
      try (StoredUsage usage = StoredUsage.open(options(folder), tuning)) {
        long written = usage.write(asked, null, Set.of(), target);
        SortedMap<String, Map<String, String>> expected = new TreeMap<>();
        records.values().stream()
            .filter(kept -> concerns(kept.record(), period))
            .forEach(kept -> expected.put(kept.record().recordId(), texts(kept.record())));
        SortedMap<String, Map<String, String>> read = new TreeMap<>();
        if (written > 0) {
          UsageReader.read(target).forEach(one -> read.put(one.recordId(), texts(one)));
        }
        assertThat(read).isEqualTo(expected);
        assertThat(written).isEqualTo(expected.size());
        long after = batch / 2;
        assertThat(usage.since(asked, after))
            .isEqualTo(
                records.values().stream()
                    .filter(kept -> concerns(kept.record(), period) && kept.batch() > after)
                    .count());
      }
    }

    private static Map<String, String> texts(UsageRecord record) {
      Map<String, String> texts = new TreeMap<>(UsageColumns.of(record));
      for (String column : UsageColumns.DECIMALS) {
        texts.computeIfPresent(
            column,
            (name, text) -> new java.math.BigDecimal(text).stripTrailingZeros().toPlainString());
      }
      return texts;
    }
  }

  private static UsageRecord record(Random random, int ids) {
    Instant start =
        Instant.parse("2024-0" + (4 + random.nextInt(3)) + "-06T09:00:00Z")
            .plusNanos(random.nextInt(3) * 500_000_000L);
    UsageRecord.Builder record =
        UsageRecord.of(
            "r" + random.nextInt(ids),
            "main",
            random.nextInt(3) == 0 ? "number" : "voice-inbound",
            start);
    if (random.nextBoolean()) {
      record.endTime(start.plusSeconds(random.nextInt(40) * 86_400L));
    }
    if (random.nextBoolean()) {
      record.quantity(new java.math.BigDecimal(random.nextBoolean() ? "60" : "60.5"));
    }
    if (random.nextInt(4) == 0) {
      record.attribute(
          random.nextBoolean() ? "tag:team" : "Queue, \"first\"", "value\n" + random.nextInt(2));
    }
    if (random.nextInt(4) > 0) {
      record.updatedAt(Instant.parse("2024-07-0" + (1 + random.nextInt(3)) + "T00:00:00Z"));
    }
    return record.build();
  }

  private static void write(Path file, List<UsageRecord> records, boolean json) {
    Set<String> columns = new TreeSet<>(UsageColumns.REQUIRED);
    records.forEach(record -> columns.addAll(UsageColumns.of(record).keySet()));
    StringBuilder text = new StringBuilder();
    if (!json) {
      text.append(String.join(",", columns.stream().map(StoredUsageTest::quoted).toList()))
          .append('\n');
    }
    for (UsageRecord record : records) {
      Map<String, String> values = UsageColumns.of(record);
      text.append(
              json
                  ? JSON.writeValueAsString(values)
                  : String.join(
                      ",",
                      columns.stream()
                          .map(column -> quoted(values.getOrDefault(column, "")))
                          .toList()))
          .append('\n');
    }
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String quoted(String value) {
    return value.matches("[\\w:.-]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
  }

  @Property(seed = "20240501", tries = 5, shrinking = ShrinkingMode.OFF)
  void deliveriesOfAnyOrderStoreWhatAMapWould(@ForAll long seed) throws IOException {
    deliver(new Random(seed), HashSettings.STANDARD);
  }

  @Property(seed = "20240502", tries = 5, shrinking = ShrinkingMode.OFF)
  void idsOfOneHashAreToldApart(@ForAll long seed) throws IOException {
    deliver(
        new Random(seed),
        new HashSettings("hash(%s) % 1", "hash(%s) % 9973", "md5_number_lower(%s) % 2", 3, 0));
  }

  private static void deliver(Random random, HashSettings tuning) throws IOException {
    Account account = new Account(Files.createTempDirectory("stored"), tuning);
    for (int delivery = 0; delivery < 6; delivery++) {
      List<UsageRecord> records = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(8); i++) {
        records.add(record(random, 40));
      }
      if (random.nextInt(3) == 0) {
        account.records.values().forEach(kept -> records.add(kept.record()));
      }
      boolean json = random.nextBoolean();
      Path file = account.file(json ? ".jsonl" : ".csv");
      write(file, records, json);
      long[] counts = {0, 0};
      Set<Integer> faults = account.expect(records, counts);
      if (faults.isEmpty()) {
        Outcome outcome = account.take(file);
        assertThat(List.of(outcome.records(), outcome.added(), outcome.replaced()))
            .isEqualTo(List.of((long) records.size(), counts[0], counts[1]));
      } else {
        assertThatThrownBy(() -> account.take(file))
            .isInstanceOfSatisfying(
                FaultException.class,
                e -> {
                  assertThat(e.findings().list()).hasSameSizeAs(faults);
                  if (json) {
                    assertThat(e.findings().list().stream().map(Finding::place))
                        .extracting(place -> place.row() - 1)
                        .containsExactlyElementsOf(faults);
                  }
                });
      }
      account.check();
      if (random.nextInt(3) == 0) {
        account.merge();
      }
    }
    account.merge();
    account.check(new Period(MONTHS.get(1)));
  }

  @Test
  void everyFormatStoresTheSame() throws Exception {
    Path folder = Files.createTempDirectory("formats");
    String csv =
        """
        record_id,instance,usage_type,start_time,quantity,note
        a,main,voice-inbound,2024-05-06T09:00:00Z,60.50,
        b,main,voice-inbound,2024-05-06T12:00:00+03:00,60,"two
        lines"
        """;
    Account account = new Account(folder, HashSettings.STANDARD);
    Path plain = Files.writeString(account.file(".csv"), csv);
    assertThat(account.take(plain).added()).isEqualTo(2);
    Path packed = account.file(".csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(csv.getBytes(StandardCharsets.UTF_8));
    }
    Path parquet = account.file(".parquet");
    try (Connection connection = Duck.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT 'a' AS record_id, 'main' AS instance, 'voice-inbound' AS usage_type,"
              + " TIMESTAMP '2024-05-06 09:00:00' AS start_time, CAST(60.5 AS DECIMAL(9, 3)) AS quantity)"
              + " TO '"
              + parquet
              + "' (FORMAT parquet)");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    Path json =
        Files.writeString(
            account.file(".jsonl"),
            "{\"record_id\":\"b\",\"instance\":\"main\",\"usage_type\":\"voice-inbound\","
                + "\"start_time\":\"2024-05-06T09:00:00Z\",\"quantity\":60.0,\"note\":\"two\\nlines\"}\n");
    for (Path again : List.of(packed, parquet, json)) {
      Outcome outcome = account.take(again);
      assertThat(List.of(outcome.added(), outcome.replaced())).as("%s", again).containsOnly(0L);
      assertThat(outcome.segment()).isNull();
    }
    assertThat(account.segments).hasSize(1);
    assertThat(account.segments.get(0).attributes()).containsExactly("note");

    Path other = Files.writeString(account.file(".csv"), csv.replace("60,", "61,"));
    assertThatThrownBy(() -> account.take(other))
        .hasMessageContaining(
            ":3: the record b is not the one that came before: quantity is (61) here and (60) in"
                + " batch 1 (batch-1:3)");
  }

  @Test
  void whatCannotBeStoredIsRefusedByLine() throws IOException {
    Account account = new Account(Files.createTempDirectory("refused"), HashSettings.STANDARD);
    String header = "record_id,account,instance,usage_type,start_time\n";
    String rest = ",main,voice-inbound,2024-05-06T09:00:00Z\n";
    Path elsewhere = Files.writeString(account.file(".csv"), header + "a,1" + rest + "b,2" + rest);
    assertThatThrownBy(() -> account.take(elsewhere))
        .hasMessageContaining(":3: the account (2) is not the one this was sent to, 1");
    Path longId = Files.writeString(account.file(".csv"), header + "x".repeat(513) + ",1" + rest);
    assertThatThrownBy(() -> account.take(longId)).hasMessageContaining(":2: the record is longer");
    Path wrong =
        Files.writeString(account.file(".csv"), header + "a,1" + rest.replace("2024", "x"));
    assertThatThrownBy(() -> account.take(wrong)).hasMessageContaining(":2: start_time (x-05");
    StringBuilder wide = new StringBuilder(header.strip());
    for (int i = 0; i <= 1000; i++) {
      wide.append(",c").append(i);
    }
    Path many =
        Files.writeString(
            account.file(".csv"), wide + "\na,1" + rest.strip() + ",1".repeat(1001) + "\n");
    assertThatThrownBy(() -> account.take(many)).hasMessageContaining("has 1001 columns");
    assertThat(account.segments).isEmpty();
  }
}
