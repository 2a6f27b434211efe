package dev.tarife.compare;

import dev.tarife.bundle.Bundle;
import dev.tarife.bundle.WorkingCopy;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.rating.Tariff;
import dev.tarife.sheet.Workbook;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The workbooks of a folder, a bundle or a git revision, as they were when they were opened. */
public final class TableSet {
  private final String name;
  private final SortedMap<String, byte[]> workbooks;
  private final @Nullable Path bundle;

  private TableSet(String name, Map<String, byte[]> workbooks, @Nullable Path bundle) {
    this.name = name;
    this.workbooks = Collections.unmodifiableSortedMap(new TreeMap<>(workbooks));
    this.bundle = bundle;
  }

  /**
   * Workbooks that are in memory.
   *
   * @param name how messages and reports call them
   * @param workbooks the bytes of each, by file name
   */
  public static TableSet of(String name, Map<String, byte[]> workbooks) {
    return new TableSet(name, workbooks, null);
  }

  /**
   * Opens what a user names: a folder of workbooks; the jar of a bundle, none of whose code is
   * loaded; or else a git revision of {@code decision-tables}, or of another folder that stands
   * behind a colon ({@code HEAD~1:tables}).
   *
   * @param directory where relative paths begin, and where the git repository is
   * @throws FaultException if there is no such thing, or a workbook cannot be read
   * @throws IOException if a file cannot be read, or git cannot be run
   */
  public static TableSet open(String name, Path directory) throws IOException {
    Path path;
    try {
      path = directory.resolve(name);
    } catch (InvalidPathException e) {
      return of(name, GitTree.workbooks(name, directory));
    }
    if (Files.isDirectory(path)) {
      return of(name, named(name, () -> TablesReader.workbooks(path)));
    }
    if (Files.exists(path)) {
      return new TableSet(name, Bundle.workbooks(path), path);
    }
    return of(name, GitTree.workbooks(name, directory));
  }

  /** How messages and reports call it: as the user did. */
  public String name() {
    return name;
  }

  /** The bytes of each workbook, by file name. */
  public SortedMap<String, byte[]> workbooks() {
    return workbooks;
  }

  /**
   * The tariff of these workbooks. A bundle's is the bundle's own, with its rules.
   *
   * @param compiled keeps compiled rules
   * @throws FaultException if the workbooks have errors
   */
  public Tariff tariff(WorkingCopy compiled) throws IOException {
    if (bundle == null) {
      return named(() -> compiled.load(workbooks));
    }
    return Bundle.open(bundle).tariff();
  }

  /** Opens one of the workbooks; null where there is none. */
  @Nullable Workbook workbook(String file) {
    byte[] bytes = workbooks.get(file);
    return bytes == null ? null : named(() -> Workbook.open(file, bytes));
  }

  /** Does something with the workbooks; a fault then says whose they are. */
  <T extends @Nullable Object> T named(Supplier<T> work) {
    return named(name, work);
  }

  private static <T extends @Nullable Object> T named(String name, Supplier<T> work) {
    try {
      return work.get();
    } catch (FaultException e) {
      Findings findings = new Findings();
      e.findings().forEach(finding -> findings.add(finding.in(name)));
      throw new FaultException(findings);
    }
  }
}
