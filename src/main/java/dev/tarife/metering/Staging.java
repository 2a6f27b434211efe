package dev.tarife.metering;

import dev.tarife.metering.Staged.Origin;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
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
import org.jspecify.annotations.Nullable;

/**
 * Brings usage files together as the relation {@code every}. Little input goes into a table, at
 * once. Of much, texts are parsed once into Parquet in the run's folder, and Parquet is read where
 * it lies.
 */
final class Staging {
  private static final long LONGEST_LINE = 16L << 20;
  private static final long LITTLE = 48L << 20;

  private final Database database;
  private final Path folder;
  private final List<UsageFile> files;
  private final List<String> attributes;
  private final boolean accountNeeded;
  private final Staged staged;
  private int links;

  /**
   * Prepares to stage.
   *
   * @param folder for what is parsed
   * @param attributes further columns that are wanted
   */
  Staging(
      Database database,
      Path folder,
      List<UsageFile> files,
      List<String> attributes,
      boolean accountNeeded) {
    this.database = database;
    this.folder = folder;
    this.files = files;
    this.attributes = attributes;
    this.accountNeeded = accountNeeded;
    this.staged = new Staged(attributes, accountNeeded);
  }

  /**
   * Makes {@code every}; false: the database cannot read the texts.
   *
   * @throws FaultException if a header is at fault
   */
  boolean stage() throws SQLException, IOException {
    Map<String, List<UsageFile>> alike = new LinkedHashMap<>();
    Findings findings = new Findings();
    List<String> parsed = new ArrayList<>();
    List<String> inPlace = new ArrayList<>();
    Map<Map<String, Origin>, List<Path>> parquet = new LinkedHashMap<>();
    for (UsageFile file : files) {
      Faults faults = new Faults(file.name());
      switch (file.format()) {
        case CSV -> {
          List<String> header = UsageReader.header(file, faults);
          if (header != null) {
            alike
                .computeIfAbsent(file.zipped() + "csv" + header, key -> new ArrayList<>())
                .add(file);
          }
        }
        case JSONL -> {
          if (file.isEmpty()) {
            UsageReader.empty(faults);
          } else {
            alike.computeIfAbsent(file.zipped() + "jsonl", key -> new ArrayList<>()).add(file);
          }
        }
        case PARQUET -> {
          Map<String, Origin> columns = columns(file, faults);
          if (faults.isEmpty() && UsageReader.checkHeader(List.copyOf(columns.keySet()), faults)) {
            parquet.computeIfAbsent(columns, key -> new ArrayList<>()).add(Path.of(safe(file)));
          }
        }
      }
      findings.addAll(faults.findings());
    }
    findings.throwIfErrors();
    for (List<UsageFile> group : alike.values()) {
      parsed.add(
          group.get(0).format() == UsageFile.Format.CSV
              ? csv(group, UsageReader.header(group.get(0), new Faults(group.get(0).name())))
              : jsonl(group));
    }
    parquet.forEach((columns, paths) -> inPlace.add(staged.select(columns, Duck.parquet(paths))));
    try {
      gather(parsed, inPlace);
      return true;
    } catch (SQLException e) {
      if (parsed.isEmpty()) {
        throw e;
      }
      return false;
    }
  }

  private void gather(List<String> parsed, List<String> inPlace) throws SQLException, IOException {
    List<String> all = new ArrayList<>(parsed);
    all.addAll(inPlace);
    if (all.isEmpty()) {
      all.add(staged.select(Map.of(), "(SELECT 1)") + " WHERE false");
    }
    if (bytes() <= LITTLE) {
      database.run("CREATE OR REPLACE TEMP TABLE every AS " + String.join(" UNION ALL ", all));
      return;
    }
    List<Path> targets = new ArrayList<>();
    for (String select : parsed) {
      Path target = folder.resolve("staged-" + links++ + ".parquet");
      database.run(
          "COPY ("
              + select
              + ") TO "
              + Duck.text(target.toAbsolutePath().toString())
              // Nothing is read often enough to pay for packing it.
              + " (FORMAT parquet, COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 4096)");
      targets.add(target);
    }
    List<String> views = new ArrayList<>(inPlace);
    if (!targets.isEmpty()) {
      views.add("SELECT * FROM " + Duck.parquet(targets));
    }
    database.run("CREATE OR REPLACE TEMP VIEW every AS " + String.join(" UNION ALL ", views));
  }

  private long bytes() throws IOException {
    long bytes = 0;
    for (UsageFile file : files) {
      long size = Files.size(file.path());
      bytes += file.zipped() || file.format() == UsageFile.Format.PARQUET ? 8 * size : size;
    }
    return bytes;
  }

  /**
   * Stages again what the database reads otherwise than the contract: texts are written anew.
   *
   * @throws FaultException with every fault of the files; these are the rule, a difference is not
   */
  void rewrite() throws SQLException, IOException {
    Findings findings = new Findings();
    for (UsageFile file : files) {
      Faults faults = new Faults(file.name());
      UsageReader.check(file, faults, accountNeeded);
      findings.addAll(faults.findings());
    }
    findings.throwIfErrors();
    List<String> parsed = new ArrayList<>();
    List<String> inPlace = new ArrayList<>();
    for (UsageFile file : files) {
      if (file.format() == UsageFile.Format.PARQUET) {
        Map<String, Origin> columns = columns(file, new Faults(file.name()));
        inPlace.add(staged.select(columns, Duck.parquet(List.of(Path.of(safe(file))))));
      } else if (!file.isEmpty()) {
        parsed.add(rewritten(file));
      }
    }
    gather(parsed, inPlace);
  }

  /** Says that rows are bad, and no more: reading them in Java finds nothing wrong. */
  FaultException unreadable() {
    Findings findings = new Findings();
    for (UsageFile file : files) {
      findings.error(
          Place.ofFile(file.name()), "has a row that cannot be read", "write the file again");
    }
    return new FaultException(findings);
  }

  private String csv(List<UsageFile> group, @Nullable List<String> header) throws IOException {
    List<String> names = header == null ? List.of() : header;
    Map<String, Origin> columns = new LinkedHashMap<>();
    List<String> types = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.put(names.get(i), new Origin("c" + i, "VARCHAR"));
      types.add("c" + i + ": 'VARCHAR'");
    }
    return staged.select(
        columns,
        "read_csv("
            + list(group)
            + ", auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"',"
            + " strict_mode = true, null_padding = false, max_line_size = "
            + LONGEST_LINE
            + common(group.get(0), types));
  }

  private String jsonl(List<UsageFile> group) throws IOException {
    Map<String, Origin> columns = new LinkedHashMap<>();
    List<String> types = new ArrayList<>();
    for (String column : wanted()) {
      columns.put(column, new Origin(Duck.name(column), Staged.JSON));
      types.add(Duck.name(column) + ": 'VARCHAR'");
    }
    return staged.select(
        columns,
        "read_json("
            + list(group)
            + ", format = 'newline_delimited', records = true, maximum_object_size = "
            + LONGEST_LINE
            + common(group.get(0), types));
  }

  private static String common(UsageFile file, List<String> types) {
    return ", hive_partitioning = false, compression = "
        + (file.zipped() ? "'gzip'" : "'none'")
        + ", columns = {"
        + String.join(", ", types)
        + "})";
  }

  private List<String> wanted() {
    List<String> wanted = new ArrayList<>(Columns.CONTRACT);
    wanted.addAll(attributes);
    return wanted;
  }

  private String list(List<UsageFile> group) throws IOException {
    List<String> paths = new ArrayList<>();
    for (UsageFile file : group) {
      paths.add(Duck.text(safe(file)));
    }
    return "[" + String.join(", ", paths) + "]";
  }

  private Map<String, Origin> columns(UsageFile file, Faults faults)
      throws SQLException, IOException {
    Map<String, Origin> columns = new LinkedHashMap<>();
    try {
      database.rows(
          "DESCRIBE SELECT * FROM " + Duck.parquet(List.of(Path.of(safe(file)))),
          row ->
              columns.put(
                  row.getString(1), new Origin(Duck.name(row.getString(1)), row.getString(2))));
    } catch (SQLException e) {
      UsageReader.check(file, faults, accountNeeded);
      if (faults.isEmpty()) {
        throw e;
      }
    }
    return columns;
  }

  private String rewritten(UsageFile file) throws IOException {
    Path target = folder.resolve("rewritten-" + links++ + ".csv");
    List<String> wanted = wanted();
    Map<String, Origin> columns = new LinkedHashMap<>();
    List<String> types = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      columns.put(wanted.get(i), new Origin("c" + i, "VARCHAR"));
      types.add("c" + i + ": 'VARCHAR'");
    }
    CSVFormat format = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
    try (CSVPrinter printer = new CSVPrinter(Files.newBufferedWriter(target), format)) {
      UsageReader.rows(
          file,
          new Faults(file.name()),
          (line, texts) -> {
            try {
              printer.printRecord(wanted.stream().map(texts::get).toArray());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return staged.select(
        columns,
        "read_csv("
            + Duck.text(target.toAbsolutePath().toString())
            + ", auto_detect = false, header = false, delim = ',', quote = '\"', escape = '\"',"
            + " new_line = '\\n', compression = 'none', max_line_size = "
            + LONGEST_LINE
            + ", columns = {"
            + String.join(", ", types)
            + "})");
  }

  /** A path that the database takes for one file, whatever its name is. */
  private String safe(UsageFile file) throws IOException {
    String path = file.path().toAbsolutePath().toString();
    if (path.matches("[^*?\\[\\]{}\\\\]*")) {
      return path;
    }
    Path link = folder.resolve("input-" + links++ + "." + file.format());
    try {
      Files.createSymbolicLink(link, file.path().toAbsolutePath());
    } catch (UnsupportedOperationException | IOException e) {
      Files.copy(file.path(), link);
    }
    return link.toAbsolutePath().toString();
  }
}
