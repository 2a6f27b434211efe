package dev.tarife.acceptance;

import static dev.tarife.acceptance.Shown.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tarife.billing.BillingRun;
import dev.tarife.billing.Input;
import dev.tarife.billing.Progress;
import dev.tarife.billing.TariffEngine;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.model.Invoice;
import dev.tarife.model.Period;
import dev.tarife.model.Rejection;
import dev.tarife.rating.Tariff;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What contact records settle, changed in the workbooks alone. */
@Tag("slow")
class ContactChangesTest {
  private static final String METERING = "metering.xlsx";
  private static final String RECORDS = "Contact records";
  private static final LocalDate MAY_10 = LocalDate.of(2024, 5, 10);

  @TempDir private Path folder = Path.of("");
  @TempDir private Path input = Path.of("");
  private EditedTables tables = EditedTables.NONE;

  @BeforeEach
  void copyTheWorkbooks() throws IOException {
    tables = EditedTables.copy(folder);
    Files.writeString(
        input.resolve("account.yaml"),
        "account: a\ncurrency: USD\ninstances: [{ id: main, region: us-west-2 }]\n");
  }

  @AfterEach
  void closeTheWorkbooks() {
    tables.close();
  }

  /** A contact of the delivered shape, with more fields. */
  private static String contact(String id, String channel, String more) {
    return """
        {"AWSAccountId":"1","ContactId":"%s","Channel":"%s","InitiationMethod":"INBOUND",\
        "InstanceARN":"arn:aws:connect:us-west-2:1:instance/main",\
        "InitiationTimestamp":"2024-05-06T10:00:00Z","DisconnectTimestamp":"2024-05-06T11:00:00Z",\
        "LastUpdateTimestamp":"2024-05-06T12:00:00Z"%s}
        """
        .formatted(id, channel, more);
  }

  private Invoice rate(String... contacts) throws IOException {
    Files.createDirectories(input.resolve("contact-records"));
    Files.writeString(input.resolve("contact-records/1.jsonl"), String.join("", contacts));
    Tariff tariff = tables.load();
    List<Invoice> invoices = new ArrayList<>();
    BillingRun.of(
            new TariffEngine(tariff, folder, BulkMeter.Options.standard()),
            Input.find(List.of(input.toString()), null),
            new Period(Real.MAY))
        .run(invoices::add, Progress.NONE);
    return invoices.get(0);
  }

  private void addEmail() {
    tables
        .add(
            "charges.xlsx",
            "Charges",
            "Charge",
            "email-message",
            "Area",
            "tasks",
            "Name",
            "E-mail",
            "Unit",
            "message",
            "Kind",
            "usage")
        .add(METERING, "Usage types", "Code", "email-message", "Name", "E-mail received or sent")
        .meter("email-message", "email-message", "sum")
        .add("prices.xlsx", "Prices", "Charge", "email-message", "Unit price", 0.05);
  }

  private static String email(String id, String day) {
    return contact(id, "EMAIL", "").replace("2024-05-06", day);
  }

  @Test
  void aRowWithDatesIsForTheContactsOfThatTime() throws IOException {
    addEmail();
    tables
        .addColumns(METERING, RECORDS, "Effective from", "Effective to")
        .add(
            METERING,
            RECORDS,
            "Channel",
            "EMAIL",
            "Counts as",
            "contact",
            "Usage type",
            "not charged",
            "Effective from",
            MAY_10,
            "Effective to",
            MAY_10.plusDays(10))
        .add(
            METERING,
            RECORDS,
            "Channel",
            "EMAIL",
            "Counts as",
            "contact",
            "Usage type",
            "email-message",
            "Effective from",
            MAY_10.plusDays(10));
    Invoice invoice =
        rate(
            email("c1", "2024-05-09"),
            email("c2", "2024-05-10"),
            email("c3", "2024-05-19"),
            email("c4", "2024-05-20"));
    assertThat(Shown.of(invoice)).containsExactly(usage("email-message", "1", "0.05", "0.05"));
    assertThat(invoice.rejected())
        .extracting(Rejection::reason)
        .containsExactly("no row is for such a contact of Channel EMAIL on 2024-05-09");
  }

  @Test
  void whatANumberIsFollowsTheDayItIsHeldFrom() throws IOException {
    tables
        .addColumns(METERING, "Numbers", "Effective from", "Effective to")
        .change(METERING, "Numbers", "Usage type", "phone-number", "Number type", "uifn")
        .add(
            METERING,
            "Numbers",
            "Usage type",
            "phone-number",
            "Country of",
            "our number",
            "Effective to",
            MAY_10)
        .add(
            METERING,
            "Numbers",
            "Usage type",
            "not charged",
            "Country of",
            "our number",
            "Effective from",
            MAY_10);
    tables.edit(
        METERING,
        book -> {
          var sheet = book.getSheet("Numbers");
          sheet.shiftRows(3, sheet.getLastRowNum(), -1);
        });
    Files.writeString(
        input.resolve("numbers.csv"),
        """
        number,instance,country,number_type,claimed_at,released_at
        +12065550100,main,US,did,2024-05-09T23:00:00Z,2024-05-12T00:00:00Z
        +12065550101,main,US,did,2024-05-10T00:00:00Z,
        """);
    // 9, 10 and 11 May of the first; nothing of the second.
    assertThat(Shown.of(rate(contact("c1", "TASK", ""))))
        .contains(usage("phone-number", "3", "0.03", "0.09"))
        .hasSize(2);
  }

  @Test
  void aChannelThatNoRowKnowsIsRejected() throws IOException {
    assertThat(rate(contact("c1", "EMAIL", "")).rejected())
        .extracting(Rejection::reason)
        .containsExactly("unknown Channel (EMAIL)");
  }

  @Test
  void aNewChannelIsARow() throws IOException {
    addEmail();
    tables.add(
        METERING,
        RECORDS,
        "Channel",
        "EMAIL",
        "Counts as",
        "contact",
        "Usage type",
        "email-message");
    Invoice invoice = rate(contact("c1", "EMAIL", ""), contact("c2", "EMAIL", ""));
    assertThat(invoice.rejected()).isEmpty();
    // 2 x 0.05.
    assertThat(Shown.of(invoice)).containsExactly(usage("email-message", "2", "0.05", "0.1"));
  }

  @Test
  void aNewFieldCountsWhatIsBesideAContact() throws IOException {
    addEmail();
    tables
        .add(METERING, "Contact fields", "Field", "Mail.Sent", "Type", "count")
        .add(METERING, "Contact fields", "Field", "Mail.Drafts", "Type", "count")
        .add(
            METERING,
            RECORDS,
            "Channel",
            "TASK",
            "Field",
            "Mail.Sent",
            "Test",
            "is above",
            "Value",
            3,
            "Counts as",
            "beside",
            "Usage type",
            "email-message",
            "Quantity",
            "Mail.Sent",
            "Less",
            "Mail.Drafts",
            "Tell",
            "# task(s) with mails.");
    Invoice invoice =
        rate(
            contact("c1", "TASK", ",\"Mail\":{\"Sent\":7,\"Drafts\":2}"),
            contact("c2", "TASK", ",\"Mail\":{\"Sent\":3}"));
    // Two tasks 2 x 0.04; of mails 7 - 2 = 5 x 0.05, three are not above three.
    assertThat(Shown.of(invoice))
        .containsExactlyInAnyOrder(
            usage("task", "2", "0.04", "0.08"), usage("email-message", "5", "0.05", "0.25"));
    assertThat(invoice.notes()).contains("1 task with mails. Usage records can add them.");
  }

  /** A field that was a text until 9 May, and is a count from the 10th on. */
  @Test
  void whatAFieldIsFollowsTheDayOfTheContact() throws IOException {
    addEmail();
    tables
        .addColumns(METERING, "Contact fields", "Effective from", "Effective to")
        .addColumns(METERING, RECORDS, "Effective from", "Effective to")
        .add(METERING, "Contact fields", "Field", "Sent", "Type", "text", "Effective to", MAY_10)
        .add(METERING, "Contact fields", "Field", "Sent", "Type", "count", "Effective from", MAY_10)
        .add(
            METERING,
            RECORDS,
            "Channel",
            "TASK",
            "Field",
            "Sent",
            "Test",
            "is one of",
            "Value",
            "many",
            "Counts as",
            "beside",
            "Usage type",
            "email-message",
            "Effective to",
            MAY_10)
        .add(
            METERING,
            RECORDS,
            "Channel",
            "TASK",
            "Field",
            "Sent",
            "Test",
            "is above",
            "Value",
            3,
            "Counts as",
            "beside",
            "Usage type",
            "email-message",
            "Quantity",
            "Sent",
            "Effective from",
            MAY_10);
    Invoice invoice =
        rate(
            task("c1", "2024-05-09", "\"many\""),
            task("c2", "2024-05-09", "[\"few\", \"many\"]"),
            task("c3", "2024-05-09", "7"),
            task("c4", "2024-05-09", "null"),
            task("c5", "2024-05-10", "7"),
            task("c6", "2024-05-10", "2"),
            task("c7", "2024-05-10", "\"many\""),
            task("c8", "2024-05-11", "[7]"));
    // Two mails of texts and seven that are counted; what is not a count is rejected.
    assertThat(Shown.of(invoice))
        .containsExactlyInAnyOrder(
            usage("task", "6", "0.04", "0.24"), usage("email-message", "9", "0.05", "0.45"));
    assertThat(invoice.rejected())
        .extracting(Rejection::reason, Rejection::records)
        .containsExactly(tuple("Sent is not a count", 2L));
  }

  /** A task with a field. */
  private static String task(String id, String day, String sent) {
    return contact(id, "TASK", ",\"Sent\":" + sent).replace("2024-05-06", day);
  }

  @Test
  void aFieldIsReadFromADayOn() throws IOException {
    addEmail();
    tables
        .addColumns(METERING, "Contact fields", "Effective from", "Effective to")
        .add(METERING, "Contact fields", "Field", "Sent", "Type", "count", "Effective from", MAY_10)
        .add(
            METERING,
            RECORDS,
            "Channel",
            "TASK",
            "Field",
            "Sent",
            "Test",
            "is above",
            "Value",
            0,
            "Counts as",
            "beside",
            "Usage type",
            "email-message",
            "Quantity",
            "Sent");
    // Before, it may hold anything: nothing is counted, and nothing rejected.
    Invoice invoice =
        rate(
            task("c1", "2024-05-09", "{\"By\":[1, 2]}"),
            task("c2", "2024-05-09", "5"),
            task("c3", "2024-05-10", "5"));
    assertThat(Shown.of(invoice))
        .containsExactlyInAnyOrder(
            usage("task", "3", "0.04", "0.12"), usage("email-message", "5", "0.05", "0.25"));
    assertThat(invoice.rejected()).isEmpty();
  }

  @Test
  void mistakesInDaysOfFieldsAreNamed() {
    tables
        .addColumns(METERING, "Contact fields", "Effective from", "Effective to")
        .addColumns(METERING, RECORDS, "Effective from", "Effective to")
        .add(METERING, "Contact fields", "Field", "A", "Type", "text", "Effective to", MAY_10)
        .add(
            METERING,
            "Contact fields",
            "Field",
            "A",
            "Type",
            "count",
            "Effective from",
            MAY_10.plusDays(5))
        .add(METERING, "Contact fields", "Field", "B", "Type", "text", "Effective to", MAY_10)
        .add(METERING, "Contact fields", "Field", "B", "Type", "count")
        .add(
            METERING,
            "Contact fields",
            "Field",
            "ContactEvaluations.Late",
            "Type",
            "text",
            "Effective from",
            MAY_10)
        .add(METERING, RECORDS, "Counts as", "beside", "Usage type", "task", "Quantity", "A")
        .add(
            METERING,
            RECORDS,
            "Counts as",
            "beside",
            "Usage type",
            "task",
            "Quantity",
            "A",
            "Effective from",
            MAY_10,
            "Effective to",
            MAY_10.plusDays(5));
    assertThat(TablesReader.check(tables.save()).findings().toString())
        .contains("the field (B) is in row")
        .contains("already; delete one of the rows, or give them days that do not overlap")
        .contains("the field (ContactEvaluations.Late) is there several times, and has days")
        .contains("the field (A) is a text, not a count")
        .contains("the field (A) is not there on the days of the row");
  }

  @Test
  void daysBetweenTwoRowsOfAFieldAreAMistake() {
    tables
        .addColumns(METERING, "Contact fields", "Effective from", "Effective to")
        .add(METERING, "Contact fields", "Field", "A", "Type", "text", "Effective to", MAY_10)
        .add(
            METERING,
            "Contact fields",
            "Field",
            "A",
            "Type",
            "count",
            "Effective from",
            MAY_10.plusDays(5));
    assertThat(TablesReader.check(tables.save()).findings().toString())
        .contains("the field (A) is not read from 2024-05-10 to 2024-05-15; let row");
  }

  @Test
  void aRowOfThingsInAListIsOneUsageEach() throws IOException {
    addEmail();
    tables
        .add(METERING, "Contact fields", "Field", "Mails.Sent", "Type", "time")
        .add(
            METERING,
            RECORDS,
            "Channel",
            "TASK",
            "Counts as",
            "beside",
            "Usage type",
            "email-message",
            "For each",
            "Mails",
            "Starts",
            "Mails.Sent");
    Invoice invoice =
        rate(
            contact(
                "c1",
                "TASK",
                ",\"Mails\":[{\"Sent\":\"2024-05-07T10:00:00Z\"},"
                    + "{\"Sent\":\"2024-05-08T10:00:00Z\"},{\"Sent\":\"soon\"}]"));
    assertThat(Shown.of(invoice)).contains(usage("email-message", "2", "0.05", "0.1"));
    assertThat(invoice.rejected())
        .extracting(Rejection::reason)
        .containsExactly("Mails.Sent is missing or no time");
  }

  @Test
  void whatANumberIsIsARow() throws IOException {
    Files.writeString(
        input.resolve("numbers.csv"),
        """
        number,instance,country,number_type,claimed_at,released_at
        +12065550100,main,US,did,2024-05-02,2024-05-03
        +12065550101,main,US,toll-free,2024-05-02,2024-05-03
        """);
    tables.addFirst(
        METERING,
        "Numbers",
        "Number type",
        "toll-free",
        "Usage type",
        "not charged",
        "Country of",
        "our number");
    Invoice invoice = rate();
    // One day of the other number: 0.03.
    assertThat(Shown.of(invoice)).containsExactly(usage("phone-number", "1", "0.03", "0.03"));
    assertThat(invoice.rejected()).isEmpty();
  }

  @Test
  void aNumberThatNoRowKnowsIsRejected() throws IOException {
    Files.writeString(
        input.resolve("numbers.csv"),
        """
        number,instance,country,number_type,claimed_at,released_at
        +12065550100,main,US,did,2024-05-02,2024-05-03
        """);
    tables.edit(METERING, book -> book.removeSheetAt(book.getSheetIndex("Numbers")));
    Invoice invoice = rate();
    assertThat(invoice.lines()).isEmpty();
    assertThat(invoice.rejected())
        .extracting(Rejection::reason)
        .containsExactly(
            "no row of metering.xlsx, Numbers, says what a number of the type (did) is");
  }

  @Test
  void mistakesAreNamedByTheirCells() {
    tables
        .add(METERING, "Contact fields", "Field", "Agent", "Type", "text")
        .add(
            METERING,
            RECORDS,
            "Channel",
            "VOICE",
            "Initiation method",
            "INBOUND",
            "Counts as",
            "call",
            "Usage type",
            "voice-inbound",
            "Starts",
            "DisconectTimestamp",
            "Quantity",
            "seconds")
        .add(
            METERING,
            RECORDS,
            "Counts as",
            "beside",
            "Usage type",
            "task",
            "Starts",
            "Agent.ARN",
            "Chain",
            "own")
        .add(METERING, RECORDS, "Counts as", "part of a call", "Starts", "Agent.ARN")
        .add(
            METERING,
            RECORDS,
            "Counts as",
            "beside",
            "Usage type",
            "task",
            "Starts",
            "ContactEvaluations.EndTimestamp")
        .add(METERING, RECORDS, "Counts as", "call", "Usage type", "fax");
    assertThat(TablesReader.check(tables.save()).findings().toString())
        .contains("the field (Agent) and Agent.ARN lie one in the other")
        .contains("the starts (DisconectTimestamp) is unknown; write DisconnectTimestamp")
        .contains("the field (Agent.ARN) is a text, not a time")
        .contains("the field (ContactEvaluations.EndTimestamp) is there several times")
        .contains("the usage type (fax) is unknown");
  }

  @Test
  void aRowThatNoContactGetsToIsAMistake() {
    tables.add(
        METERING,
        RECORDS,
        "Channel",
        "TASK",
        "Initiation method",
        "API",
        "Counts as",
        "contact",
        "Usage type",
        "not charged");
    assertThat(TablesReader.check(tables.save()).findings().toString())
        .contains("no contact gets to this row: row ");
  }
}
