package dev.tarife.billing;

import dev.tarife.duckdb.Gauge;
import dev.tarife.metering.Metered;
import dev.tarife.model.Account;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.LineKind;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Origin;
import dev.tarife.model.Period;
import dev.tarife.model.Quantity;
import dev.tarife.model.Rejection;
import dev.tarife.rating.Explanation;
import dev.tarife.report.Samples;
import dev.tarife.table.Catalogue;
import dev.tarife.table.ContactMap;
import dev.tarife.table.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Meters nothing: every account has seven minutes, and what a test says of it. */
public final class FakeEngine implements PricingEngine {
  private final Map<String, Metered> metered = new HashMap<>();
  private final List<Rejection> unassigned = new ArrayList<>();
  private List<Path> usage = List.of();
  private boolean closed;
  private boolean failing;

  public FakeEngine metered(String account, Metered of) {
    metered.put(account, of);
    return this;
  }

  public FakeEngine unassigned(Rejection rejection) {
    unassigned.add(rejection);
    return this;
  }

  /** Fails when it rates. */
  public FakeEngine failing() {
    failing = true;
    return this;
  }

  /** The files that were to be metered. */
  public List<Path> usage() {
    return usage;
  }

  public boolean isClosed() {
    return closed;
  }

  /** Seven minutes, and what else came of the records. */
  public static Metered sevenMinutes(long outOfPeriod, Rejection... rejected) {
    MeteredUsage minutes =
        MeteredUsage.of(
            "u", "voice-service", "support-us", Samples.MAY.from(), Quantity.of(7 * 60));
    return new Metered(List.of(minutes), List.of(rejected), 1, outOfPeriod);
  }

  @Override
  public Catalogue catalogue() {
    return Samples.catalogue();
  }

  @Override
  public Tables tables() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<String> features() {
    return Set.of("forecasting");
  }

  @Override
  public ContactMap contacts() {
    return ContactMap.NONE;
  }

  @Override
  public Metering meter(
      List<Path> files, Collection<Account> accounts, Period period, Gauge gauge) {
    usage = files;
    return new Metering() {
      @Override
      public List<Rejection> unassigned() {
        return unassigned;
      }

      @Override
      public Metered of(Account account) {
        return metered.getOrDefault(account.id(), sevenMinutes(0));
      }

      @Override
      public void close() {
        closed = true;
      }
    };
  }

  @Override
  public Invoice rate(Account account, Period period, Collection<MeteredUsage> of) {
    if (failing) {
      throw new IllegalStateException("The rules fired 400 times.");
    }
    List<LineItem> lines =
        of.stream()
            .map(
                u ->
                    Samples.line(
                        u.charge(), "Voice service", LineKind.USAGE, 1, "7", "0.018", "0.126"))
            .toList();
    return Samples.invoice(account.id(), lines, List.of(), List.of());
  }

  @Override
  public Explanation explain(Account account, Period period, Collection<MeteredUsage> of) {
    Invoice invoice = rate(account, period, of);
    List<Explanation.Line> lines = new ArrayList<>();
    for (LineItem item : invoice.lines()) {
      lines.add(
          new Explanation.Line(
              lines.size() + 1,
              item,
              "second",
              List.copyOf(of),
              item.sources(),
              List.of(),
              item.sources(),
              List.of("7 × 0.018 = 0.126"),
              List.of()));
    }
    return new Explanation(invoice, lines);
  }

  @Override
  public List<String> cells(Origin origin) {
    return List.of("A12 Charge = voice-service");
  }
}
