package dev.tarife.web.tables;

import dev.tarife.billing.Input;
import dev.tarife.billing.Progress;
import dev.tarife.billing.TariffEngine;
import dev.tarife.bundle.BundleBuilder;
import dev.tarife.bundle.BundleVersion;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.bundle.Reason;
import dev.tarife.bundle.WorkingCopy;
import dev.tarife.compare.Comparer;
import dev.tarife.compare.Comparison;
import dev.tarife.compare.TableDiff;
import dev.tarife.compare.TableSet;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Period;
import dev.tarife.model.Place;
import dev.tarife.rating.Tariff;
import dev.tarife.scenario.Scenarios;
import dev.tarife.table.read.ReadTables;
import dev.tarife.table.read.TablesReader;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.rating.LoadedBundle;
import dev.tarife.web.rating.RequestFolder;
import dev.tarife.web.rating.TemporaryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Checks, compares and submits workbooks that somebody works on. Those that are left out are taken
 * from the live bundle.
 */
@Component
public class Drafts {
  private static final int SHOWN = 1_000;

  private final Bundles bundles;
  private final TemporaryFiles scratch;
  private final WorkingCopy compiled;

  Drafts(Bundles bundles, TemporaryFiles scratch) {
    this.bundles = bundles;
    this.scratch = scratch;
    this.compiled = new WorkingCopy(scratch.named("compiled"));
  }

  /**
   * The workbooks, and those of the live bundle that are not among them.
   *
   * @throws FaultException if one does not have the name of a workbook of the tables
   */
  public SortedMap<String, byte[]> completed(Map<String, byte[]> workbooks) {
    Findings findings = new Findings();
    for (String name : workbooks.keySet()) {
      if (!TablesReader.ALL.contains(name)) {
        findings.error(
            Place.ofFile(name),
            "no workbook is called that",
            "name it one of " + String.join(", ", TablesReader.ALL));
      }
    }
    findings.throwIfErrors();
    SortedMap<String, byte[]> all = new TreeMap<>(bundles.workbooks());
    all.putAll(workbooks);
    return all;
  }

  /** Checks workbooks as {@code tarife check} does, and runs their scenarios. */
  public Findings check(Map<String, byte[]> workbooks) {
    Map<String, byte[]> all = completed(workbooks);
    ReadTables checked = TablesReader.check(all);
    Findings findings = new Findings();
    findings.addAll(checked.findings());
    if (checked.tables() != null && !findings.hasErrors()) {
      findings.addAll(Scenarios.run(compiled.load(all)));
    }
    return findings;
  }

  /** What differs between the live bundle's workbooks and these. */
  public TableDiff diff(Map<String, byte[]> workbooks) {
    return TableDiff.of(
        TableSet.of("live", bundles.workbooks()), TableSet.of("draft", completed(workbooks)));
  }

  /**
   * What usage costs with the live bundle, and with these workbooks.
   *
   * @throws FaultException if the workbooks or the usage have errors
   */
  public Comparison compare(Map<String, byte[]> workbooks, Input input, Period period) {
    LoadedBundle live = bundles.live();
    SortedMap<String, byte[]> all = completed(workbooks);
    Tariff draft = compiled.load(all);
    Comparer comparer =
        new Comparer(
            new Comparer.Pricing(live.bundle().manifest().version().toString(), live.engine()),
            new Comparer.Pricing(
                "draft", new TariffEngine(draft, (Path) null, BulkMeter.Options.standard())),
            TableDiff.of(TableSet.of("live", bundles.workbooks()), TableSet.of("draft", all)),
            SHOWN);
    try {
      return comparer.compare(input, period, Progress.NONE, 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Builds a bundle of workbooks and submits it.
   *
   * @throws FaultException if a workbook has errors, or a scenario fails
   */
  public JournalEntry submit(Map<String, byte[]> workbooks, BundleVersion version, Reason reason) {
    try (RequestFolder folder = scratch.folder()) {
      Path jar = folder.file("bundle " + version, ".jar");
      Files.write(jar, BundleBuilder.build(completed(workbooks), version).jar());
      return folder.naming(() -> bundles.submit(jar, reason));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
