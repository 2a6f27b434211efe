package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tarife.billing.AccountReader;
import dev.tarife.metering.input.UsageReader;
import dev.tarife.model.Carried;
import dev.tarife.model.FaultException;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.Money;
import dev.tarife.model.Quantity;
import dev.tarife.model.Rejection;
import dev.tarife.model.UsageColumns;
import dev.tarife.model.UsageRecord;
import dev.tarife.report.JsonInvoices;
import dev.tarife.table.Scenario;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What is read and written keeps to the schemas that ship in the jar. */
final class SchemasTest {
  private static final Schema ACCOUNT = schema("account");
  private static final Schema USAGE = schema("usage");
  private static final Schema INVOICE = schema("invoice");

  @TempDir private Path folder = Path.of("");

  @Test
  void everyScenarioIsWrittenAsTheSchemasSay() throws IOException {
    for (Scenario scenario : Real.tariff().tables().scenarios()) {
      for (UsageRecord record : scenario.usage()) {
        String line = new ObjectMapper().writeValueAsString(UsageColumns.of(record));
        assertThat(faults(USAGE, line)).as(line).isEmpty();
      }
      Invoice invoice =
          Real.tariff().rate(scenario.account(), scenario.period().month(), scenario.usage());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (JsonInvoices json = new JsonInvoices(out, false, 2)) {
        json.write(invoice);
      }
      String written = out.toString(StandardCharsets.UTF_8);
      assertThat(faults(INVOICE, written)).as(scenario.code()).isEmpty();
    }
  }

  /** Later versions may add fields, so that a schema alone does not find one that it lacks. */
  @Test
  void theSchemaOfTheInvoiceNamesEveryFieldThatIsWritten() throws IOException {
    Scenario scenario = Real.tariff().tables().scenarios().get(0);
    Invoice rated =
        Real.tariff().rate(scenario.account(), scenario.period().month(), scenario.usage());
    List<LineItem> lines = new ArrayList<>(rated.lines());
    lines.set(0, standingOn(lines.get(0)));
    Invoice invoice =
        new Invoice(
            rated.account(),
            rated.period(),
            rated.currency(),
            rated.bundle(),
            lines,
            List.of(new Rejection("unknown usage type (tsak)", 1, "c").at("usage.csv:4")),
            List.of("a note"),
            rated.totalExact(),
            rated.total(),
            new Carried(
                new TreeMap<>(Map.of("welcome", Money.of("92"))),
                new TreeMap<>(Map.of("minutes", Quantity.of(5399)))));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonInvoices json = new JsonInvoices(out, false, 2)) {
      json.write(invoice);
    }
    String written = out.toString(StandardCharsets.UTF_8);
    assertThat(faults(INVOICE, written)).isEmpty();
    JsonNode schema = new ObjectMapper().readTree(text("invoice"));
    JsonNode document = new ObjectMapper().readTree(written);
    assertThat(schema.at("/properties").propertyNames())
        .containsExactlyInAnyOrderElementsOf(document.propertyNames());
    assertThat(schema.at("/properties/rejected/items/properties").propertyNames())
        .containsExactlyInAnyOrderElementsOf(document.at("/rejected/0").propertyNames())
        .contains("place");
    assertThat(schema.at("/$defs/line/properties").propertyNames())
        .containsExactlyInAnyOrderElementsOf(document.at("/lines/0").propertyNames());
    assertThat(faults(INVOICE, written.replace("\"before_tax\": true", "\"before_tax\": 1")))
        .isNotEmpty();
  }

  /** The same line, as one of an agreement names the lines that it stands on. */
  private static LineItem standingOn(LineItem line) {
    return new LineItem(
        line.charge(),
        line.description(),
        line.kind(),
        line.instance(),
        line.region(),
        line.dimensions(),
        line.tier(),
        line.quantity(),
        line.unit(),
        line.unitPrice(),
        line.amount(),
        line.sources(),
        List.of(2));
  }

  @Test
  void everySampleKeepsToTheSchemas() throws IOException {
    int files = 0;
    try (Stream<Path> samples = Files.walk(Path.of("samples"))) {
      for (Path file : samples.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (name.equals("account.yaml")) {
          files++;
          JsonNode account = YAMLMapper.builder().build().readTree(file.toFile());
          assertThat(faults(ACCOUNT, account.toString())).as(file.toString()).isEmpty();
        } else if (name.startsWith("usage") && name.endsWith(".jsonl")) {
          files++;
          for (String line : Files.readAllLines(file)) {
            assertThat(faults(USAGE, line)).as(line).isEmpty();
          }
        }
      }
    }
    assertThat(files).isGreaterThan(25);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'count': 3, 'quantity': 1.5",
        "'count': '3', 'quantity': '0.000000001'",
        "'count': null, 'quantity': null, 'end_time': null, 'country': ''",
        "'end_time': '2024-05-06', 'updated_at': '2024-05-06 09:00+02:00'",
        "'end_time': '2024-05-06T09:00:00.123456789Z'",
        "'quantity': 1e3, 'objects': 101, 'tag:team': 'sales'",
        "'quantity': 1000000000000000",
        "'connected_seconds': 0",
      })
  void whatIsReadKeepsToTheSchema(String fields) throws IOException {
    String line = record(fields);
    assertThat(faults(USAGE, line)).as(line).isEmpty();
    assertThat(reads(line)).as(line).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'count': 0",
        "'count': 1.5",
        "'count': 1000000001",
        "'count': 'two'",
        "'quantity': -1",
        "'quantity': '1,5'",
        "'quantity': '0.0000000001'",
        "'quantity': '1e3'",
        "'quantity': 1000000000000001",
        "'connected_seconds': true",
        "'end_time': 'tomorrow'",
        "'end_time': '06.05.2024'",
        "'end_time': 1714986000",
        "'end_time': '2024-05-06T24:00:00Z'",
        "'updated_at': '2024-05-06T09:00:00+25:00'",
        "'start_time': ''",
        "'instance': null",
        "'record_id': ''",
      })
  void whatTheSchemaRefusesIsNotRead(String fields) throws IOException {
    String line = record(fields);
    assertThat(faults(USAGE, line)).as(line).isNotEmpty();
    assertThat(reads(line)).as(line).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'account': 'a', 'currency': 'USD', 'instances': []}",
        "{'account': 'a', 'currency': 'USD', 'instances': [{'id': 'i', 'region': 'us-west-2',"
            + " 'plan': null}], 'first-deployment': null, 'activations': {'x': '2024-05-01'}}",
      })
  void anAccountThatIsReadKeepsToTheSchema(String text) throws IOException {
    String account = text.replace('\'', '"');
    assertThat(faults(ACCOUNT, account)).isEmpty();
    assertThat(readsAccount(account)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{'currency': 'USD', 'instances': []}",
        "{'account': 1, 'currency': 'USD', 'instances': []}",
        "{'account': ' a', 'currency': 'USD', 'instances': []}",
        "{'account': '', 'currency': 'USD', 'instances': []}",
        "{'account': 'a', 'currency': 'USD', 'instances': null}",
        "{'account': 'a', 'currency': 'USD', 'instances': {}}",
        "{'account': 'a', 'currency': 'USD', 'instances': [{'id': 'i'}]}",
        "{'account': 'a', 'currency': 'USD', 'instances': [], 'instance': []}",
        "{'account': 'a', 'currency': 'USD', 'instances': [{'id': 'i', 'region': 'r', 'x': 1}]}",
        "{'account': 'a', 'currency': 'USD', 'instances': [], 'first-deployment': '15.1.2024'}",
        "{'account': 'a', 'currency': 'USD', 'instances': [], 'activations': {'x': 2024}}",
        "{'account': 'a', 'currency': 'USD', 'instances': [], 'activations': []}",
      })
  void anAccountThatTheSchemaRefusesIsNotRead(String text) throws IOException {
    String account = text.replace('\'', '"');
    assertThat(faults(ACCOUNT, account)).isNotEmpty();
    assertThat(readsAccount(account)).isFalse();
  }

  /** A task, and fields that replace those of it. */
  private static String record(String fields) {
    ObjectMapper json = new ObjectMapper();
    var record =
        (ObjectNode)
            json.readTree(
                "{\"record_id\":\"r\",\"instance\":\"i\",\"usage_type\":\"task\","
                    + "\"start_time\":\"2024-05-06T09:00:00Z\"}");
    String more = "{" + fields.replace('\'', '"') + "}";
    record.setAll((ObjectNode) json.readTree(more));
    if (fields.contains("end_time")) {
      record.put("start_time", "2024-05-05T09:00:00Z");
    }
    return record.toString();
  }

  private boolean reads(String line) throws IOException {
    Path file = Files.writeString(folder.resolve("usage.jsonl"), line + "\n");
    try {
      return UsageReader.read(file).size() == 1;
    } catch (FaultException e) {
      return false;
    }
  }

  private boolean readsAccount(String line) throws IOException {
    Path file = Files.writeString(folder.resolve("accounts.jsonl"), line + "\n");
    try {
      return AccountReader.read(List.of(file), "USD").size() == 1;
    } catch (FaultException e) {
      return false;
    }
  }

  private static List<String> faults(Schema schema, String json) {
    return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
  }

  private static Schema schema(String name) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(text(name));
  }

  private static String text(String name) {
    String path = "/dev/tarife/schemas/" + name + ".json";
    try (InputStream in = SchemasTest.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
