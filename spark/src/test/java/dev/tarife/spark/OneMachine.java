package dev.tarife.spark;

import dev.tarife.billing.BillingRun;
import dev.tarife.billing.Input;
import dev.tarife.billing.Progress;
import dev.tarife.billing.TariffEngine;
import dev.tarife.bundle.Bundle;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import dev.tarife.model.Invoice;
import dev.tarife.model.Period;
import dev.tarife.model.Rejection;
import dev.tarife.report.JsonInvoices;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What {@code tarife rate} makes of a folder: the invoices as JSON, or its errors. */
record OneMachine(
    SortedMap<String, String> invoices,
    List<Rejection> unassigned,
    List<String> warnings,
    List<String> faults) {

  private static final class Held {
    static final Bundle BUNDLE = open();

    private static Bundle open() {
      try {
        return Bundle.open(Checkout.bundle());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static OneMachine rate(List<String> paths, YearMonth month) {
    return rate(paths, month, List.of(), false);
  }

  static OneMachine rate(
      List<String> paths, YearMonth month, List<String> tags, boolean emptyAllowed) {
    SortedMap<String, String> invoices = new TreeMap<>();
    try {
      BillingRun run =
          BillingRun.of(
                  new TariffEngine(Held.BUNDLE, BulkMeter.Options.standard()).by(tags),
                  Input.find(paths, null),
                  new Period(month))
              .namingPlaces();
      if (emptyAllowed) {
        run = run.allowingEmpty();
      }
      BillingRun.Summary summary =
          run.run(invoice -> invoices.put(invoice.account(), json(invoice)), Progress.NONE);
      return new OneMachine(invoices, summary.unassigned(), summary.warnings(), List.of());
    } catch (FaultException e) {
      List<String> faults =
          new ArrayList<>(e.findings().errors().stream().map(Finding::toString).toList());
      return new OneMachine(invoices, List.of(), List.of(), faults);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(Invoice invoice) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new JsonInvoices(bytes, true, 2).write(invoice);
    return bytes.toString(StandardCharsets.UTF_8).substring(2);
  }
}
