package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.bundle.BundleBuilder;
import dev.tarife.bundle.BundleVersion;
import dev.tarife.edit.ScenarioBook;
import dev.tarife.model.Account;
import dev.tarife.model.FaultException;
import dev.tarife.model.Instance;
import dev.tarife.rating.Tariff;
import dev.tarife.scenario.ContactFiles;
import dev.tarife.scenario.Scenarios;
import dev.tarife.table.Scenario;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios that hold contact records and numbers, and what they keep from being deployed. */
@Tag("slow")
class ScenarioContactsTest {
  private static final String BOOK = "scenarios.xlsx";
  private static final String CALL =
      """
      {"AWSAccountId":"123456789012","ContactId":"c1","Channel":"VOICE","InitiationMethod":"INBOUND",
       "InstanceARN":"arn:aws:connect:us-west-2:123456789012:instance/main",
       "InitiationTimestamp":"2024-05-06T10:00:00Z","ConnectedToSystemTimestamp":"2024-05-06T10:00:00Z",
       "DisconnectTimestamp":"2024-05-06T10:02:00Z","LastUpdateTimestamp":"2024-05-06T10:03:00Z",
       "SystemEndpoint":{"Address":"+12065550100","Type":"TELEPHONE_NUMBER"},
       "CustomerEndpoint":{"Address":"+12065550199","Type":"TELEPHONE_NUMBER"}}
      """;

  @TempDir private Path folder = Path.of("");
  @TempDir private Path input = Path.of("");
  private EditedTables tables = EditedTables.NONE;

  @BeforeEach
  void copyTheWorkbooks() throws IOException {
    tables =
        all(Real.TABLES, folder)
            .edit(BOOK, book -> sheet(book, "Contact records", "Scenario", "Record"))
            .edit(
                BOOK,
                book ->
                    sheet(
                        book,
                        "Numbers",
                        "Scenario",
                        "Number",
                        "Instance",
                        "Country",
                        "Number type",
                        "Claimed at",
                        "Released at"));
    tables.save();
  }

  /** A copy of all workbooks, scenarios among them. */
  private static EditedTables all(Path from, Path to) throws IOException {
    Files.copy(from.resolve(BOOK), to.resolve(BOOK));
    return EditedTables.copy(from, to);
  }

  private static void sheet(XSSFWorkbook book, String name, String... headers) {
    if (book.getSheet(name) == null) {
      Row row = book.createSheet(name).createRow(0);
      for (String header : headers) {
        row.createCell(Math.max(0, row.getLastCellNum())).setCellValue(header);
      }
    }
  }

  @AfterEach
  void closeTheWorkbooks() {
    tables.close();
  }

  /** Adds a scenario of the call and the number as the command does; gives the total. */
  private String added() throws IOException {
    Path records = Files.writeString(input.resolve("records.json"), CALL);
    Path numbers =
        Files.writeString(
            input.resolve("numbers.csv"),
            """
            number,instance,country,number_type,claimed_at,released_at
            +12065550100,main,US,did,2024-05-06,2024-05-07
            """);
    ScenarioBook.Added added =
        new ScenarioBook(Tariff.load(folder), TablesReader.workbooks(folder))
            .add(
                "call",
                "A call as Amazon Connect delivers it",
                Account.of("123456789012", "USD", new Instance("main", "us-west-2")),
                Real.MAY,
                List.of(),
                ContactFiles.read(List.of(records), List.of(numbers)));
    Files.write(folder.resolve(BOOK), added.workbook());
    return added.invoice().totalExact().toString();
  }

  @Test
  void contactRecordsAndNumbersAreRatedLikeTheirFiles() throws IOException {
    // Two minutes at 0.018 and at 0.0022, and one day of the number at 0.03.
    assertThat(added()).isEqualTo("0.0704");
    Tariff tariff = Tariff.load(folder);
    Scenario kept = tariff.tables().scenarios().get(tariff.tables().scenarios().size() - 1);
    assertThat(kept.contacts().records()).hasSize(1);
    assertThat(kept.contacts().numbers()).hasSize(1);
    assertThat(Scenarios.run(tariff).list()).isEmpty();
  }

  @Test
  void aChangedContactRowIsNotBuiltIntoABundle() throws IOException {
    added();
    try (EditedTables changed = all(folder, Files.createDirectory(input.resolve("tables")))) {
      Path edited =
          changed
              .change(
                  "metering.xlsx",
                  "Contact records",
                  "Initiation method",
                  "INBOUND",
                  "Ends",
                  "InitiationTimestamp")
              .save();
      assertThatThrownBy(() -> BundleBuilder.build(edited, BundleVersion.parse("1.0.0")))
          .isInstanceOf(FaultException.class)
          .hasMessageContaining("scenario call: no line is 2 of voice-service (usage) at 0.018");
    }
  }

  @Test
  void aRecordThatIsNotJsonIsNamedWithItsCell() throws IOException {
    added();
    try (EditedTables changed = all(folder, Files.createDirectory(input.resolve("tables")))) {
      Path edited =
          changed
              .change(BOOK, "Contact records", "Scenario", "call", "Record", "{\"Channel\": ")
              .change(BOOK, "Numbers", "Scenario", "call", "Country", "Usa")
              .save();
      assertThat(Scenarios.run(Tariff.load(edited)).lines())
          .anyMatch(line -> line.startsWith("scenarios.xlsx:Contact records!B5: "))
          .anyMatch(
              line ->
                  line.equals(
                      "scenarios.xlsx:Numbers!B3: country (Usa) is not a country code; write two"
                          + " capitals, such as US"));
    }
  }
}
