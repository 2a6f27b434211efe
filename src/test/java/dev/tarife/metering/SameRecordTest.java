package dev.tarife.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.metering.input.Columns;
import dev.tarife.metering.input.UsageReader;
import dev.tarife.model.FaultException;
import dev.tarife.model.UsageRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * The same record twice is one record, whatever the files' formats and columns are and however a
 * value, or a missing one, is written.
 */
class SameRecordTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String COLUMNS = "record_id,instance,usage_type,start_time";

  @TempDir Path folder;

  @Property(seed = "20240501", tries = 8, shrinking = ShrinkingMode.OFF)
  void anyRewritingOfRecordsGivesTheResultOfThemOnce(@ForAll long seed)
      throws IOException, SQLException {
    compare(seed);
  }

  @Tag("slow")
  @Property(seed = "20240501", tries = 60, shrinking = ShrinkingMode.OFF)
  void anyRewritingOfRecordsGivesTheResultOfThemOnceManyTimes(@ForAll long seed)
      throws IOException, SQLException {
    compare(seed);
  }

  private static void compare(long seed) throws IOException, SQLException {
    Random random = new Random(seed);
    List<UsageRecord> records = MetersAgreeTest.records(random, 60, random.nextBoolean());
    Metered expected = Fixture.inMemory(records);
    Path folder = Files.createTempDirectory("same");
    List<Path> files = new ArrayList<>();
    int count = 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      List<UsageRecord> some = new ArrayList<>(records);
      if (i > 0) {
        some.removeIf(record -> random.nextInt(3) == 0);
      }
      Collections.shuffle(some, random);
      files.add(file(folder, i, some, random));
    }
    Collections.shuffle(files, random);
    assertThat(Fixture.bulk(files)).as("seed %s, %s", seed, folder).isEqualTo(expected);
    List<UsageRecord> read = new ArrayList<>();
    files.forEach(file -> read.addAll(UsageReader.read(file)));
    assertThat(Fixture.inMemory(read)).as("seed %s, %s", seed, folder).isEqualTo(expected);
  }

  /** The records in some format, with some order of columns, and some spelling of each value. */
  private static Path file(Path folder, int number, List<UsageRecord> records, Random random)
      throws IOException, SQLException {
    List<Map<String, String>> rows = new ArrayList<>();
    records.forEach(record -> rows.add(texts(record, random)));
    List<String> columns = new ArrayList<>(Columns.CONTRACT);
    rows.forEach(
        row -> row.keySet().stream().filter(c -> !columns.contains(c)).forEach(columns::add));
    columns.removeIf(
        column -> rows.stream().noneMatch(row -> row.containsKey(column)) && random.nextBoolean());
    Columns.REQUIRED.stream().filter(c -> !columns.contains(c)).forEach(columns::add);
    Collections.shuffle(columns, random);
    int format = random.nextInt(3);
    boolean lines = format == 1;
    StringBuilder text = new StringBuilder();
    if (!lines) {
      text.append(String.join(",", columns)).append('\n');
    }
    for (Map<String, String> row : rows) {
      text.append(lines ? json(row, columns, random) : csv(row, columns, random)).append('\n');
    }
    boolean zipped = format < 2 && random.nextBoolean();
    Path file =
        folder.resolve("usage-" + number + (lines ? ".jsonl" : ".csv") + (zipped ? ".gz" : ""));
    try (OutputStream out =
        zipped ? new GZIPOutputStream(Files.newOutputStream(file)) : Files.newOutputStream(file)) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    return format == 2 ? Fixture.parquet(file, false) : file;
  }

  private static String csv(Map<String, String> row, List<String> columns, Random random) {
    List<String> cells = new ArrayList<>();
    for (String column : columns) {
      String value = row.get(column);
      cells.add(
          value == null
              ? random.nextInt(4) == 0 ? "\"\"" : ""
              : random.nextInt(4) == 0 ? "\"" + value + "\"" : value);
    }
    return String.join(",", cells);
  }

  private static String json(Map<String, String> row, List<String> columns, Random random) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (String column : columns) {
      String value = row.get(column);
      if (value != null) {
        boolean number = Columns.DECIMALS.contains(column) && value.length() < 12;
        fields.put(column, number && random.nextBoolean() ? new BigDecimal(value) : value);
      } else if (random.nextBoolean()) {
        fields.put(column, random.nextBoolean() ? null : "");
      }
    }
    return JSON.writeValueAsString(fields);
  }

  private static Map<String, String> texts(UsageRecord record, Random random) {
    Map<String, String> texts = new LinkedHashMap<>();
    put(texts, Columns.RECORD_ID, record.recordId());
    put(
        texts,
        Columns.ACCOUNT,
        record.account() == null && random.nextBoolean() ? Fixture.ACCOUNT.id() : record.account());
    put(texts, Columns.INSTANCE, record.instance());
    put(texts, Columns.USAGE_TYPE, record.usageType());
    put(texts, Columns.START_TIME, time(record.startTime(), random));
    put(texts, Columns.END_TIME, time(record.endTime(), random));
    put(texts, Columns.QUANTITY, number(record.quantity(), random));
    if (record.count() != 1 || random.nextBoolean()) {
      put(texts, Columns.COUNT, record.count() + (random.nextInt(4) == 0 ? ".0" : ""));
    }
    put(texts, Columns.CONNECTED_SECONDS, number(record.connectedSeconds(), random));
    put(
        texts,
        Columns.CONTACT_ID,
        record.contactId() == null && record.count() == 1 && random.nextInt(3) == 0
            ? record.recordId()
            : record.contactId());
    put(texts, Columns.RESOURCE_ID, record.resourceId());
    put(texts, Columns.COUNTRY, record.country());
    put(texts, Columns.NUMBER_COUNTRY, record.numberCountry());
    put(texts, Columns.NUMBER_TYPE, record.numberType());
    put(texts, Columns.UPDATED_AT, time(record.updatedAt(), random));
    texts.putAll(record.attributes());
    texts.values().removeIf(String::isEmpty);
    return texts;
  }

  private static void put(Map<String, String> texts, String column, @Nullable String value) {
    if (value != null) {
      texts.put(column, value);
    }
  }

  private static @Nullable String number(@Nullable BigDecimal number, Random random) {
    if (number == null) {
      return null;
    }
    String plain = String.valueOf(Columns.text(number));
    if (plain.length() < 10 && random.nextBoolean()) {
      return plain.contains(".") ? plain + "0" : plain + ".0";
    }
    return plain;
  }

  private static @Nullable String time(@Nullable Instant time, Random random) {
    if (time == null) {
      return null;
    }
    return switch (random.nextInt(3)) {
      case 0 -> time.toString();
      case 1 -> time.atOffset(ZoneOffset.ofHours(3)).toString();
      default -> time.toString().replace('T', ' ').replace("Z", "");
    };
  }

  @Test
  void aColumnMoreThatIsEmptyDoesNotMatter() throws IOException {
    Path plain = file("a.csv", COLUMNS, "e1,east,message,2024-05-02T10:00:00Z");
    Path more = file("b.csv", COLUMNS + ",end_time,quantity", "e1,east,message,2024-05-02 10:00,,");
    Path again =
        file(
            "c.jsonl",
            "{\"record_id\":\"e1\",\"instance\":\"east\",\"usage_type\":\"message\","
                + "\"start_time\":\"2024-05-02T13:00:00+03:00\",\"quantity\":1.0,"
                + "\"contact_id\":\"e1\",\"country\":null,\"sender\":\"\"}");
    Metered once = Fixture.bulk(List.of(plain));
    assertThat(once.usage()).isNotEmpty();
    assertThat(Fixture.bulk(List.of(plain, more))).isEqualTo(once);
    assertThat(Fixture.bulk(List.of(plain, more, again))).isEqualTo(once);
  }

  @Test
  void aLeftOutQuantityIsTheDurationOfTimedUsageOnly() throws IOException {
    String columns = COLUMNS + ",end_time,quantity";
    String call = "e1,east,voice,2024-05-02T10:00:00Z,2024-05-02T10:01:00Z,";
    Metered once = Fixture.bulk(List.of(file("a.csv", columns, call)));
    assertThat(Fixture.bulk(List.of(file("b.csv", columns, call, call + "60")))).isEqualTo(once);
    String message = "e1,east,message,2024-05-02T10:00:00Z,2024-05-02T10:01:00Z,";
    assertThatThrownBy(() -> Fixture.bulk(List.of(file("c.csv", columns, message, message + "60"))))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("c.csv:3: record_id (e1)")
        .hasMessageContaining("quantity is (60) here and (1) at")
        .hasMessageContaining("c.csv:2");
  }

  @Test
  void aContradictionNamesTheColumnAndBothPlaces() throws IOException {
    Path a = file("a.csv", COLUMNS + ",country", "e1,east,message,2024-05-02T10:00:00Z,");
    Path b = file("b.csv", COLUMNS + ",country", "e1,east,message,2024-05-02T10:00:00Z,US");
    assertThatThrownBy(() -> Fixture.bulk(List.of(a, b)))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("country is (US) here and missing at " + a + ":2")
        .hasMessageContaining(b + ":2: record_id (e1)");
    List<UsageRecord> read = new ArrayList<>(UsageReader.read(a));
    read.addAll(UsageReader.read(b));
    assertThatThrownBy(() -> Fixture.inMemory(read))
        .hasMessageContaining("country is (US) here and missing in the other");
  }

  private Path file(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }
}
