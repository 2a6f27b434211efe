package dev.tarife.rating.agreement;

import dev.tarife.model.Instance;
import dev.tarife.model.Source;
import dev.tarife.table.agreement.Agreement;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An agreement that the account has in the month: what the rule of its row concludes.
 *
 * @param agreement the row
 * @param instance the instance that owes it; null: the account
 * @param source the row and its rule
 */
public record AgreementInForce(Agreement agreement, @Nullable Instance instance, Source source) {
  /** Decision A-82: kind by kind, then priority, then the order of the sheet. */
  static final Comparator<AgreementInForce> ORDER =
      Comparator.comparingInt(AgreementInForce::step)
          .thenComparingInt(each -> each.agreement.priority())
          .thenComparing(each -> each.agreement.origin())
          .thenComparing(each -> each.instance == null ? "" : each.instance.id());

  /** An agreement of the whole account. */
  public static AgreementInForce of(Agreement agreement, Source source) {
    return new AgreementInForce(agreement, null, source);
  }

  private int step() {
    return switch (agreement.kind()) {
      case FEE -> 0;
      case CAP -> 1;
      case DISCOUNT, SURCHARGE -> 2;
      case COMMITMENT -> 3;
      case CREDIT -> 4;
      case TAX -> 5;
      default -> throw new IllegalStateException(agreement.kind() + " is not a kind of agreement.");
    };
  }
}
