package dev.tarife.cli;

import dev.tarife.billing.PricingEngine;
import dev.tarife.billing.TariffEngine;
import dev.tarife.bundle.WorkingCopy;
import dev.tarife.cli.console.EngineLoader;
import dev.tarife.compare.TableSet;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.rating.Tariff;
import dev.tarife.scenario.Scenarios;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.Tables;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engines of this build: decision tables in a folder, and their rules kept in a cache. */
final class DefaultEngineLoader implements EngineLoader {
  private final WorkingCopy copy = new WorkingCopy(WorkingCopy.defaultCache());

  @Override
  public PricingEngine open(@Nullable Path tables) {
    warmUp();
    Path folder = folder(tables);
    return new TariffEngine(copy.load(folder), folder, BulkMeter.Options.standard());
  }

  @Override
  public PricingEngine open(BundleOpener bundle) throws IOException {
    warmUp();
    return new TariffEngine(bundle.open(), BulkMeter.Options.standard());
  }

  /** Starts the database beside the reading of the tables. */
  private static void warmUp() {
    Thread thread = new Thread(BulkMeter::warmUp, "warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public Tariff tariff(TableSet tables) throws IOException {
    return tables.tariff(copy);
  }

  @Override
  public Checked check(@Nullable Path tables) {
    Path folder = folder(tables);
    var checked = TablesReader.check(folder);
    Findings findings = new Findings();
    findings.addAll(checked.findings());
    Tables read = checked.tables();
    List<String> summary = new ArrayList<>();
    if (read != null && !findings.hasErrors()) {
      Tariff tariff = copy.load(folder);
      findings.addAll(Scenarios.run(tariff));
    }
    if (read != null && !findings.hasErrors()) {
      summary.add(
          read.prices().size()
              + " prices, "
              + read.card().rows().size()
              + " telephony prices, "
              + read.metering().stream().map(MeteringRow::origin).distinct().count()
              + " metering rows, "
              + read.allowances().size()
              + " allowances: "
              + findings.count());
      summary.add(read.scenarios().size() + " scenarios: every line and total as expected");
    }
    return new Checked(findings, summary);
  }

  private static Path folder(@Nullable Path tables) {
    if (tables == null) {
      throw FaultException.of(
          Place.ofFile("decision-tables"), "there is no such folder", "name one with --tables");
    }
    return tables;
  }
}
