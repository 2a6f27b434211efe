package dev.tarife.web.rating;

import dev.tarife.billing.BillingRun;
import dev.tarife.billing.Input;
import dev.tarife.billing.Progress;
import dev.tarife.model.Invoice;
import dev.tarife.model.Period;
import dev.tarife.rating.Explanation;
import dev.tarife.rating.Tariff;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.springframework.stereotype.Component;

/** Rates as {@code tarife rate} does, by the same code, and counts what it does. */
@Component
public class Rater {
  private final Timer time;
  private final Counter rejected;
  private final Counter lines;
  private final Counter fired;
  private final Map<Tariff, Long> counted = Collections.synchronizedMap(new WeakHashMap<>());

  Rater(MeterRegistry meters) {
    time =
        Timer.builder("tarife.rating")
            .description("Time to meter and rate the usage of one request")
            .publishPercentiles(0.5, 0.99)
            .register(meters);
    rejected =
        Counter.builder("tarife.records.rejected")
            .description("Records that were not charged")
            .register(meters);
    fired =
        Counter.builder("tarife.rules.fired")
            .description("Rules fired while metering and rating")
            .register(meters);
    lines = Counter.builder("tarife.lines").description("Invoice lines made").register(meters);
  }

  /**
   * Meters and rates a month.
   *
   * @throws dev.tarife.model.FaultException if an account or the usage has errors
   */
  public RatedMonth rate(LoadedBundle priced, Input input, Period period, Progress progress) {
    return time.record(
        () -> {
          try {
            List<Invoice> invoices = new ArrayList<>();
            BillingRun run =
                BillingRun.ofAnyActivation(priced.engine(), input, period).allowingEmpty();
            BillingRun.Summary summary = run.run(invoices::add, progress, 1);
            rejected.increment((double) summary.rejected());
            invoices.forEach(invoice -> lines.increment((double) invoice.lines().size()));
            count(priced.bundle().tariff());
            return new RatedMonth(priced, invoices, summary);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /**
   * Meters, rates and explains the month of one account.
   *
   * @throws dev.tarife.model.FaultException if the account or the usage has errors
   */
  public Explanation explain(LoadedBundle priced, Input input, Period period) {
    return BillingRun.ofAnyActivation(priced.engine(), input, period).allowingEmpty().explain();
  }

  /** A tariff counts by itself; what it has fired since the last look is added. */
  private void count(Tariff tariff) {
    counted.compute(
        tariff,
        (key, before) -> {
          long now = key.fired();
          fired.increment((double) (now - (before == null ? 0 : before)));
          return now;
        });
  }
}
