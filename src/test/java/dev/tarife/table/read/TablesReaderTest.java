package dev.tarife.table.read;

import static dev.tarife.table.SmallTariff.ALLOWANCES;
import static dev.tarife.table.SmallTariff.METERING;
import static dev.tarife.table.SmallTariff.PRICES;
import static dev.tarife.table.SmallTariff.RATES;
import static dev.tarife.table.SmallTariff.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import dev.tarife.model.LineKind;
import dev.tarife.model.Quantity;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.Catalogue;
import dev.tarife.table.Condition;
import dev.tarife.table.Scenario;
import dev.tarife.table.SmallTables;
import dev.tarife.table.SmallTariff;
import dev.tarife.table.Tables;
import java.io.IOException;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@NullUnmarked // an empty cell is null
class TablesReaderTest {
  private static final LocalDate MAY = LocalDate.of(2024, 5, 1);
  private static final LocalDate JUNE = LocalDate.of(2024, 6, 1);
  private static final LocalDate JULY = LocalDate.of(2024, 7, 1);

  private static List<String> findings(SmallTariff tariff) {
    return TablesReader.check(tariff.bytes()).findings().list().stream()
        .map(Finding::toString)
        .toList();
  }

  @Test
  void readsEverySheetOfASoundTariff() {
    ReadTables checked = TablesReader.check(new SmallTariff().bytes());
    assertThat(checked.findings()).isEmpty();
    Tables tables = checked.orThrow();
    assertThat(tables.catalogue().settings())
        .isEqualTo(new Catalogue.Settings("USD", 2, RoundingMode.HALF_UP, 10));
    assertThat(tables.catalogue().charges().keySet())
        .containsExactly("service", "inbound", "number", "chat");
    assertThat(tables.catalogue().charge("chat").nameTr()).isEqualTo("Sohbet");
    assertThat(tables.catalogue().units().get("profile").basePerUnit()).isNull();
    assertThat(tables.metering()).hasSize(5);
    assertThat(tables.metering().get(3).conditions())
        .extracting(Condition::toString)
        .containsExactly("objects is above 100", "result is one of ok; done");
    assertThat(tables.metering().get(4).charge()).isNull();
    assertThat(tables.metering().get(4).conditions().get(1).values()).containsExactly("true");
    assertThat(tables.prices().get(2).tierFrom()).isEqualTo(Quantity.of(5_000_000));
    assertThat(tables.card().find("number", "us-west-2", "US", "toll-free", null, MAY)).hasSize(2);
    assertThat(tables.card().find("inbound", "us-west-2", "CA", "did", null, MAY)).hasSize(1);
    assertThat(tables.homes().isHome("days", "us-west-2", "US", List.of(MAY))).isTrue();
    assertThat(tables.draws().get(1).home()).isTrue();
    assertThat(tables.scenarios()).isEmpty();
    assertThat(tables.sha256()).hasSize(5);
    assertThat(tables.sha256().get("prices.xlsx")).matches("[0-9a-f]{64}");
  }

  @Test
  void readsConditionsOfAnyNumber() {
    Object[] header =
        row(
            "Usage type",
            "Charge",
            "Measure",
            "Counting",
            "Attribute",
            "Test",
            "Value",
            "Attribute 3",
            "Test 3",
            "Value 3");
    SmallTariff tariff =
        new SmallTariff()
            .plus("metering.xlsx", "Usage types", row("extra", "Extra"))
            .with(
                "metering.xlsx",
                "Metering",
                header,
                row(
                    "extra",
                    "chat",
                    "amount",
                    "sum",
                    "a",
                    "is given",
                    null,
                    "b",
                    "is same as",
                    "c"));
    assertThat(TablesReader.check(tariff.bytes()).findings().toString())
        .doesNotContain("Value 3")
        .doesNotContain("unknown");
  }

  @Test
  void saysTheFaultsOfAllWorkbooksAtOnce() {
    SmallTariff tariff =
        new SmallTariff()
            .plus(
                "prices.xlsx",
                "Prices",
                row("servise", null, null, null, null, null, null, null, null, -0.018))
            .plus("charges.xlsx", "Regions", row("us-west-2", "again"))
            .plus("telephony.xlsx", "Inbound", row("us-west-2", "USA", "did", null, null, "0,018"));
    assertThat(findings(tariff))
        .containsExactly(
            "charges.xlsx:Regions!A3: the code (us-west-2) stands twice; delete or rename one of"
                + " them",
            "prices.xlsx:Prices!A5: the charge (servise) is unknown; write service, or add it to"
                + " charges.xlsx, Charges",
            "prices.xlsx:Prices!J5: the unit price (-0.018) is negative; write 0 or more",
            "telephony.xlsx:Inbound!B3: the country (USA) is unknown; write US, or add it to"
                + " charges.xlsx, Countries",
            "telephony.xlsx:Inbound!F3: the unit price (0,018) is text, not a number; write the"
                + " number 0.018, without anything before or after, in a cell that is not formatted"
                + " as text");
    assertThatThrownBy(() -> TablesReader.read(tariff.bytes()))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("servise")
        .hasMessageContaining("USA");
  }

  @Test
  void saysWhichWorkbooksAreMissing(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> TablesReader.read(folder))
        .hasMessageContaining("charges.xlsx: is missing")
        .hasMessageContaining("telephony.xlsx: is missing");
    assertThatThrownBy(() -> TablesReader.read(folder.resolve("nowhere")))
        .hasMessageContaining("is not a folder");
    for (Map.Entry<String, byte[]> book : new SmallTariff().bytes().entrySet()) {
      Files.write(folder.resolve(book.getKey()), book.getValue());
    }
    assertThat(TablesReader.read(folder).prices()).hasSize(3);
    Files.write(folder.resolve("prices.xlsx"), new byte[] {'P', 'K', 3, 4, 5});
    assertThatThrownBy(() -> TablesReader.read(folder))
        .hasMessageStartingWith("prices.xlsx: is damaged")
        .hasMessageNotContaining("service");
  }

  @Test
  void ignoresTheSheetOfListsAndNoOther() {
    SmallTariff tariff =
        new SmallTariff()
            .with("prices.xlsx", "Lists", row("anything"))
            .with("prices.xlsx", "Draft", row("anything"));
    assertThat(findings(tariff))
        .containsExactly(
            "prices.xlsx:Draft: the sheet is unknown; rename it to one of Prices, or keep it in"
                + " another workbook");
  }

  @Test
  void replacesAnOpenRowByALaterOne() {
    SmallTariff tariff =
        new SmallTariff()
            .plus(
                "prices.xlsx",
                "Prices",
                price("service", 0.02, JUNE, null),
                price("service", 0.03, JULY, null));
    assertThat(findings(tariff)).isEmpty();
  }

  @Test
  void readsScenariosAndRepeatsRecords() {
    Tables tables =
        TablesReader.read(
            scenarios(
                    "0.36",
                    row(
                        "S1",
                        "r",
                        "i",
                        "chat-message",
                        "2024-05-01T10:00:00+02:00",
                        3,
                        "c",
                        "true"))
                .bytes());
    Scenario scenario = tables.scenarios().get(0);
    assertThat(scenario.account().firstDeployment()).isEqualTo("2024-05-01");
    assertThat(scenario.account().activation("speech")).isEqualTo("2024-06-01");
    assertThat(scenario.usage())
        .extracting(UsageRecord::recordId)
        .containsExactly("r-1", "r-2", "r-3");
    assertThat(scenario.usage())
        .extracting(UsageRecord::contactId)
        .containsExactly("c-1", "c-2", "c-3");
    assertThat(scenario.usage().get(0).startTime()).isEqualTo("2024-05-01T08:00:00Z");
    assertThat(scenario.usage().get(0).attributes()).containsEntry("bot", "true");
    assertThat(scenario.expected().get(0).kind()).isEqualTo(LineKind.USAGE);
  }

  @Test
  void refusesAScenarioThatDoesNotAddUp() {
    assertThat(findings(scenarios("0.37", row("S1", "r", "i", "chat", "2024-05-01T10:00:00"))))
        .containsExactly(
            "scenarios.xlsx:Scenarios!E2: the total (0.37) is not the sum of the lines (0.36);"
                + " correct the total or the lines");
  }

  @Test
  void namesASecondWorkbookBesideTheOneThatIsRead(@TempDir Path folder) throws IOException {
    SmallTables.write(0.018, folder);
    byte[] prices = Files.readAllBytes(folder.resolve("prices.xlsx"));
    for (String name :
        List.of(
            "prices - Copy.xlsx",
            "Copy of Prices.XLSX",
            "prices_old.xls",
            "prices.ods",
            "prices 2024.csv",
            "pirces.xlsx",
            "Scenarios.xlsx",
            "~$prices.xlsx",
            ".~lock.prices.xlsx#",
            "enterprises.xlsx",
            "budget.xlsx",
            "prices.md")) {
      Files.write(folder.resolve(name), prices);
    }
    assertThat(TablesReader.check(folder).findings().list())
        .filteredOn(finding -> finding.check().equals("workbook"))
        .extracting(Finding::toString)
        .containsExactly(
            "Copy of Prices.XLSX: warning: is not read: prices.xlsx is; save it as prices.xlsx if it"
                + " is the one that is meant, or move it to another folder",
            "Scenarios.xlsx: warning: is not read: it is not named scenarios.xlsx; rename it to"
                + " scenarios.xlsx if it is the one that is meant, or move it to another folder",
            "pirces.xlsx: warning: is not read: prices.xlsx is; rename it to prices.xlsx if it is the"
                + " one that is meant, or move it to another folder",
            "prices - Copy.xlsx: warning: is not read: prices.xlsx is; rename it to prices.xlsx if it"
                + " is the one that is meant, or move it to another folder",
            "prices 2024.csv: warning: is not read: prices.xlsx is; save it as prices.xlsx if it is"
                + " the one that is meant, or move it to another folder",
            "prices.ods: warning: is not read: prices.xlsx is; save it as prices.xlsx if it is the"
                + " one that is meant, or move it to another folder",
            "prices_old.xls: warning: is not read: prices.xlsx is; save it as prices.xlsx if it is"
                + " the one that is meant, or move it to another folder");
  }

  @Test
  void namesWhatMayBeMeantForAWorkbookThatIsMissing(@TempDir Path folder) throws IOException {
    SmallTables.write(0.018, folder);
    Path prices = folder.resolve("prices.xlsx");
    Files.move(prices, folder.resolve("Prices.xlsx"));
    assertThatThrownBy(() -> TablesReader.workbooks(folder))
        .hasMessage("prices.xlsx: is missing, but there is Prices.xlsx; rename it to prices.xlsx");
    Files.copy(folder.resolve("Prices.xlsx"), folder.resolve("prices (1).xlsx"));
    assertThatThrownBy(() -> TablesReader.workbooks(folder))
        .hasMessage(
            "prices.xlsx: is missing, but there is Prices.xlsx, prices (1).xlsx; rename the one that"
                + " is meant to prices.xlsx");
    Files.delete(folder.resolve("Prices.xlsx"));
    Files.move(folder.resolve("prices (1).xlsx"), folder.resolve("prices.xlsm"));
    assertThatThrownBy(() -> TablesReader.workbooks(folder))
        .hasMessage("prices.xlsx: is missing, but there is prices.xlsm; save it as prices.xlsx");
    Files.delete(folder.resolve("prices.xlsm"));
    assertThatThrownBy(() -> TablesReader.workbooks(folder))
        .hasMessage("prices.xlsx: is missing; add the workbook");
  }

  @Test
  void refusesATimeThatIsNone() {
    assertThat(findings(scenarios("0.36", row("S1", "r", "i", "chat", "yesterday"))))
        .containsExactly(
            "scenarios.xlsx:Usage!E2: the start_time (yesterday) is not a time; write it as text in"
                + " ISO 8601, such as 2024-05-31T10:00:00Z");
  }

  private static SmallTariff scenarios(String total, Object[] usage) {
    return new SmallTariff()
        .with(
            "scenarios.xlsx",
            "Scenarios",
            row("Scenario", "Title", "Month", "First deployment", "Total", "Rejected records"),
            row("S1", "A", "2024-05", MAY, Double.valueOf(total)))
        .with(
            "scenarios.xlsx",
            "Instances",
            row("Scenario", "Instance", "Region", "Plan"),
            row("S1", "i", "us-west-2"))
        .with(
            "scenarios.xlsx",
            "Activations",
            row("Scenario", "Feature", "Day"),
            row("S1", "speech", JUNE))
        .with(
            "scenarios.xlsx",
            "Usage",
            row(
                "Scenario",
                "record_id",
                "instance",
                "usage_type",
                "start_time",
                "Repeat",
                "contact_id",
                "bot"),
            usage)
        .with(
            "scenarios.xlsx",
            "Lines",
            row(
                "Scenario",
                "Charge",
                "Kind",
                "Instance",
                "Country",
                "Number type",
                "Tier",
                "Quantity",
                "Unit price",
                "Amount"),
            row("S1", "service", "usage", "i", null, null, 1, 20, 0.018, 0.36));
  }

  private static Object[] price(String charge, double price, LocalDate from, LocalDate to) {
    return row(
        charge, null, null, null, null, null, null, null, null, price, null, null, null, from, to);
  }

  private static Object[] tier(String model, String scope, Object from, Object to) {
    return row("service", null, null, null, null, model, scope, from, to, 0.01);
  }

  private static Object[] metering(
      String type, String charge, String measure, String counting, Object... rest) {
    Object[] row =
        row(
            type, null, null, null, null, null, null, charge, measure, counting, null, null, null,
            null, null, null);
    System.arraycopy(rest, 0, row, 10, rest.length);
    return row;
  }

  private static Object[] condition(Object attribute, Object test, Object value) {
    return row("chat-message", attribute, test, value, null, null, null, "chat", "amount", "sum");
  }

  private static UnaryOperator<SmallTariff> prices(Object[]... rows) {
    Object[][] all =
        Stream.concat(
                Stream.of(PRICES, row("chat", null, null, null, null, null, null, null, null, 1)),
                Stream.of(rows))
            .toArray(Object[][]::new);
    return t -> t.with("prices.xlsx", "Prices", all);
  }

  private static UnaryOperator<SmallTariff> plus(String book, String sheet, Object[]... rows) {
    return t -> t.plus(book, sheet, rows);
  }

  private static UnaryOperator<SmallTariff> with(String book, String sheet, Object[]... rows) {
    return t -> t.with(book, sheet, rows);
  }

  private static Arguments fault(String message, UnaryOperator<SmallTariff> change) {
    return Arguments.of(message, change);
  }

  static Stream<Arguments> faults() {
    String p = "prices.xlsx:Prices!";
    String m = "metering.xlsx:Metering!";
    String a = "allowances.xlsx:";
    String t = "telephony.xlsx:";
    return Stream.of(
        fault(p + "H3: the first tier starts above 10", prices(tier("volume", null, 10, null))),
        fault(
            p + "H4: no tier prices from 10 to 11",
            prices(tier("volume", null, 0, 10), tier("volume", null, 11, null))),
        fault(
            p + "H4: the tier overlaps the one of row 3, which runs to 12",
            prices(tier("volume", null, 0, 12), tier("volume", null, 10, null))),
        fault(p + "I3: the last tier ends at 10", prices(tier("volume", null, 0, 10))),
        fault(
            p + "I3: tier to (10) is not above tier from (20)",
            prices(tier("volume", null, 20, 10))),
        fault(
            p + "H3: the tiers stand in another order",
            prices(tier("volume", null, 10, null), tier("volume", null, 0, 10))),
        fault(
            p + "F4: the model (volume) is another than that of row 3",
            prices(tier("graduated", null, 0, 10), tier("volume", null, 10, null))),
        fault(
            p + "G4: the scope (account) is another than that of row 3",
            prices(tier("volume", null, 0, 10), tier("volume", "account", 10, null))),
        fault(p + "I3: the model (per unit) knows no tiers", prices(tier(null, null, 0, 10))),
        fault(
            p + "L3: the model (package) has no package size",
            prices(tier("package", null, null, null))),
        fault(
            p + "L3: the model (per unit) knows no package size",
            prices(row("service", null, null, null, null, null, null, null, null, 1, null, 10))),
        fault(
            p + "K3: the model (flat) knows no flat fee",
            prices(row("service", null, null, null, null, "flat", null, null, null, 1, 5))),
        fault(
            p + "F3: the model (graduatd) is none of the known words; write graduated",
            prices(tier("graduatd", null, null, null))),
        fault(
            p + "J4: the row prices the same as row 3",
            prices(price("service", 1, JUNE, null), price("service", 2, JUNE, null))),
        fault(
            p + "N4: the row overlaps row 3, which holds until 2024-07-01",
            prices(price("service", 1, MAY, JULY), price("service", 2, JUNE, null))),
        fault(
            p + "N4: nothing is priced from 2024-06-01 to 2024-07-01",
            prices(price("service", 1, MAY, JUNE), price("service", 2, JULY, null))),
        fault(
            p + "O3: effective to (2024-05-01) is not after effective from (2024-06-01)",
            prices(price("service", 1, JUNE, MAY))),
        fault(
            p + "J4: the row and row 3 can price the same usage",
            prices(
                row("service", "gold", null, null, null, null, null, null, null, 1),
                row("service", null, "us-west-2", null, null, null, null, null, null, 1))),
        fault(
            p + "A3: the charge (inbound) is priced in telephony.xlsx too",
            prices(row("inbound", null, null, null, null, null, null, null, null, 1))),
        fault(
            p + "B3: the plan (glod) is unknown; write gold",
            prices(row("service", "glod", null, null, null, null, null, null, null, 1))),
        fault(m + "H2: nothing prices the charge (service)", prices()),
        fault(
            m + "H7: the row says the same usage and charge as row 2",
            plus(
                "metering.xlsx",
                "Metering",
                metering("voice-inbound", "service", "seconds", "sum"))),
        fault(
            m
                + "J7: the charge (service) is counted by union over the instance, and in row 2 by sum",
            plus(
                "metering.xlsx",
                "Metering",
                metering("chat-message", "service", "seconds", "union"))),
        fault(
            m + "A7: the usage type (voice-inbuond) is unknown; write voice-inbound",
            plus(
                "metering.xlsx",
                "Metering",
                metering("voice-inbuond", "service", "seconds", "sum"))),
        fault(
            m + "I7: the measure is missing",
            plus("metering.xlsx", "Metering", metering("chat-message", "service", null, "sum"))),
        fault(
            m + "I7: the cell (seconds) has no meaning: the usage is not charged",
            plus(
                "metering.xlsx",
                "Metering",
                metering("chat-message", "not charged", "seconds", null))),
        fault(
            m + "L7: the cell (60) has no meaning: counting union",
            plus(
                "metering.xlsx",
                "Metering",
                metering("chat-message", "inbound", "seconds", "union", null, 60))),
        fault(
            m + "O7: the dimensions (kountry) is unknown; write country",
            plus(
                "metering.xlsx",
                "Metering",
                metering(
                    "chat-message",
                    "inbound",
                    "seconds",
                    "sum",
                    null,
                    null,
                    null,
                    null,
                    "kountry"))),
        fault(
            m + "C7: the test (is abov) is none of the known words; write is above",
            plus("metering.xlsx", "Metering", condition("a", "is abov", 1))),
        fault(
            m + "D7: the value (many) is not a number",
            plus("metering.xlsx", "Metering", condition("a", "is above", "many"))),
        fault(
            m + "D7: the cell (x) has no meaning: is given is compared with nothing",
            plus("metering.xlsx", "Metering", condition("a", "is given", "x"))),
        fault(
            m + "B7: the attribute is missing",
            plus("metering.xlsx", "Metering", condition(null, "is given", null))),
        fault(
            m + "D7: the value (x\" || true) has the character \"",
            plus("metering.xlsx", "Metering", condition("a", "is one of", "x\" || true"))),
        fault(
            m + "1: the column Value 2 is missing",
            with(
                "metering.xlsx",
                "Metering",
                Stream.of(METERING).filter(h -> !h.equals("Value 2")).toArray())),
        fault(
            "metering.xlsx:Usage types!5: warning: no row meters the usage type (sms)",
            plus("metering.xlsx", "Usage types", row("sms", "SMS"))),
        fault(
            "charges.xlsx:Charges!6: warning: no usage incurs the charge (spare)",
            plus(
                "charges.xlsx",
                "Charges",
                row("spare", "chat", "Spare", null, "message", "usage"))),
        fault(
            "charges.xlsx:Charges!E6: the unit (minuet) is unknown; write minute",
            plus(
                "charges.xlsx", "Charges", row("spare", "chat", "Spare", null, "minuet", "usage"))),
        fault(
            "charges.xlsx:Settings!B2: the currency (usd) is not a code",
            with("charges.xlsx", "Settings", row("Setting", "Value"), row("currency", "usd"))),
        fault(
            "charges.xlsx:Settings: the setting minor units is missing",
            with("charges.xlsx", "Settings", row("Setting", "Value"), row("currency", "USD"))),
        fault(
            "charges.xlsx:Settings!B2: the value (half upp) is none of the known words; write half up",
            with(
                "charges.xlsx",
                "Settings",
                row("Setting", "Value"),
                row("total rounding", "half upp"))),
        fault(
            "charges.xlsx: the sheet Plans is missing; rename Plan to Plans",
            tariff ->
                tariff
                    .without("charges.xlsx", "Plans")
                    .with("charges.xlsx", "Plan", row("Code", "Name"))),
        fault(
            "charges.xlsx:Units!C6: the base per unit (0) is not above 0",
            plus("charges.xlsx", "Units", row("zero", "second", 0))),
        fault(
            a + "Allowances!A4: nothing draws on the allowance (spare)",
            plus(
                "allowances.xlsx",
                "Allowances",
                row("spare", "trial", "none", null, null, null, null, null, null, "no"))),
        fault(
            a + "Allowances!D4: the clock (activation) has no feature",
            plus(
                "allowances.xlsx",
                "Allowances",
                row("spare", "trial", "activation", null, null, null, null, null, null, "no"))),
        fault(
            a + "Allowances!E4: lasts has no lasts unit",
            plus(
                "allowances.xlsx",
                "Allowances",
                row("spare", "trial", "deployment", null, 2, null, null, null, null, "no"))),
        fault(
            a + "Allowances!H4: quantity has no unit",
            plus(
                "allowances.xlsx",
                "Allowances",
                row("spare", "trial", "none", null, null, null, null, 5, null, "no"))),
        fault(
            a + "Allowances!C4: the clock (none) knows no length",
            plus(
                "allowances.xlsx",
                "Allowances",
                row("spare", "trial", "none", null, 2, "days", null, 5, "minute", "no"))),
        fault(
            a + "Allowances!A2: the allowance is missing",
            with(
                "allowances.xlsx",
                "Allowances",
                ALLOWANCES,
                row(null, "trial", "none", null, null, null, null, null, null, "no"))),
        fault(
            a + "Draws!A4: the allowance (minuets) is unknown; write minutes",
            plus("allowances.xlsx", "Draws", row("minuets", 1, "service"))),
        fault(
            a
                + "Draws!C4: the charge (chat) is counted in message, the allowance (minutes) in second",
            plus("allowances.xlsx", "Draws", row("minutes", 1, "chat"))),
        fault(
            a + "Draws!C4: the row draws the same usage as row 2",
            plus("allowances.xlsx", "Draws", row("minutes", 2, "service"))),
        fault(
            a + "Draws!E4: the allowance (minutes) has no home country",
            plus("allowances.xlsx", "Draws", row("minutes", 2, "service", null, "home"))),
        fault(
            a + "Home countries!C3: the country (UK) is unknown",
            plus("allowances.xlsx", "Home countries", row("us-west-2", "days", "UK"))),
        fault(
            a + "Home countries!A3: the Region (us-west-2) has a home country",
            plus("allowances.xlsx", "Home countries", row("us-west-2", "days", "CA"))),
        fault(
            t + "Cards!A4: the sheet (Nubmers) is missing; write Numbers",
            plus("telephony.xlsx", "Cards", row("Nubmers", "inbound"))),
        fault(t + "Extra: the sheet prices no charge", with("telephony.xlsx", "Extra", RATES)),
        fault(
            t + "Inbound!A3: the Region is missing",
            plus("telephony.xlsx", "Inbound", row(null, "US", "did", null, null, 1))),
        fault(
            t + "Inbound!F3: the row prices the same as row 2",
            plus("telephony.xlsx", "Inbound", row("us-west-2", "US", "did", null, null, 1))),
        fault(
            t + "Stand-ins!D3: nothing prices what the stand-in points to (GB)",
            plus("telephony.xlsx", "Stand-ins", row("inbound", "US", null, "GB"))),
        fault(
            t + "Stand-ins!B3: warning: what the stand-in is for (US) has a price of its own",
            plus("telephony.xlsx", "Stand-ins", row("inbound", "US", null, null, "did"))),
        fault(
            t + "Stand-ins!B3: the stand-in is for nothing",
            plus("telephony.xlsx", "Stand-ins", row("inbound", null, null, "US"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void finds(String message, UnaryOperator<SmallTariff> change) {
    assertThat(findings(change.apply(new SmallTariff())))
        .anySatisfy(finding -> assertThat(finding).startsWith(message));
  }
}
