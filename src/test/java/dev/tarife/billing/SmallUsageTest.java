package dev.tarife.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.acceptance.Real;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.metering.bulk.BulkMetered;
import dev.tarife.metering.bulk.SmallMeter;
import dev.tarife.model.FaultException;
import dev.tarife.model.Invoice;
import dev.tarife.model.Period;
import dev.tarife.report.JsonInvoices;
import dev.tarife.table.Condition;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.Tables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A few JSON lines are metered in memory, and nothing but the time tells. */
class SmallUsageTest {
  private static final Period MAY = new Period(YearMonth.of(2024, 5));
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Tables TABLES = Real.tariff().tables();
  private static final TariffEngine ENGINE =
      new TariffEngine(Real.tariff(), null, BulkMeter.Options.standard());
  private static final List<String> TYPES = List.copyOf(TABLES.usageTypes().keySet());
  private static final List<String> REGIONS = List.of("us-east-1", "us-west-2", "eu-central-1");
  private static final List<String> INSTANCES = List.of("one", "two");
  private static final String RECORD =
      "\"record_id\":\"r\",\"instance\":\"one\",\"usage_type\":\"chat-message\","
          + "\"start_time\":\"2024-05-03T10:00:00Z\"";

  private static int tries;
  private static int inMemory;
  private static int charging;

  private Path folder = Path.of("");

  @BeforeTry
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("small");
  }

  @AfterTry
  void removeFolder() throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Property(seed = "20240501", tries = 20, shrinking = ShrinkingMode.OFF)
  void sameInvoicesFromMemoryAndFromTheDatabase(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<String> accounts = accounts(random);
    List<Map<String, Object>> records = records(random, accounts);
    if (random.nextInt(6) == 0) {
      records.get(random.nextInt(records.size())).putAll(unusual(random));
    }
    int cut = random.nextInt(3) == 0 ? records.size() / 2 : records.size();
    write("usage-1.jsonl", records.subList(0, cut));
    if (cut < records.size()) {
      write("usage-2.jsonl", records.subList(cut, records.size()));
    }
    List<String> tags =
        List.of(List.<String>of(), List.of("tag:team"), List.of("tag:team", "tag:nobody"))
            .get(Math.max(0, random.nextInt(6) - 3));

    String expected = rated(ENGINE.inBulk().by(tags));
    String actual = rated(ENGINE.by(tags));

    assertThat(actual).isEqualTo(expected);
    tries++;
    if (isInMemory(tags)) {
      inMemory++;
      charging += expected.contains("\"unit_price\"") ? 1 : 0;
    }
  }

  @AfterContainer
  static void manyWentThroughMemory() {
    if (tries > 0) {
      assertThat(inMemory).as("in memory, of %d", tries).isBetween(tries / 2, tries - 2);
      assertThat(charging).as("charging in memory, of %d", tries).isGreaterThan(tries / 3);
    }
  }

  /** A call from the web counts its seconds, one by telephone those since it was connected. */
  @Example
  void recordsOfAChainAreEachMeasuredAsTheirOwnRowSays() throws IOException {
    accounts(List.of("a"));
    String record =
        "{\"record_id\":\"%s\",\"instance\":\"one\",\"usage_type\":\"%s\",\"contact_id\":\"c\","
            + "\"start_time\":\"2024-05-03T10:0%d:00Z\",%s}\n";
    Files.writeString(
        folder.resolve("usage-1.jsonl"),
        record.formatted("w", "web-call", 0, "\"quantity\":20")
            + record.formatted(
                "v",
                "voice-inbound",
                5,
                "\"quantity\":99,\"connected_seconds\":40,\"country\":\"US\",\"number_type\":\"did\""));
    String invoice = rated(ENGINE);
    assertThat(isInMemory(List.of())).isTrue();
    assertThat(invoice).contains("\"amount\": \"0.018\"");
    assertThat(invoice).isEqualTo(rated(ENGINE.inBulk()));
  }

  /** Each is metered by the database, which says what is wrong, or reads it in its own way. */
  @Example
  void whatIsUnusualIsLeftToTheDatabase() throws IOException {
    accounts(List.of("a"));
    for (String lines :
        List.of(
            "{" + RECORD + ",\"quantity\":\"many\"}",
            "{" + RECORD + ",\"quantity\":-1}",
            "{" + RECORD + ",\"quantity\":1.23456789012345678}",
            "{" + RECORD + ",\"quantity\":1e2}",
            "{" + RECORD + ",\"country\":1e-7}",
            "{" + RECORD + ",\"country\":-0}",
            "{" + RECORD + ",\"country\": 123456789012345678901234567890}",
            "{" + RECORD + ",\"country\":0.0000001}",
            "{" + RECORD + ",\"country\":{\"code\" : \"US\"}}",
            "{" + RECORD + ",\"country\":\"\\u0055S\"}",
            "{" + RECORD + ",\"Quantity\":3}",
            "{" + RECORD + ",\"colour\":null}",
            "{" + RECORD + ",\"quantity\":1,\"quantity\":2}",
            "{" + RECORD + "}\n{" + RECORD + ",\"quantity\":2}",
            "{" + RECORD + "}\n{" + RECORD,
            "{" + RECORD + "} {}",
            "[1]",
            "{\"record_id\":\"r\"}",
            "{" + RECORD + ",\"end_time\":\"2024-05-02\"}",
            "{" + RECORD + ",\"count\":2,\"contact_id\":\"c\"}",
            "{" + RECORD + ",\"tag:team\":\"caf\u00e9\"}\u0000",
            " \n ",
            "")) {
      Files.writeString(folder.resolve("usage-1.jsonl"), lines + (lines.isEmpty() ? "" : "\n"));
      assertThat(isInMemory(List.of())).as(lines).isFalse();
      assertThat(rated(ENGINE)).as(lines).isEqualTo(rated(ENGINE.inBulk()));
    }
    Files.write(
        folder.resolve("usage-1.jsonl"),
        "{\"tag:team\":\"\u00e9\"}".getBytes(StandardCharsets.UTF_16));
    assertThat(rated(ENGINE)).isEqualTo(rated(ENGINE.inBulk())).contains("UTF-8");
    String line = "{" + RECORD.replace("\"r\"", "\"%d\"") + "}\n";
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 2_001; i++) {
      many.append(line.formatted(i));
    }
    Files.writeString(folder.resolve("usage-1.jsonl"), many);
    assertThat(isInMemory(List.of())).isFalse();
    Files.writeString(folder.resolve("usage-1.jsonl"), many.substring(line.length() - 1));
    assertThat(isInMemory(List.of())).isTrue();
    assertThat(rated(ENGINE)).isEqualTo(rated(ENGINE.inBulk()));
  }

  /** With several accounts, a record of none of them, or that names none. */
  @Example
  void recordsOfNoAccountAreLeftToTheDatabase() throws IOException {
    accounts(List.of("a", "b"));
    for (String account : List.of("", ",\"account\":\"c\"", ",\"account\":\"\"")) {
      Files.writeString(folder.resolve("usage-1.jsonl"), "{" + RECORD + account + "}\n");
      assertThat(isInMemory(List.of())).isFalse();
      assertThat(rated(ENGINE)).isEqualTo(rated(ENGINE.inBulk()));
    }
  }

  /** Texts that both ways read alike. */
  @Example
  void whatIsUsualIsMeteredInMemory() throws IOException {
    accounts(List.of("a"));
    for (String more :
        List.of(
            ",\"quantity\":12.50",
            ",\"quantity\":0",
            ",\"quantity\" : \"7.123456789\"",
            ",\"quantity\":12345678.123456",
            ",\"country\":12.50",
            ",\"country\":0",
            ",\"country\":true",
            ",\"country\":100.0",
            ",\"country\":123456789012345",
            ",\"country\":\"\ud83d\ude00\\n\\\"\"",
            ",\"updated_at\":\"\",\"count\":2.0,\"contact_id\":null",
            ",\"tag:x\":\"caf\u00e9\"}\r\n\n  {" + RECORD)) {
      Files.writeString(folder.resolve("usage-1.jsonl"), "\ufeff{" + RECORD + more + "}");
      assertThat(isInMemory(List.of())).as(more).isTrue();
      assertThat(rated(ENGINE)).as(more).isEqualTo(rated(ENGINE.inBulk()));
    }
    Files.delete(folder.resolve("usage-1.jsonl"));
    assertThat(isInMemory(List.of())).isTrue();
    assertThat(rated(ENGINE)).isEqualTo(rated(ENGINE.inBulk()));
  }

  private List<String> accounts(Random random) throws IOException {
    return accounts(List.of("a", "b", "c").subList(0, 1 + random.nextInt(3)));
  }

  private List<String> accounts(List<String> ids) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String id : ids) {
      lines.append("{\"account\":\"%s\",\"currency\":\"USD\",\"instances\":[".formatted(id));
      for (int i = 0; i < INSTANCES.size(); i++) {
        lines
            .append(i == 0 ? "" : ",")
            .append("{\"id\":\"%s\",".formatted(INSTANCES.get(i)))
            .append("\"region\":\"%s\"}".formatted(REGIONS.get((id.charAt(0) + i) % 3)));
      }
      lines.append("]}\n");
    }
    Files.writeString(folder.resolve("accounts.jsonl"), lines);
    return ids;
  }

  private static List<Map<String, Object>> records(Random random, List<String> accounts) {
    boolean far = random.nextInt(5) == 0;
    List<Map<String, Object>> records = new ArrayList<>();
    int size = 1 + random.nextInt(60);
    for (int i = 0; i < size; i++) {
      Map<String, Object> record = record(random, "r" + i, far);
      if (accounts.size() > 1 || random.nextInt(8) == 0) {
        record.put("account", pick(random, accounts));
      } else if (random.nextInt(30) == 0) {
        record.put("account", "stranger");
      }
      records.add(record);
      if (random.nextInt(20) == 0) {
        Map<String, Object> again = new LinkedHashMap<>(record);
        if (random.nextBoolean()) {
          again.put("updated_at", "2024-06-01");
          again.put("quantity", 1 + random.nextInt(9));
        }
        records.add(again);
      }
    }
    Collections.shuffle(records, random);
    return records;
  }

  private static Map<String, Object> record(Random random, String id, boolean far) {
    Map<String, Object> record = new LinkedHashMap<>();
    String type = random.nextInt(25) == 0 ? "voice-inbond" : pick(random, TYPES);
    Instant start =
        Instant.parse((far ? "2023-11" : "2024-05") + "-01T00:00:00Z")
            .plusSeconds(random.nextInt(34 * 86_400) - 86_400);
    record.put("record_id", id);
    record.put("instance", random.nextInt(25) == 0 ? "three" : pick(random, INSTANCES));
    record.put("usage_type", type);
    record.put("start_time", random.nextInt(9) == 0 ? day(start) : start.toString());
    maybe(random, record, "end_time", start.plusSeconds(random.nextInt(900_000)).toString());
    maybe(
        random,
        record,
        "quantity",
        pick(random, List.of(0, 7, 12.5, "61", "0.1", 100.0, "7.123456789", 250, 3_600)));
    maybe(random, record, "connected_seconds", random.nextInt(400));
    maybe(random, record, "resource_id", "s" + random.nextInt(4));
    maybe(random, record, "country", pick(random, List.of("US", "US", "DE", "TR", "XX")));
    maybe(random, record, "number_country", pick(random, List.of("US", "DE")));
    maybe(random, record, "number_type", pick(random, List.of("did", "toll-free", "")));
    if (random.nextInt(3) == 0) {
      record.put("contact_id", "c" + random.nextInt(6));
    } else if (random.nextInt(4) == 0) {
      record.put("count", 1 + random.nextInt(4));
    }
    if (random.nextBoolean()) {
      record.put("tag:team", pick(random, List.of("x", "y|z", "\u00fc")));
    }
    for (MeteringRow row : TABLES.metering()) {
      for (Condition condition : row.conditions()) {
        if (row.usageType().equals(type) && !condition.values().isEmpty()) {
          record.putIfAbsent(condition.attribute(), pick(random, condition.values()));
        }
      }
    }
    return record;
  }

  /** Midnight, as it may be written. */
  private static String day(Instant time) {
    return time.toString().substring(0, 10);
  }

  /** A field that makes a run the database's. */
  private static Map<String, Object> unusual(Random random) {
    return pick(
        random,
        List.of(
            Map.of("colour", "red"),
            Map.of("quantity", "1,5"),
            Map.of("start_time", "yesterday"),
            Map.of("quantity", 0.00001),
            Map.of("country", List.of("US"))));
  }

  private static void maybe(
      Random random, Map<String, Object> record, String column, Object value) {
    if (random.nextInt(3) > 0) {
      record.put(column, value);
    }
  }

  private static <T> T pick(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private void write(String name, List<Map<String, Object>> records) throws IOException {
    StringBuilder lines = new StringBuilder();
    records.forEach(record -> lines.append(JSON.writeValueAsString(record)).append('\n'));
    Files.writeString(folder.resolve(name), lines);
  }

  private Input input() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> usage =
          files.filter(file -> file.getFileName().toString().startsWith("usage")).sorted().toList();
      return new Input(List.of(folder.resolve("accounts.jsonl")), usage, List.of(), List.of());
    }
  }

  private boolean isInMemory(List<String> tags) throws IOException {
    Input input = input();
    try (@Nullable BulkMetered metered =
        new SmallMeter(TABLES, Real.tariff().kinds())
            .meter(
                input.usage(),
                BillingRun.of(ENGINE, input, MAY).accounts(),
                MAY,
                account -> Real.tariff().slices(account, MAY),
                Real.tariff(),
                BulkMeter.Options.standard().withTags(tags))) {
      return metered != null;
    }
  }

  /** The invoices as JSON and what the run says beside them, or its errors. */
  private String rated(PricingEngine engine) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Invoice> invoices = new ArrayList<>();
    BillingRun run = BillingRun.of(engine, input(), MAY).namingPlaces();
    BillingRun.Summary summary;
    try {
      if (input().usage().isEmpty()) {
        run = run.allowingEmpty();
      }
      summary = run.run(invoices::add, Progress.NONE);
    } catch (FaultException e) {
      return String.valueOf(e.getMessage());
    }
    JsonInvoices json = new JsonInvoices(out, invoices.size() > 1, 2);
    for (Invoice invoice : invoices) {
      json.write(invoice);
    }
    json.close();
    return out.toString(StandardCharsets.UTF_8) + summary;
  }
}
