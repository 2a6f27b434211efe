package dev.tarife.rating.agreement;

import dev.tarife.model.Instance;
import dev.tarife.model.LineItem;
import dev.tarife.model.LineKind;
import dev.tarife.table.Catalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the lines of usage cost, before any agreement. */
public final class UsageAmounts implements AmountsLeft {
  private final int lines;
  private final List<AmountLeft> amounts;

  private UsageAmounts(int lines, List<AmountLeft> amounts) {
    this.lines = lines;
    this.amounts = amounts;
  }

  /**
   * Reads the amounts of lines.
   *
   * @param lines the lines of usage, in the invoice's order
   * @param instances of the account
   */
  public static UsageAmounts of(
      Catalogue catalogue, List<LineItem> lines, List<Instance> instances) {
    Map<String, String> plans = new HashMap<>();
    instances.forEach(instance -> plans.put(instance.id(), instance.plan()));
    List<AmountLeft> amounts = new ArrayList<>();
    int number = 0;
    for (LineItem line : lines) {
      number++;
      if (!line.amount().isZero()) {
        amounts.add(
            new AmountLeft(
                number,
                line.charge(),
                catalogue.charge(line.charge()).area(),
                line.instance() == null ? null : plans.get(line.instance()),
                line.kind() == LineKind.PASS_THROUGH,
                line.amount()));
      }
    }
    return new UsageAmounts(number, List.copyOf(amounts));
  }

  @Override
  public int afterTurn() {
    return 0;
  }

  @Override
  public int lines() {
    return lines;
  }

  @Override
  public List<AmountLeft> amounts() {
    return amounts;
  }
}
