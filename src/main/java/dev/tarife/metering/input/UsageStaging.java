package dev.tarife.metering.input;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Duck;
import dev.tarife.metering.input.UsageSources.Source;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Brings usage files together as the relation {@code staged}. Little input goes into a table, at
 * once. Of much, texts are parsed once into Parquet in the run's folder, and Parquet is read where
 * it lies.
 */
public final class UsageStaging {
  private final HashSettings tuning;
  private final Database database;
  private final Path folder;
  private final List<UsageFile> files;
  private final boolean accountNeeded;
  private final StagedColumns staged;
  private final UsageSources sources;
  private StagedShape shape = new StagedShape(Set.of(), Set.of());
  private final SortedMap<String, SortedSet<String>> columns = new TreeMap<>();
  private int parts;

  /**
   * Prepares to stage.
   *
   * @param folder for what is parsed
   * @param attributes further columns that are wanted
   */
  public UsageStaging(
      HashSettings tuning,
      Database database,
      Path folder,
      List<UsageFile> files,
      List<String> attributes,
      boolean accountNeeded) {
    this.tuning = tuning;
    this.database = database;
    this.folder = folder;
    this.files = files;
    this.accountNeeded = accountNeeded;
    this.staged = new StagedColumns(attributes, accountNeeded);
    this.sources =
        new UsageSources(
            folder, Stream.concat(Columns.CONTRACT.stream(), attributes.stream()).toList());
  }

  /** What the rows of {@code staged} can hold. */
  public StagedShape shape() {
    return shape;
  }

  /** Every column, and the files that have it; of JSON lines, the columns of the first records. */
  public SortedMap<String, SortedSet<String>> columns() {
    return columns;
  }

  private void note(Collection<String> names, UsageFile file) {
    names.forEach(name -> columns.computeIfAbsent(name, key -> new TreeSet<>()).add(file.name()));
  }

  /**
   * Makes {@code staged}; false: the database cannot read the texts.
   *
   * @throws FaultException if a header is at fault
   */
  public boolean stage() throws SQLException, IOException {
    Map<List<String>, List<UsageFile>> csv = new LinkedHashMap<>();
    Map<Boolean, List<UsageFile>> jsonl = new LinkedHashMap<>();
    Map<Map<String, SourceColumn>, List<Path>> parquet = new LinkedHashMap<>();
    Findings findings = new Findings();
    for (UsageFile file : files) {
      UsageFaults faults = new UsageFaults(file.name());
      switch (file.format()) {
        case CSV -> {
          List<String> header = FileRows.header(file, faults);
          if (header != null) {
            note(header, file);
            List<String> alike = new ArrayList<>(header);
            alike.add(Boolean.toString(file.zipped()));
            csv.computeIfAbsent(alike, key -> new ArrayList<>()).add(file);
          }
        }
        case JSONL -> {
          if (file.isEmpty()) {
            FileRows.empty(faults);
          } else {
            note(JsonKeys.of(file), file);
            jsonl.computeIfAbsent(file.zipped(), key -> new ArrayList<>()).add(file);
          }
        }
        case PARQUET -> {
          Map<String, SourceColumn> origins = columns(file, faults);
          note(origins.keySet(), file);
          if (faults.isEmpty() && FileRows.checkHeader(List.copyOf(origins.keySet()), faults)) {
            parquet.computeIfAbsent(origins, key -> new ArrayList<>()).add(sources.safe(file));
          }
        }
      }
      findings.addAll(faults.findings());
    }
    findings.throwIfErrors();
    List<Source> texts = new ArrayList<>();
    for (Map.Entry<List<String>, List<UsageFile>> alike : csv.entrySet()) {
      List<String> header = alike.getKey().subList(0, alike.getKey().size() - 1);
      texts.add(sources.csv(alike.getValue(), header));
    }
    for (List<UsageFile> alike : jsonl.values()) {
      texts.add(sources.jsonl(alike));
    }
    List<Source> inPlace = new ArrayList<>();
    parquet.forEach((columns, paths) -> inPlace.add(UsageSources.parquet(columns, paths)));
    try {
      gather(texts, inPlace);
      return true;
    } catch (SQLException e) {
      if (texts.isEmpty()) {
        throw e;
      }
      return false;
    }
  }

  private Map<String, SourceColumn> columns(UsageFile file, UsageFaults faults)
      throws SQLException, IOException {
    try {
      return sources.columns(database, file);
    } catch (SQLException e) {
      UsageReader.check(file, faults, accountNeeded);
      if (faults.isEmpty()) {
        throw e;
      }
      return Map.of();
    }
  }

  private void gather(List<Source> texts, List<Source> inPlace) throws SQLException, IOException {
    shape = StagedShape.of(inPlace.stream().map(Source::columns).toList());
    List<String> views = new ArrayList<>(inPlace.stream().map(this::select).toList());
    if (texts.isEmpty() && views.isEmpty()) {
      views.add(staged.select(Map.of(), "(SELECT 1)") + " WHERE false");
    }
    if (bytes() <= tuning.little()) {
      shape = shape.and(StagedShape.of(texts.stream().map(Source::columns).toList()));
      texts.forEach(source -> views.add(select(source)));
      database.run("CREATE OR REPLACE TEMP TABLE staged AS " + String.join(" UNION ALL ", views));
      return;
    }
    for (Source source : texts) {
      Path target = folder.resolve("staged-" + parts++ + ".parquet");
      database.run(
          "COPY ("
              + staged.selectOwn(source.columns(), source.table())
              + ") TO "
              + Duck.text(target.toAbsolutePath().toString())
              // Nothing is read often enough to pay for packing it.
              + " (FORMAT parquet, COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 4096)");
      String parsed = Duck.parquet(List.of(target));
      shape = shape.and(staged.shape(database, source.columns().keySet(), parsed));
      views.add(staged.selectAll(source.columns(), parsed));
    }
    database.run("CREATE OR REPLACE TEMP VIEW staged AS " + String.join(" UNION ALL ", views));
  }

  private String select(Source source) {
    return staged.select(source.columns(), source.table());
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
  public void rewrite() throws SQLException, IOException {
    Findings findings = new Findings();
    for (UsageFile file : files) {
      UsageFaults faults = new UsageFaults(file.name());
      UsageReader.check(file, faults, accountNeeded);
      findings.addAll(faults.findings());
    }
    findings.throwIfErrors();
    List<Source> texts = new ArrayList<>();
    List<Source> inPlace = new ArrayList<>();
    for (UsageFile file : files) {
      if (file.format() == UsageFile.Format.PARQUET) {
        Map<String, SourceColumn> columns = sources.columns(database, file);
        inPlace.add(UsageSources.parquet(columns, List.of(sources.safe(file))));
      } else if (!file.isEmpty()) {
        texts.add(sources.rewritten(file));
      }
    }
    gather(texts, inPlace);
  }

  /** Says that rows are bad, and no more: reading them in Java finds nothing wrong. */
  public FaultException unreadable() {
    Findings findings = new Findings();
    for (UsageFile file : files) {
      findings.error(
          Place.ofFile(file.name()), "has a row that cannot be read", "write the file again");
    }
    return new FaultException(findings);
  }
}
