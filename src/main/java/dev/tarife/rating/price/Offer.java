package dev.tarife.rating.price;

import dev.tarife.model.Instance;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Origin;
import dev.tarife.model.Source;
import dev.tarife.table.PriceRow;
import java.time.LocalDate;
import java.util.List;

/**
 * A price that matches usage. Several may; the most specific one is chosen.
 *
 * @param usage what would be priced
 * @param days the slices of the usage for which the price is in force, ascending
 * @param row the price, or one tier of it
 * @param rule the rule that offered it
 */
public record Offer(MeteredUsage usage, List<LocalDate> days, PriceRow row, String rule) {
  private static final String RATE_CARD = "offer the prices of the rate card";

  /** Offers a price for every slice of the usage in which it is in force: one at least. */
  public static Offer of(MeteredUsage usage, PriceRow row, String rule) {
    List<LocalDate> days = usage.slices();
    return new Offer(
        usage, days.size() == 1 ? days : days.stream().filter(row::inForce).toList(), row, rule);
  }

  /** Offers a price of a plan for every slice in which it is in force and the instance has it. */
  public static Offer of(MeteredUsage usage, Instance instance, PriceRow row, String rule) {
    return new Offer(
        usage,
        usage.slices().stream()
            .filter(day -> row.inForce(day) && instance.planOn(day).equals(row.plan()))
            .toList(),
        row,
        rule);
  }

  /** Offers a price for one slice of the usage. */
  public static Offer on(LocalDate day, MeteredUsage usage, PriceRow row, String rule) {
    return new Offer(usage, List.of(day), row, rule);
  }

  /** Of few parts: the session looks every conclusion up, and hardly two differ in the rest. */
  @Override
  public int hashCode() {
    return 31 * usage.hashCode() + row.origin().row();
  }

  /** Whether the price is offered for a slice, named by its first day. */
  public boolean isOn(LocalDate day) {
    return days.contains(day);
  }

  /** Where the price comes from: its row, if the row's own rule offered it, else the rule alone. */
  public Source source() {
    return new Source(isOfItsRow() ? row.origin() : Origin.OF_A_RULE, rule);
  }

  /** Whether the rule is the one that the row became, or the one that asks the rate card. */
  private boolean isOfItsRow() {
    return rule.equals(RATE_CARD)
        || (rule.startsWith("price ")
            && rule.endsWith("(" + row.origin().workbook() + " row " + row.origin().row() + ")"));
  }
}
