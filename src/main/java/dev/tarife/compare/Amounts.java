package dev.tarife.compare;

import dev.tarife.model.Money;

/** An amount before and after. */
public record Amounts(Money before, Money after) {
  public static final Amounts ZERO = new Amounts(Money.ZERO, Money.ZERO);

  /** What it is more after than before; negative where it is less. */
  public Money difference() {
    return after.minus(before);
  }

  Amounts plus(Amounts other) {
    return new Amounts(before.plus(other.before), after.plus(other.after));
  }
}
