package dev.tarife.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tarife.duckdb.Duck;
import dev.tarife.duckdb.Gauge;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.metering.bulk.BulkMetered;
import dev.tarife.metering.input.UsageReader;
import dev.tarife.model.Account;
import dev.tarife.model.FaultException;
import dev.tarife.model.Instance;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Rejection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Usage files of every form, and what is said of broken ones. */
class UsageFilesTest {
  private static final String HEADER =
      "record_id,instance,usage_type,start_time,end_time,quantity,count,contact_id\n";
  private static final String ROW = "a,east,message,2024-05-02T10:00:00Z,,2,,\n";

  @TempDir Path folder;

  /** A packed file is read through a buffer of its own. */
  @Test
  void readsSeveralPackedFilesWithLittleMemory() throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      files.add(gzip("p" + i + ".csv.gz", HEADER + ROW.replace("a,", "a" + i + ",")));
    }
    BulkMeter.Options options = new BulkMeter.Options(null, "256MB", 2, List.of());
    assertThat(Fixture.bulk(Fixture.SLICES, files, options)).isEqualTo(Fixture.bulk(files));
  }

  @Test
  void namesEveryFaultByLine() throws IOException {
    String file =
        HEADER
            + ROW
            + "b,east,message,2024-13-02T10:00:00Z,,2,,\n"
            + "\"c\nc\",east,message,2024-05-02T10:00:00Z,,-2,,\n"
            + ",east,message,2024-05-02T10:00:00Z,,0.0000000001,,\n"
            + "e,east,message,2024-05-02T10:00:00Z,2024-05-01T10:00:00Z,two,0,\n"
            + "f,east,message,2024-05-02T10:00:00Z,2024-05-01T10:00:00Z,,2,x\n"
            + "g,east,message,1024-05-02T10:00:00Z,,,0,\n"
            + "h,east\n";
    assertFaults(
        write("bad.csv", file),
        "bad.csv:3: start_time (2024-13-02T10:00:00Z) is not an ISO 8601 time",
        "bad.csv:4: quantity (-2) is negative",
        "bad.csv:6: quantity (0.0000000001) has more than 9 decimals",
        "bad.csv:6: record_id is empty",
        "bad.csv:7: quantity (two) is not a number",
        "bad.csv:8: count (2) is above 1 in a record with a contact_id",
        "bad.csv:8: end_time (2024-05-01T10:00:00Z) is before start_time",
        "bad.csv:9: count (0) is not between 1 and",
        "bad.csv:9: start_time (1024-05-02T10:00:00Z) is outside the years",
        "bad.csv:10: has 2 values, the header 8");
  }

  @Test
  void valuesTooLongToReckonWithAreFaultsOfTheirLine() throws IOException {
    assertFaults(
        write(
            "long.csv",
            """
            record_id,instance,usage_type,start_time,end_time,quantity,count
            a,east,recording,1700-05-02T10:00:00Z,2250-05-02T10:00:00Z,,
            b,east,message,2024-05-02T10:00:00Z,,5000000000000000000,9000000000000000000
            """),
        "long.csv:2: start_time (1700-05-02T10:00:00Z) is outside the years",
        "long.csv:3: count (9000000000000000000) is not a whole number from 1 to");
  }

  @Test
  void aWrongLineIsAFaultAlsoWhereALaterOneReplacesItsRecord() throws IOException {
    assertFaults(
        write(
            "later.csv",
            """
            record_id,instance,usage_type,start_time,quantity,updated_at
            a,east,message,2024-05-02T10:00:00Z,-1,2024-05-03T00:00:00Z
            a,east,message,2024-05-02T10:00:00Z,1,2024-05-04T00:00:00Z
            """),
        "later.csv:2: quantity (-1) is negative");
  }

  @Test
  void namesFaultsOfHeaderEncodingAndArchive() throws IOException {
    assertFaults(
        write("h.csv", "record_id,Quantity,quantity\n"),
        "h.csv:1: column (quantity) is there twice");
    assertFaults(
        write("m.csv", "record_id,instance,usage_type\n"),
        "m.csv:1: column (start_time) is missing");
    assertFaults(write("u.csv", HEADER + ROW, StandardCharsets.UTF_16), "is not in UTF-8");
    assertFaults(
        write(
            "l.csv", HEADER + ROW.replace("east", "\u0131\u00e7"), Charset.forName("windows-1254")),
        "is not in UTF-8");
    Path whole = gzip("w.csv.gz", HEADER + ROW.repeat(1000));
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(bytes, bytes.length - 20));
    assertFaults(cut, "cut.csv.gz: is not a complete gzip file");
    assertFaults(
        write("j.jsonl", "{\"record_id\": \"a\"\n"),
        "j.jsonl:1: is not JSON (Unexpected end-of-input: expected close marker for Object); write");
    assertFaults(
        write("d.jsonl", "{\"a\":".repeat(5000) + "1" + "}".repeat(5000)),
        "d.jsonl:1: is not JSON (Document nesting depth (501) exceeds the maximum allowed (500)); write");
  }

  @Test
  void saysHowManyMoreFaultsThereAre() throws IOException {
    assertFaults(write("many.csv", HEADER + ROW.replace(",2,", ",x,").repeat(150)), "and 50 more");
  }

  @Test
  void formsOfOneFileAreEqual() throws IOException, SQLException {
    String rows =
        HEADER
            + "a,east,voice,2024-05-02T12:00:00+02:00,2024-05-02T10:00:07.5Z,,,c\n"
            + "b,west,message,2024-05-02 10:00:00,,2.50,3,\n"
            + "d,west,nonsense,2024-05-02,,,,\n";
    Path csv = write("a.csv", rows);
    Metered expected = Fixture.bulk(List.of(csv));
    assertThat(Fixture.inMemory(UsageReader.read(csv))).isEqualTo(expected);
    Path jsonl =
        write(
            "a.jsonl",
            "{\"record_id\":\"a\",\"instance\":\"east\",\"usage_type\":\"voice\",\"contact_id\":\"c\","
                + "\"start_time\":\"2024-05-02T12:00:00+02:00\",\"end_time\":\"2024-05-02T10:00:07.5Z\"}\r\n\n"
                + "{\"record_id\":\"b\",\"instance\":\"west\",\"usage_type\":\"message\",\"count\":3,"
                + "\"start_time\":\"2024-05-02 10:00:00\",\"quantity\":2.50,\"other\":{\"a\":[1]}}\n"
                + "{\"record_id\":\"d\",\"instance\":\"west\",\"usage_type\":\"nonsense\","
                + "\"start_time\":\"2024-05-02\",\"country\":null}");
    Path parquet = folder.resolve("a.parquet");
    try (Connection connection = Duck.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT * REPLACE (CAST(start_time AS TIMESTAMPTZ) AS start_time,"
              + " CAST(quantity AS DOUBLE) AS quantity, CAST(count AS INTEGER) AS count)"
              + " FROM read_csv("
              + Duck.text(csv.toString())
              + ", all_varchar = true)) TO "
              + Duck.text(parquet.toString()));
    }
    List<Path> forms =
        List.of(
            jsonl,
            parquet,
            write("bom.csv", "\uFEFF" + rows),
            write("crlf.csv", rows.replace("\n", "\r\n")),
            write("mixed.csv", rows.replaceFirst("\n", "\r\n")),
            gzip("b.csv.gz", rows),
            gzip("c.jsonl.gz", Files.readString(jsonl)));
    for (Path form : forms) {
      assertThat(Fixture.bulk(List.of(form))).as(form.toString()).isEqualTo(expected);
      assertThat(Fixture.inMemory(UsageReader.read(form))).as(form.toString()).isEqualTo(expected);
    }
    assertThat(Fixture.bulk(List.of(csv, jsonl, parquet))).isEqualTo(expected);
    assertThat(Fixture.bulk(List.of(folder.resolve("*.jsonl")))).isEqualTo(expected);
  }

  @Test
  void aHeaderAloneHoldsNothingButAnEmptyFileIsAFault() throws IOException {
    Path header = write("h.csv", HEADER);
    Metered metered = Fixture.bulk(List.of(header));
    assertThat(metered.records()).isZero();
    assertThat(metered).isEqualTo(Fixture.inMemory(UsageReader.read(header)));
    for (String name : List.of("e.csv", "e.jsonl")) {
      assertFaults(write(name, ""), name + ":1: the file is empty; copy it again");
    }
  }

  @Test
  void anEmptyTextIsMissingWhetherQuotedOrNot() throws IOException {
    String header = "record_id,instance,usage_type,start_time,quantity,country,count\n";
    Path bare = write("bare.csv", header + "r,i1,chat,2024-05-01T00:00:00Z,,,\n");
    Path quoted =
        write("q.csv", header + "\"r\",\"i1\",\"chat\",\"2024-05-01T00:00:00Z\",\"\",\"\",\"\"\n");
    Metered metered = Fixture.bulk(List.of(bare));
    assertThat(metered.records()).isOne();
    assertThat(metered).isEqualTo(Fixture.inMemory(UsageReader.read(bare)));
    assertThat(Fixture.bulk(List.of(quoted))).isEqualTo(metered);
    assertFaults(
        write("none.csv", header + "\"\",i1,chat,2024-05-01T00:00:00Z,1,,\n"),
        "none.csv:2: record_id is empty");
  }

  @Test
  void aColumnIsNotTakenForAnAttributeBecauseOfItsSpelling() throws IOException {
    assertFaults(
        write("spelt.csv", HEADER.replace("quantity", "Quantity").replace("count", " count")),
        "spelt.csv:1: column (Quantity) is unknown; write quantity",
        "spelt.csv:1: column ( count) is unknown; write count");
    assertFaults(
        write("semicolons.csv", HEADER.replace(',', ';')),
        "semicolons.csv:1: the columns are separated by semicolons; separate them by commas");
  }

  @Test
  void namesOfFilesAndColumnsAreNoSql() throws IOException {
    String rows = HEADER.replace("contact_id", "\"x'); DROP TABLE types; --\"") + ROW;
    Metered expected = Fixture.bulk(List.of(write("plain.csv", HEADER + ROW)));
    for (String name :
        List.of("it's.csv", "a'); DROP TABLE types; --.csv", "s[1]*.csv", "\"q\".csv", "{a}.csv")) {
      assertThat(Fixture.bulk(List.of(write(name, rows)))).as(name).isEqualTo(expected);
    }
  }

  @Test
  void accountsAreMeteredApart() throws IOException {
    String header = "record_id,account,instance,usage_type,start_time,quantity\n";
    String row = "a,%s,east,message,2024-05-02T10:00:00Z,%d\n";
    Path file =
        write(
            "two.csv",
            header + row.formatted("A", 1) + row.formatted("B", 2) + row.formatted("C", 3));
    try (BulkMetered metered = several(file)) {
      assertThat(metered.of("A").usage().get(0).quantity()).hasToString("1");
      assertThat(metered.of("B").usage().get(0).quantity()).hasToString("2");
      assertThat(metered.rejected())
          .containsExactly(new Rejection("unknown account (C): no account file names it", 1, "a"));
      assertThatThrownBy(() -> metered.of("C")).hasMessageContaining("(C) was not metered");
    }
    try (BulkMetered metered = several(file)) {
      assertThat(metered.of("B").usage().get(0).quantity()).hasToString("2");
      assertThatThrownBy(() -> metered.of("A"))
          .hasMessageContaining("(A) is read over already")
          .hasMessageContaining("ascending id");
    }
    Path silent = write("silent.csv", header + row.formatted("", 1));
    assertThatThrownBy(() -> several(silent))
        .hasMessageContaining("silent.csv:2: account is empty");
  }

  @Test
  void aHoldingCountsOnceInEachSliceOfItsOwnAccount() throws IOException {
    String header = "record_id,account,instance,usage_type,start_time,country,number_type\n";
    String row = "%1$s,%2$s,east,number,2024-05-%3$sT10:00:00Z,US,did\n";
    Path file =
        write(
            "held.csv",
            header
                + row.formatted("all", "A", "02")
                + row.formatted("late", "A", "12")
                + row.formatted("all", "B", "02")
                + row.formatted("late", "B", "12"));
    // The month is cut on the 11th and 21st for A alone.
    try (BulkMetered metered = several(file)) {
      assertThat(metered.of("A").usage())
          .extracting(MeteredUsage::firstSlice, MeteredUsage::records, MeteredUsage::example)
          .containsExactly(
              tuple(LocalDate.parse("2024-05-01"), 1L, "all"),
              tuple(LocalDate.parse("2024-05-11"), 2L, "all"),
              tuple(LocalDate.parse("2024-05-21"), 2L, "all"));
      assertThat(metered.of("B").usage())
          .extracting(MeteredUsage::records, MeteredUsage::example)
          .containsExactly(tuple(2L, "all"));
    }
  }

  private static BulkMetered several(Path file) {
    return new BulkMeter(Fixture.TABLES, Fixture.KINDS)
        .meter(
            List.of(file),
            List.of(
                Account.of("A", "USD", new Instance("east", "us-east-1")),
                Account.of("B", "USD", new Instance("east", "us-west-2"))),
            Fixture.MAY,
            account ->
                account.id().equals("A") ? Fixture.SLICES : Slices.of(Fixture.MAY, List.of()),
            Fixture::terms,
            BulkMeter.Options.standard(),
            Gauge.NONE);
  }

  private void assertFaults(Path file, String... texts) {
    assertThatThrownBy(() -> Fixture.bulk(List.of(file)))
        .isInstanceOf(FaultException.class)
        .hasMessageContainingAll(texts);
    assertThatThrownBy(() -> UsageReader.read(file))
        .isInstanceOf(FaultException.class)
        .hasMessageContainingAll(texts);
  }

  private Path write(String name, String text) throws IOException {
    return write(name, text, StandardCharsets.UTF_8);
  }

  private Path write(String name, String text, Charset charset) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(charset));
  }

  private Path gzip(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
