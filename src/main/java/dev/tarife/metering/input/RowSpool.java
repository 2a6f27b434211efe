package dev.tarife.metering.input;

import dev.tarife.metering.input.UsageSources.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Rows that Java read, written for the database. What columns there are is known at the end: a row
 * has the columns that were known when it was written.
 */
public final class RowSpool implements AutoCloseable {
  /** Columns before those of a record, which staging takes for attributes. */
  public static final String BATCH = "batch";

  public static final String LINE = "line";

  private final Path file;
  private final CSVPrinter printer;
  private final Map<String, Integer> columns = new LinkedHashMap<>();

  public RowSpool(Path file) throws IOException {
    this.file = file;
    this.printer =
        new CSVPrinter(
            Files.newBufferedWriter(file),
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get());
    Columns.CONTRACT.forEach(column -> columns.put(column, columns.size()));
  }

  /** Adds a row. An empty value is a missing one. */
  public void add(long batch, long line, Map<String, String> texts) {
    texts.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            columns.putIfAbsent(name, columns.size());
          }
        });
    @Nullable Object[] row = new @Nullable Object[2 + columns.size()];
    row[0] = batch;
    row[1] = line;
    texts.forEach(
        (name, value) -> {
          Integer at = columns.get(name);
          if (at != null) {
            row[2 + at] = value;
          }
        });
    try {
      printer.printRecord(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of the columns that are not the contract's. */
  public List<String> attributes() {
    return columns.keySet().stream().filter(column -> !Columns.isContract(column)).toList();
  }

  /**
   * The rows as a table, with the columns {@link #BATCH} and {@link #LINE} under names that no
   * record can have.
   */
  public Source source() throws IOException {
    printer.flush();
    Map<String, SourceColumn> origins = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(List.of(own(BATCH), own(LINE)));
    names.addAll(columns.keySet());
    List<String> types = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      origins.put(names.get(i), new SourceColumn("c" + i, SourceColumn.CSV));
      types.add("c" + i + ": 'VARCHAR'");
    }
    return new Source(origins, UsageSources.padded(file, String.join(", ", types)));
  }

  /** A name that is not a column of a file: those are not empty, and this has nothing before it. */
  public static String own(String column) {
    return "\n" + column;
  }

  @Override
  public void close() throws IOException {
    printer.close();
  }
}
