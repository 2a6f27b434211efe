package dev.tarife.metering.input;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Duck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Usage files as tables of the database, as they are written. */
public final class UsageSources {
  private static final long LONGEST_LINE = 16L << 20;

  /**
   * Files that are read as one table.
   *
   * @param columns where each column comes from
   * @param table in SQL
   */
  public record Source(Map<String, SourceColumn> columns, String table) {}

  private final Path folder;
  private final List<String> wanted;
  private int links;

  /**
   * Opens the files of one run.
   *
   * @param folder for links to files, and for what is written anew
   * @param wanted columns that are looked for in files without a header
   */
  public UsageSources(Path folder, List<String> wanted) {
    this.folder = folder;
    this.wanted = List.copyOf(wanted);
  }

  /** CSV files that have the same header. */
  public Source csv(List<UsageFile> files, List<String> header) throws IOException {
    Map<String, SourceColumn> columns = new LinkedHashMap<>();
    String types = texts(header, columns);
    return new Source(
        columns,
        "read_csv("
            + list(files)
            + ", header = true, strict_mode = true, null_padding = false"
            + CSV
            + common(files.get(0), types));
  }

  private static final String CSV =
      ", auto_detect = false, delim = ',', quote = '\"', escape = '\"', max_line_size = "
          + LONGEST_LINE
          // By itself it takes sixteen times the longest line for each piece of a file.
          + ", buffer_size = "
          + 2 * LONGEST_LINE;

  /** Files of JSON lines. */
  Source jsonl(List<UsageFile> files) throws IOException {
    Map<String, SourceColumn> columns = new LinkedHashMap<>();
    List<String> types = new ArrayList<>();
    for (String column : wanted) {
      columns.put(column, new SourceColumn(Duck.name(column), SourceColumn.JSON));
      types.add(Duck.name(column) + ": 'VARCHAR'");
    }
    return new Source(
        columns,
        "read_json("
            + list(files)
            + ", format = 'newline_delimited', records = true, maximum_object_size = "
            + LONGEST_LINE
            + common(files.get(0), String.join(", ", types)));
  }

  private static String common(UsageFile file, String types) {
    return ", hive_partitioning = false, compression = "
        + (file.zipped() ? "'gzip'" : "'none'")
        + ", columns = {"
        + types
        + "})";
  }

  /** Parquet files with the same columns. */
  public static Source parquet(Map<String, SourceColumn> columns, List<Path> files) {
    return new Source(columns, Duck.parquet(files));
  }

  /** The columns of a Parquet file. */
  public Map<String, SourceColumn> columns(Database database, UsageFile file)
      throws SQLException, IOException {
    Map<String, SourceColumn> columns = new LinkedHashMap<>();
    database.rows(
        "DESCRIBE SELECT * FROM " + Duck.parquet(List.of(safe(file))),
        row ->
            columns.put(
                row.getString(1), new SourceColumn(Duck.name(row.getString(1)), row.getString(2))));
    return columns;
  }

  /** A file's texts as Java reads them, written anew. */
  Source rewritten(UsageFile file) throws IOException {
    Path target = folder.resolve("rewritten-" + links++ + ".csv");
    CSVFormat format = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
    try (CSVPrinter printer = new CSVPrinter(Files.newBufferedWriter(target), format)) {
      FileRows.read(
          file,
          new UsageFaults(file.name()),
          (line, texts) -> {
            try {
              printer.printRecord(wanted.stream().map(texts::get).toArray());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    Map<String, SourceColumn> columns = new LinkedHashMap<>();
    String types = texts(wanted, columns);
    return new Source(
        columns,
        "read_csv("
            + Duck.text(target.toAbsolutePath().toString())
            + ", header = false, new_line = '\\n', compression = 'none'"
            + CSV
            + ", columns = {"
            + types
            + "})");
  }

  /** A file without a header, whose rows may lack columns at their end. */
  static String padded(Path file, String types) {
    return "read_csv("
        + Duck.text(file.toAbsolutePath().toString())
        + ", header = false, new_line = '\\n', compression = 'none', null_padding = true, parallel = false"
        + CSV
        + ", columns = {"
        + types
        + "})";
  }

  /** Adds columns of texts; gives their types in SQL. */
  private static String texts(List<String> names, Map<String, SourceColumn> columns) {
    List<String> types = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.put(names.get(i), new SourceColumn("c" + i, SourceColumn.CSV));
      types.add("c" + i + ": 'VARCHAR'");
    }
    return String.join(", ", types);
  }

  private String list(List<UsageFile> files) throws IOException {
    List<String> paths = new ArrayList<>();
    for (UsageFile file : files) {
      paths.add(Duck.text(safe(file).toString()));
    }
    return "[" + String.join(", ", paths) + "]";
  }

  /** A path that the database takes for one file, whatever its name is. */
  public Path safe(UsageFile file) throws IOException {
    Path path = file.path().toAbsolutePath();
    if (path.toString().matches("[^*?\\[\\]{}\\\\]*")) {
      return path;
    }
    Path link = folder.resolve("input-" + links++ + "." + file.format()).toAbsolutePath();
    try {
      Files.createSymbolicLink(link, path);
    } catch (UnsupportedOperationException | IOException e) {
      Files.copy(file.path(), link);
    }
    return link;
  }
}
