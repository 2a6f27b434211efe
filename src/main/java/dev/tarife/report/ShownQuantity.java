package dev.tarife.report;

import dev.tarife.model.LineItem;
import dev.tarife.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The quantity of a line as a text invoice shows it: whoever multiplies it by the unit price gets
 * the amount, to the last of its decimals and to {@value #FEWEST} at least.
 *
 * <p>A quantity that is exact in its unit is shown whole. One that is not, such as 100 seconds in
 * minutes, is shown with as many decimals as the product needs, at least {@value #FEWEST}.
 */
final class ShownQuantity {
  private static final int FEWEST = 4;

  /** Decimals of a line (decision A-45): a quantity that has so many is taken to be rounded. */
  private static final int MOST = 10;

  private ShownQuantity() {}

  static String of(LineItem item) {
    BigDecimal value = item.quantity().value();
    if (value.scale() < MOST) {
      return value.toPlainString();
    }
    for (int decimals = FEWEST; decimals < value.scale(); decimals++) {
      BigDecimal rounded = value.setScale(decimals, RoundingMode.HALF_UP);
      if (rounded.signum() != 0 && makesTheAmount(rounded, item)) {
        return Quantity.of(rounded).toString();
      }
    }
    return value.toPlainString();
  }

  private static boolean makesTheAmount(BigDecimal quantity, LineItem item) {
    BigDecimal amount = item.amount().value();
    return quantity
            .multiply(item.unitPrice().value())
            .setScale(Math.max(FEWEST, amount.scale()), RoundingMode.HALF_UP)
            .compareTo(amount)
        == 0;
  }
}
