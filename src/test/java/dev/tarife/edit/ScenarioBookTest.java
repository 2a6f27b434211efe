package dev.tarife.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.acceptance.Real;
import dev.tarife.compare.RowChange;
import dev.tarife.compare.TableDiff;
import dev.tarife.compare.TableSet;
import dev.tarife.model.Account;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Instance;
import dev.tarife.model.UsageRecord;
import dev.tarife.scenario.Scenarios;
import dev.tarife.table.Scenario;
import dev.tarife.table.Tables;
import dev.tarife.table.read.TablesReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

/** Usage becomes a scenario that comes out as it says, and everything else stays. */
class ScenarioBookTest {
  private static final YearMonth MAY = YearMonth.of(2024, 5);
  private static final Map<String, byte[]> TABLES =
      TablesReader.workbooks(Path.of("decision-tables"));
  private static final Account ACCOUNT =
      Account.of(
              "123456789012",
              "USD",
              new Instance("main", "us-west-2"),
              new Instance("second", "us-east-1"))
          .withFirstDeployment(LocalDate.of(2024, 1, 15))
          .withActivations(Map.of("contact-lens-voice", LocalDate.of(2024, 4, 10)));

  private static UsageRecord.Builder call(String id) {
    return UsageRecord.of(id, "main", "voice-inbound", Instant.parse("2024-05-06T09:00:00Z"))
        .quantity(421)
        .country("US")
        .numberType("did");
  }

  private static ScenarioBook.Added add(String code, List<UsageRecord> usage) {
    return new ScenarioBook(Real.tariff(), TABLES)
        .add(code, "A title", ACCOUNT, MAY, usage, Scenario.Contacts.NONE);
  }

  @Test
  void everyColumnThatIsMissingIsNamed() throws IOException {
    Map<String, byte[]> tables = new TreeMap<>(TABLES);
    Account account =
        ACCOUNT.withCreated(LocalDate.of(2024, 1, 1)).withCountry("TR").withActivations(Map.of());
    try (XSSFWorkbook book =
        new XSSFWorkbook(new ByteArrayInputStream(TABLES.get(TablesReader.SCENARIOS)))) {
      Sheet usage = book.getSheet("Usage");
      for (Cell header : usage.getRow(0)) {
        if (header.getStringCellValue().equals("quantity")) {
          header.setBlank();
        }
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      book.write(out);
      tables.put(TablesReader.SCENARIOS, out.toByteArray());
    }
    assertThatThrownBy(
            () ->
                new ScenarioBook(Real.tariff(), tables)
                    .add(
                        "mine",
                        "A title",
                        account,
                        MAY,
                        List.of(call("a").build(), call("b").build()),
                        Scenario.Contacts.NONE))
        .isInstanceOfSatisfying(
            FaultException.class,
            thrown ->
                assertThat(thrown.findings().list())
                    .extracting(Object::toString)
                    .containsExactly(
                        "scenarios.xlsx:Scenarios!1: the column Country is missing; add the column",
                        "scenarios.xlsx:Scenarios!1: the column Created is missing; add the column",
                        "scenarios.xlsx:Usage!1: the column quantity is missing; add the column"));
  }

  @Test
  void theScenarioComesOutAsItSaysAndAllElseStays() {
    ScenarioBook.Added added =
        add(
            "mine",
            List.of(
                call("a").build(),
                call("b").attribute("queue", "sales").connectedSeconds(400).build(),
                UsageRecord.of("fax", "second", "fax", Instant.parse("2024-05-06T09:00:00Z"))
                    .build()));
    Map<String, byte[]> after = new TreeMap<>(TABLES);
    after.put("scenarios.xlsx", added.workbook());

    Tables tables = TablesReader.read(after);
    Scenario scenario = tables.scenarios().get(tables.scenarios().size() - 1);
    assertThat(scenario.code()).isEqualTo("mine");
    assertThat(scenario.title()).isEqualTo("A title");
    assertThat(scenario.account().instances()).isEqualTo(ACCOUNT.instances());
    assertThat(scenario.account().activations()).isEqualTo(ACCOUNT.activations());
    assertThat(scenario.account().firstDeployment()).isEqualTo(ACCOUNT.firstDeployment());
    assertThat(scenario.usage()).hasSize(3);
    assertThat(scenario.rejected()).isEqualTo(1);
    assertThat(scenario.totalExact()).isEqualTo(added.invoice().totalExact());
    assertThat(scenario.expected()).hasSameSizeAs(added.invoice().lines());
    Findings findings = new Findings();
    Scenarios.compare(
        scenario,
        Real.tariff().rate(scenario.account(), scenario.period().month(), scenario.usage()),
        findings);
    assertThat(findings.list()).isEmpty();

    TableDiff diff = TableDiff.of(TableSet.of("a", TABLES), TableSet.of("b", after));
    assertThat(diff.count(RowChange.Kind.CHANGED)).isZero();
    assertThat(diff.count(RowChange.Kind.REMOVED)).isZero();
    assertThat(diff.rows().map(row -> row.key().get("Scenario"))).containsOnly("mine");
    assertThat(diff.sheets().stream().flatMap(sheet -> sheet.addedColumns().stream()))
        .containsExactly("queue");
  }

  @Test
  void theSameUsageGivesTheSameBytes() {
    List<UsageRecord> usage = List.of(call("a").build());
    assertThat(add("mine", usage).workbook()).isEqualTo(add("mine", usage).workbook());
  }

  @Test
  void refusesACodeThatIsTakenAndUsageThatIsNoExample() {
    assertThatThrownBy(() -> add("V1", List.of(call("a").build())))
        .hasMessage(
            "scenarios.xlsx:Scenarios: the scenario (V1) is there already; choose another code with"
                + " --code, or delete that scenario's rows first");
    assertThatThrownBy(() -> add("mine", List.of()))
        .hasMessageContaining("the usage has 0 records, and a scenario has 1 to 200");
    assertThatThrownBy(() -> add("mine", Collections.nCopies(201, call("a").build())))
        .hasMessageContaining("the usage has 201 records, and a scenario has 1 to 200");
  }

  @Test
  void refusesWhatTheSheetsCannotHold() {
    assertThatThrownBy(() -> add("no code!", List.of(call("a").build())))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("scenarios.xlsx:Scenarios!A134: the scenario (no code!) ");
    assertThatThrownBy(() -> add("mine", List.of(call("a").attribute("two words", "x").build())))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("two words");
    assertThatThrownBy(
            () ->
                add(
                    "mine",
                    List.of(
                        call("a")
                            .quantity(new java.math.BigDecimal("1234567890.1234567"))
                            .build())))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("has more digits than a number of a spreadsheet keeps");
  }
}
