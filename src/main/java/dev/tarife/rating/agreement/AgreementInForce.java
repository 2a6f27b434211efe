package dev.tarife.rating.agreement;

import dev.tarife.model.Instance;
import dev.tarife.model.Source;
import dev.tarife.table.agreement.Agreement;
import dev.tarife.table.agreement.FreeAmount;
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

  /** Whether something is left of a line that it stands on. */
  boolean covers(AmountLeft amount) {
    if (agreement instanceof FreeAmount) {
      String owner = instance == null ? null : instance.id();
      return !amount.left().isZero()
          && amount.draws().contains(drawn(agreement.terms().code(), owner));
    }
    return amount.isCoveredBy(agreement.terms());
  }

  /**
   * What a line is marked with where its usage draws on an allowance in money.
   *
   * @param instance the instance whose allowance it is; null: the account's
   */
  public static String drawn(String allowance, @Nullable String instance) {
    return instance == null ? allowance : allowance + " of " + instance;
  }

  private int step() {
    return switch (agreement.kind()) {
      // An amount that an allowance makes free is a part of what usage costs.
      case FREE_TIER, TRIAL -> 0;
      case FEE -> 1;
      case CAP -> 2;
      case DISCOUNT, SURCHARGE -> 3;
      case COMMITMENT -> 4;
      case CREDIT -> 5;
      case TAX -> 6;
      default -> throw new IllegalStateException(agreement.kind() + " is not a kind of agreement.");
    };
  }
}
