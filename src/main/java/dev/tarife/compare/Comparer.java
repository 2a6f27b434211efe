package dev.tarife.compare;

import dev.tarife.billing.BillingRun;
import dev.tarife.billing.Input;
import dev.tarife.billing.PricingEngine;
import dev.tarife.billing.Progress;
import dev.tarife.model.Invoice;
import dev.tarife.model.Period;
import dev.tarife.table.Catalogue;
import java.io.IOException;

/** Rates a month of usage with one set of tables and with another, and compares the invoices. */
public final class Comparer {
  private final Pricing before;
  private final Pricing after;
  private final TableDiff tables;
  private final int most;

  /**
   * A set of tables, ready to use.
   *
   * @param name how reports call it
   */
  public record Pricing(String name, PricingEngine engine) {}

  /**
   * Compares two pricings.
   *
   * @param tables what differs between the tables of the two
   * @param most how many accounts and how many lines are kept one by one, the largest differences;
   *     the others are summed
   */
  public Comparer(Pricing before, Pricing after, TableDiff tables, int most) {
    this.before = before;
    this.after = after;
    this.tables = tables;
    this.most = most;
  }

  /**
   * Meters and rates the usage with both, side by side, and holds no more invoices than a few.
   *
   * @param threads how many accounts to rate at once; the result is the same for any number
   * @throws dev.tarife.model.FaultException if the usage or an account has errors
   * @throws IOException if a file cannot be read
   */
  public Comparison compare(Input input, Period period, Progress progress, int threads)
      throws IOException {
    DifferenceTotals tally = new DifferenceTotals(tables, most);
    BillingRun runBefore = BillingRun.ofAnyActivation(before.engine(), input, period);
    BillingRun runAfter = BillingRun.ofAnyActivation(after.engine(), input, period);
    BillingRun.Summary saidBefore;
    BillingRun.Summary saidAfter;
    try (ThreadPipe<Invoice, BillingRun.Summary> invoices =
        new ThreadPipe<>(
            "rating before", handover -> runBefore.run(handover::put, Progress.NONE, threads))) {
      saidAfter = runAfter.run(invoice -> tally.add(invoices.take(), invoice), progress, threads);
      saidBefore = invoices.result();
    }
    tally.reject(saidBefore.unassigned(), saidAfter.unassigned());
    Catalogue.Settings settings = after.engine().catalogue().settings();
    return new Comparison(
        new Comparison.Side(
            before.name(), tally.bundleBefore(), tally.rounded().before(), saidBefore.rejected()),
        new Comparison.Side(
            after.name(), tally.bundleAfter(), tally.rounded().after(), saidAfter.rejected()),
        period,
        settings.currency(),
        settings.minorUnits(),
        tally.totals(),
        tally.rising(),
        tally.falling(),
        tally.unchanged(),
        tally.accounts(),
        tally.charges(),
        tally.lines(),
        tally.rejections(),
        tables);
  }
}
