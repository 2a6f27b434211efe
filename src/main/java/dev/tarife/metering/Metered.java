package dev.tarife.metering;

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
 */
public record Metered(
    List<MeteredUsage> usage, List<Rejection> rejected, long records, long outOfPeriod) {
  public Metered {
    usage = List.copyOf(usage);
    rejected = List.copyOf(rejected);
  }
}
