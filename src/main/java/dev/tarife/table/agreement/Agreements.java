package dev.tarife.table.agreement;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code agreements.xlsx}, which may be left out.
 *
 * @param fees amounts due every month
 * @param caps the most that some charges cost
 * @param discounts percentages less or more
 * @param commitments the least that some charges cost
 * @param credits money granted
 * @param taxes percentages on top
 */
public record Agreements(
    List<Fee> fees,
    List<Cap> caps,
    List<Discount> discounts,
    List<Commitment> commitments,
    List<Credit> credits,
    List<Tax> taxes) {
  /** No agreement at all. */
  public static final Agreements NONE =
      new Agreements(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  public Agreements {
    fees = List.copyOf(fees);
    caps = List.copyOf(caps);
    discounts = List.copyOf(discounts);
    commitments = List.copyOf(commitments);
    credits = List.copyOf(credits);
    taxes = List.copyOf(taxes);
  }

  /** All rows, in the order in which they are settled (decision A-82). */
  public List<Agreement> all() {
    List<Agreement> all = new ArrayList<>(fees);
    all.addAll(caps);
    all.addAll(discounts);
    all.addAll(commitments);
    all.addAll(credits);
    all.addAll(taxes);
    return all;
  }
}
