package dev.tarife.scenario;

import dev.tarife.connect.ContactRecords;
import dev.tarife.connect.Settled;
import dev.tarife.duckdb.Spill;
import dev.tarife.metering.input.UsageReader;
import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.model.Rejection;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.ContactMap;
import dev.tarife.table.Scenario;
import dev.tarife.table.Scenario.Contacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;

/**
 * What the contact records and numbers of a scenario settle.
 *
 * @param usage usage records, to be metered with the scenario's own
 * @param rejected what is not charged, and why
 * @param notes what the records cannot settle, in words
 */
record SettledContacts(List<UsageRecord> usage, List<Rejection> rejected, List<String> notes) {
  /**
   * Settles them as files of the same content would be.
   *
   * @throws FaultException with the cell of each record or number that is at fault
   */
  static SettledContacts of(Scenario scenario, ContactMap map) {
    Contacts contacts = scenario.contacts();
    try (Spill spill = Spill.open(null)) {
      Path records = spill.folder().resolve("records.jsonl");
      Path numbers = spill.folder().resolve("numbers.csv");
      List<Path> recordFiles =
          write(records, contacts.records().stream().map(Scenario.ContactText::json).toList());
      List<String> inventory = new ArrayList<>();
      if (!contacts.numbers().isEmpty()) {
        inventory.add("number,instance,country,number_type,claimed_at,released_at");
        contacts.numbers().forEach(number -> inventory.add(line(number)));
      }
      List<Path> numberFiles = write(numbers, inventory);
      try (Settled settled =
          new ContactRecords(map, List.of())
              .settle(recordFiles, numberFiles, List.of(scenario.account()), scenario.period())) {
        List<UsageRecord> usage = new ArrayList<>();
        settled.usage().forEach(file -> usage.addAll(UsageReader.read(file)));
        List<Rejection> rejected = new ArrayList<>(settled.rejected(scenario.account().id()));
        rejected.addAll(settled.unassigned());
        return new SettledContacts(usage, rejected, settled.notes(scenario.account().id()));
      } catch (FaultException e) {
        throw new FaultException(inCells(e, contacts, records, numbers));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> write(Path file, List<String> lines) throws IOException {
    return lines.isEmpty() ? List.of() : List.of(Files.write(file, lines));
  }

  /** The findings with the cells that their lines come from. */
  private static Findings inCells(FaultException e, Contacts contacts, Path records, Path numbers) {
    Findings findings = new Findings();
    List<Place> ofRecords = contacts.records().stream().map(Scenario.ContactText::place).toList();
    List<Place> ofNumbers = contacts.numbers().stream().map(Scenario.InventoryRow::place).toList();
    for (Finding finding : e.findings().list()) {
      Place place = finding.place();
      if (place.file().equals(records.toString())) {
        findings.add(finding.at(ofRecords.get(Math.max(0, place.row() - 1))));
      } else if (place.file().equals(numbers.toString())) {
        findings.add(finding.at(ofNumbers.get(Math.max(0, place.row() - 2))));
      } else {
        findings.add(finding);
      }
    }
    return findings;
  }

  /** A row as a line of CSV. */
  private static String line(Scenario.InventoryRow row) {
    return CSVFormat.RFC4180.format(
        row.number(),
        row.instance(),
        row.country(),
        row.numberType(),
        row.claimedAt(),
        row.releasedAt());
  }
}
