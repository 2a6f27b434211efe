package dev.tarife.rating;

import dev.tarife.model.Quantity;
import dev.tarife.rating.allowance.Deduction;
import dev.tarife.rating.price.PricedUsage;
import dev.tarife.table.PriceRow.Model;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lays quantities end to end on the line that tiers, packages and flat fees of one scope have. */
final class QuantityLine {
  private final String scope;
  private final Deduction deduction;
  private final Map<Model, Boolean> begun = new HashMap<>();
  private Quantity end;
  private Quantity reached;
  private Quantity opened = Quantity.ZERO;

  /**
   * An empty line.
   *
   * @param before what was counted before the month, in base units
   */
  QuantityLine(String scope, Quantity before, Deduction deduction) {
    this.scope = scope;
    end = before;
    reached = before;
    this.deduction = deduction;
  }

  void lay(List<PricedUsage> line, List<PlacedQuantity> placed) {
    if (line.stream().noneMatch(this::isMeasured)) {
      return;
    }
    Quantity left = Quantity.ZERO;
    Map<Object, Quantity> used = new HashMap<>();
    for (PricedUsage priced : line) {
      end = end.plus(deduction.counted(priced));
      left = left.plus(deduction.left(priced));
      used.merge(row(priced), priced.usage().quantity(), Quantity::plus);
    }
    Quantity total = end.plus(left);
    for (PricedUsage priced : line) {
      Quantity from = end;
      end = from.plus(deduction.left(priced));
      // A fee for usage of quantity 0 is due where its price has no other: whatever tags or
      // instances tell apart, a price has one sum.
      boolean isZero = end.equals(from) && used.getOrDefault(row(priced), Quantity.ZERO).isZero();
      if (isMeasured(priced) && (isZero || end.compareTo(from) > 0)) {
        boolean first = begun.put(priced.model(), true) == null;
        PlacedOnLine next = new PlacedOnLine(priced, from, end, first, reached, opened, total);
        placed.add(next);
        switch (priced.model()) {
          case GRADUATED, PER_UNIT -> reached = end;
          case PACKAGE -> opened = next.opens();
          case VOLUME, FLAT -> {}
        }
      }
    }
  }

  /** Where it ends, in base units. */
  Quantity end() {
    return end;
  }

  /** Whether a price runs over this line, not only over a place on it. */
  private boolean isMeasured(PricedUsage priced) {
    return priced.model() != Model.PER_UNIT && priced.scope().equals(scope);
  }

  private static Object row(PricedUsage priced) {
    return priced.firstTier().row().origin();
  }
}
