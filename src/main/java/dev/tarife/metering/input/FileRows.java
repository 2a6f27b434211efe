package dev.tarife.metering.input;

import dev.tarife.duckdb.Duck;
import dev.tarife.metering.input.UsageFile.Format;
import dev.tarife.table.LetterCase;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** The rows of usage files as texts, one by one, with their lines. */
public final class FileRows {
  /** A row of a usage file as texts. */
  @FunctionalInterface
  public interface Row {
    void accept(long line, Map<String, String> texts);
  }

  private FileRows() {}

  /**
   * Hands over every row of a file.
   *
   * @param faults gets what cannot be read at all
   */
  public static void read(UsageFile file, UsageFaults faults, Row row) {
    long[] line = {0};
    Row counting =
        (at, texts) -> {
          line[0] = at;
          row.accept(at, texts);
        };
    try {
      if (file.format() == Format.PARQUET) {
        parquet(file, faults, counting);
        return;
      }
      if (file.isEmpty()) {
        empty(faults);
        return;
      }
      try (InputStream in = file.open();
          LimitedReader reader = LimitedReader.of(in)) {
        if (file.format() == Format.CSV) {
          csv(reader, faults, counting);
        } else {
          JsonLines.read(reader, faults, counting);
        }
      }
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      broken(faults, line[0] + 1, cause == null ? new IOException(e) : cause);
    } catch (IOException e) {
      broken(faults, line[0] + 1, e);
    }
  }

  /** A delivery that was cut off must not look like a month without usage. */
  public static void empty(UsageFaults faults) {
    faults.add(1, "the file is empty", "copy it again, or take it out");
  }

  private static void broken(UsageFaults faults, long line, IOException e) {
    if (e instanceof CharacterCodingException) {
      faults.add(line, "is not in UTF-8, here or in the next lines", "save it as UTF-8");
    } else if (e instanceof ZipException || e instanceof EOFException) {
      faults.add(0, "is not a complete gzip file (" + e.getMessage() + ")", "copy it again");
    } else if (e instanceof LimitedReader.TooLong) {
      faults.add(line, "a record from here on is longer than 16 MB", "close its quotes");
    } else {
      faults.add(line, "cannot be read (" + e.getMessage() + ")", "copy it again");
    }
  }

  /** The columns of a CSV file, or null if it has no line or its header is at fault. */
  public static @Nullable List<String> header(UsageFile file, UsageFaults faults) {
    try {
      if (file.isEmpty()) {
        empty(faults);
        return null;
      }
      try (InputStream in = file.open();
          LimitedReader reader = LimitedReader.of(in);
          CSVParser parser = format().parse(reader)) {
        Iterator<CSVRecord> records = parser.iterator();
        if (!records.hasNext()) {
          empty(faults);
          return null;
        }
        List<String> header = records.next().toList();
        return checkHeader(header, faults) ? header : null;
      }
    } catch (IOException | RuntimeException e) {
      UsageReader.check(file, faults, false);
      return null;
    }
  }

  private static CSVFormat format() {
    return CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
  }

  private static void csv(LimitedReader reader, UsageFaults faults, Row row) throws IOException {
    try (CSVParser parser = format().parse(reader)) {
      Iterator<CSVRecord> records = parser.iterator();
      if (!records.hasNext()) {
        empty(faults);
        return;
      }
      List<String> header = records.next().toList();
      if (!checkHeader(header, faults)) {
        return;
      }
      while (true) {
        long line = parser.getCurrentLineNumber() + 1;
        reader.renew();
        if (!records.hasNext()) {
          return;
        }
        CSVRecord record = records.next();
        if (record.size() != header.size()) {
          faults.add(
              line,
              "has " + record.size() + " values, the header " + header.size(),
              "quote values that hold a comma; leave none out");
          continue;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
          texts.put(header.get(i), record.get(i));
        }
        row.accept(line, texts);
      }
    }
  }

  /** Whether the required columns are there, and none twice. */
  public static boolean checkHeader(List<String> header, UsageFaults faults) {
    Set<String> seen = new HashSet<>();
    boolean good = true;
    if (header.size() == 1 && header.get(0).contains(";")) {
      faults.add(1, "the columns are separated by semicolons", "separate them by commas");
      return false;
    }
    for (String column : header) {
      String plain = LetterCase.fold(column.strip()).replace(' ', '_').replace('-', '_');
      if (!column.equals(plain) && Columns.isContract(plain)) {
        faults.add(1, "column (" + column + ") is unknown", "write " + plain);
        good = false;
      }
      if (column.isEmpty()) {
        faults.add(1, "a column has no name", "name it in the header");
        good = false;
      } else if (!seen.add(LetterCase.fold(column))) {
        faults.add(1, "column (" + column + ") is there twice", "rename or remove one");
        good = false;
      }
    }
    for (String column : Columns.REQUIRED) {
      if (!header.contains(column)) {
        faults.add(1, "column (" + column + ") is missing", "add it: every record needs it");
        good = false;
      }
    }
    return good;
  }

  private static void parquet(UsageFile file, UsageFaults faults, Row row) {
    try (Connection connection = Duck.connect();
        Statement statement = connection.createStatement()) {
      String source = Duck.parquet(List.of(file.path()));
      List<String> header = new ArrayList<>();
      try (ResultSet columns = statement.executeQuery("DESCRIBE SELECT * FROM " + source)) {
        while (columns.next()) {
          header.add(columns.getString(1));
        }
      }
      if (!checkHeader(header, faults)) {
        return;
      }
      StringBuilder select = new StringBuilder("SELECT file_row_number + 1");
      header.forEach(
          column -> select.append(", CAST(").append(Duck.name(column)).append(" AS VARCHAR)"));
      try (ResultSet rows = statement.executeQuery(select + " FROM " + source + " ORDER BY 1")) {
        while (rows.next()) {
          Map<String, String> texts = new LinkedHashMap<>();
          for (int i = 0; i < header.size(); i++) {
            String value = rows.getString(i + 2);
            if (value != null) {
              texts.put(header.get(i), number(header.get(i), value));
            }
          }
          row.accept(rows.getLong(1), texts);
        }
      }
    } catch (SQLException e) {
      faults.add(0, "cannot be read (" + Duck.message(e) + ")", "write the Parquet file again");
    }
  }

  /** Typed decimals come with all the zeros of their type. */
  private static String number(String column, String value) {
    boolean numeric =
        column.equals(Columns.QUANTITY)
            || column.equals(Columns.CONNECTED_SECONDS)
            || column.equals(Columns.COUNT);
    return numeric && value.matches("-?[0-9]+\\.[0-9]+")
        ? value.replaceAll("0+$", "").replaceAll("\\.$", "")
        : value;
  }
}
