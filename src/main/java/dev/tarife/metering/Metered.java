package dev.tarife.metering;

import dev.tarife.metering.terms.FractionalUsage;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Rejection;
import java.util.List;

/**
 * What metering made of an account's records of a month.
 *
 * @param usage billable quantities, by charge, instance, dimensions and slice, in that order
 * @param rejected records that could not be metered, by reason
 * @param records distinct records, duplicates taken out
 * @param outOfPeriod how many of them lie outside the month
 * @param fractions metered quantities that are not whole, of things that come whole
 */
public record Metered(
    List<MeteredUsage> usage,
    List<Rejection> rejected,
    long records,
    long outOfPeriod,
    List<FractionalUsage> fractions) {
  public Metered {
    usage = List.copyOf(usage);
    rejected = List.copyOf(rejected);
    fractions = List.copyOf(fractions);
  }

  public Metered(
      List<MeteredUsage> usage, List<Rejection> rejected, long records, long outOfPeriod) {
    this(usage, rejected, records, outOfPeriod, List.of());
  }

  /** Whether no record lies in the month. */
  public boolean isEmpty() {
    return records == outOfPeriod;
  }
}
