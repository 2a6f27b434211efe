package dev.tarife.compare;

import dev.tarife.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** An amount before and after. */
public record Amounts(Money before, Money after) {
  public static final Amounts ZERO = new Amounts(Money.ZERO, Money.ZERO);

  /** What it is more after than before; negative where it is less. */
  public Money difference() {
    return after.minus(before);
  }

  /** The difference as a part of what was before, to four decimals; null: nothing was before. */
  public @Nullable BigDecimal share() {
    return before.isZero()
        ? null
        : difference().value().divide(before.value().abs(), 4, RoundingMode.HALF_UP);
  }

  Amounts plus(Amounts other) {
    return new Amounts(before.plus(other.before), after.plus(other.after));
  }
}
