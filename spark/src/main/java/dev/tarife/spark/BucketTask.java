package dev.tarife.spark;

import dev.tarife.billing.BillingRun;
import dev.tarife.billing.Contents;
import dev.tarife.billing.Input;
import dev.tarife.billing.PricingEngine;
import dev.tarife.billing.Progress;
import dev.tarife.billing.WholeRun;
import dev.tarife.duckdb.Spill;
import dev.tarife.model.Account;
import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import dev.tarife.model.Invoice;
import dev.tarife.model.Period;
import dev.tarife.model.Rejection;
import dev.tarife.report.JsonInvoices;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/**
 * Meters and rates the accounts of a bucket, as {@code tarife rate} does those of a folder. What is
 * wrong with the input comes back as rows: an error that is thrown would be tried again.
 */
final class BucketTask implements FlatMapFunction<Integer, Row> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Setup> broadcast;

  BucketTask(Broadcast<Setup> broadcast) {
    this.broadcast = broadcast;
  }

  @Override
  public Iterator<Row> call(Integer bucket) throws IOException {
    Setup setup = broadcast.value();
    int threads = Math.max(1, TaskContext.get().cpus());
    List<Row> rows = new ArrayList<>();
    try (Spill spill = Spill.open(setup.folder())) {
      PricingEngine engine = setup.engine(threads);
      BucketFiles files = BucketFiles.of(setup, spill.folder(), bucket);
      Input input = files.write();
      try {
        rate(setup, engine, input, files, bucket, threads, rows);
      } catch (FaultException e) {
        rows.clear();
        addFaults(e, files, rows);
      }
    } catch (FaultException e) {
      // Of the bundle, or of this machine's disk.
      rows.clear();
      for (Finding finding : e.findings()) {
        rows.add(ResultRows.fault(finding.place().toString(), finding.what(), finding.fix()));
      }
    }
    return rows.iterator();
  }

  private static void rate(
      Setup setup,
      PricingEngine engine,
      Input input,
      BucketFiles files,
      int bucket,
      int threads,
      List<Row> rows)
      throws IOException {
    Collection<Account> all = setup.accounts(engine);
    SortedMap<String, SortedSet<String>> columns = new TreeMap<>(setup.columns());
    WholeRun whole =
        new WholeRun(
            setup.buckets().others(all, bucket),
            bucket == 0,
            engine.unread(columns),
            setup.nothing());
    Period period = new Period(setup.options().month());
    List<Invoice> invoices = new ArrayList<>();
    BillingRun.Summary summary =
        BillingRun.of(engine, input, period, setup.buckets().accounts(all, bucket))
            .asPartOf(whole)
            .namingPlaces()
            .run(invoices::add, Progress.NONE, threads);
    List<String> texts = new ArrayList<>();
    for (Invoice invoice : invoices) {
      texts.addAll(invoice.notes());
      add(invoice.rejected(), texts);
    }
    add(summary.unassigned(), texts);
    BucketFiles.Places places = files.places(texts);
    int minorUnits = engine.catalogue().settings().minorUnits();
    for (Invoice invoice : invoices) {
      Invoice named = named(invoice, places);
      long rejected = named.rejected().stream().mapToLong(Rejection::records).sum();
      rows.add(ResultRows.invoice(named.account(), json(named, minorUnits), rejected));
    }
    for (Rejection rejection : summary.unassigned()) {
      rows.add(ResultRows.stray(named(rejection, places)));
    }
    Contents contents = summary.contents();
    rows.add(ResultRows.contents(contents));
  }

  private static void add(List<Rejection> rejections, List<String> texts) {
    for (Rejection rejection : rejections) {
      texts.add(rejection.example());
      if (rejection.place() != null) {
        texts.add(rejection.place());
      }
    }
  }

  private static Invoice named(Invoice invoice, BucketFiles.Places places) {
    return invoice.with(
        invoice.rejected().stream().map(one -> named(one, places)).toList(),
        invoice.notes().stream().map(places::text).toList());
  }

  private static Rejection named(Rejection rejection, BucketFiles.Places places) {
    String place = rejection.place();
    return new Rejection(
        rejection.reason(),
        rejection.records(),
        places.text(rejection.example()),
        place == null ? null : places.text(place));
  }

  /** The invoice as {@code rate --format json} writes one of several. */
  private static String json(Invoice invoice, int minorUnits) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new JsonInvoices(bytes, true, minorUnits).write(invoice);
    return bytes.toString(StandardCharsets.UTF_8).substring("[\n".length());
  }

  private static void addFaults(FaultException e, BucketFiles files, List<Row> rows)
      throws IOException {
    List<String> texts = new ArrayList<>();
    for (Finding finding : e.findings()) {
      texts.add(finding.place().toString());
      texts.add(finding.what());
      texts.add(finding.fix());
    }
    BucketFiles.Places places = files.places(texts);
    for (Finding finding : e.findings()) {
      for (String place : places.all(finding.place().toString())) {
        rows.add(ResultRows.fault(place, places.text(finding.what()), places.text(finding.fix())));
      }
    }
  }
}
