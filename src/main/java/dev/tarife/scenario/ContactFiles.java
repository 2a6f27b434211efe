package dev.tarife.scenario;

import dev.tarife.metering.input.GzipStream;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.table.Scenario;
import dev.tarife.table.Scenario.Contacts;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** Reads contact records and numbers from files, as a scenario holds them. */
public final class ContactFiles {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final CSVFormat CSV =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  private ContactFiles() {}

  /**
   * Reads files.
   *
   * @param records contact records: JSON in lines, arrays or one after another, in gzip or not
   * @param numbers number inventories
   * @throws FaultException if a file is not JSON or not an inventory
   */
  public static Contacts read(List<Path> records, List<Path> numbers) {
    Findings findings = new Findings();
    List<Scenario.ContactText> documents = new ArrayList<>();
    List<Scenario.InventoryRow> rows = new ArrayList<>();
    for (Path file : records) {
      Place place = Place.ofFile(file.toString());
      try (InputStream in = open(file);
          MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(in)) {
        while (values.hasNext()) {
          JsonNode value = values.next();
          if (value.isArray()) {
            value.forEach(one -> documents.add(new Scenario.ContactText(one.toString(), place)));
          } else {
            documents.add(new Scenario.ContactText(value.toString(), place));
          }
        }
      } catch (JacksonException e) {
        findings.error(place, "is not JSON: " + e.getOriginalMessage(), "fix the file");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    for (Path file : numbers) {
      Place place = Place.ofFile(file.toString());
      try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, CSV)) {
        for (CSVRecord row : parser) {
          rows.add(
              new Scenario.InventoryRow(
                  row.get("number"),
                  row.get("instance"),
                  row.get("country"),
                  row.get("number_type"),
                  row.get("claimed_at"),
                  row.get("released_at"),
                  place));
        }
      } catch (IllegalArgumentException e) {
        findings.error(
            place, "is not a number inventory: " + e.getMessage(), "see docs/contact-records.md");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    findings.throwIfErrors();
    return new Contacts(documents, rows);
  }

  private static InputStream open(Path file) throws IOException {
    return GzipStream.unpacked(new BufferedInputStream(Files.newInputStream(file)));
  }
}
