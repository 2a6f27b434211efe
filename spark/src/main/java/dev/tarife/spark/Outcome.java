package dev.tarife.spark;

import dev.tarife.model.Rejection;
import java.math.BigDecimal;
import java.util.List;

/**
 * What came of a job.
 *
 * @param faults what is wrong with the input, with its place; if there is any, nothing was written
 * @param warnings what whoever runs it should look at
 * @param unassigned records of no account
 * @param invoices how many were written
 * @param rejected how many records no invoice charges
 * @param total the invoices' totals together
 * @param currency of the totals
 */
public record Outcome(
    List<String> faults,
    List<String> warnings,
    List<Rejection> unassigned,
    long invoices,
    long rejected,
    BigDecimal total,
    String currency) {
  public Outcome {
    faults = List.copyOf(faults);
    warnings = List.copyOf(warnings);
    unassigned = List.copyOf(unassigned);
  }

  static Outcome failed(List<String> faults) {
    return new Outcome(faults, List.of(), List.of(), 0, 0, BigDecimal.ZERO, "");
  }
}
