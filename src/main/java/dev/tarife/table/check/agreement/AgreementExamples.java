package dev.tarife.table.check.agreement;

import dev.tarife.model.CounterExample;
import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.LineKind;
import dev.tarife.table.Charge;
import dev.tarife.table.PriceRow;
import dev.tarife.table.agreement.Agreement;
import dev.tarife.table.agreement.AgreementTerms;
import dev.tarife.table.agreement.Fee;
import dev.tarife.table.check.CheckContext;
import dev.tarife.table.probe.DimensionBox;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Usage that shows what is wrong with agreements. */
final class AgreementExamples {
  private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(2100, 1, 1);

  private AgreementExamples() {}

  /**
   * Usage that two rows cover at the same time.
   *
   * @return null where only some accounts have them, or no single record shows it
   */
  static @Nullable CounterExample ofBoth(CheckContext reading, Agreement one, Agreement other) {
    if (isLimited(one) || isLimited(other)) {
      return null;
    }
    LocalDate from = later(later(FIRST_DAY, one.terms().from()), other.terms().from());
    LocalDate to = earlier(earlier(LAST_DAY, one.terms().to()), other.terms().to());
    for (PriceRow price : reading.tables().prices()) {
      Charge charge = reading.tables().catalogue().charges().get(price.charge());
      if (charge == null
          || price.unitPrice().isZero()
          || !covers(one.terms(), charge)
          || !covers(other.terms(), charge)
          || !from.isBefore(to)) {
        continue;
      }
      DimensionBox box = reading.made().space().box(price).on(from, to);
      for (DimensionBox part : reading.made().within(charge.code(), box)) {
        CounterExample example = reading.examples().of(charge.code(), part, Outcome.TWO_AGREEMENTS);
        if (example != null) {
          return example;
        }
      }
    }
    return null;
  }

  private static boolean isLimited(Agreement row) {
    return row instanceof Fee || !row.terms().accounts().isEmpty() || row.terms().plan() != null;
  }

  private static boolean covers(AgreementTerms terms, Charge charge) {
    return terms.covers(charge.code(), charge.area(), null, charge.kind() == LineKind.PASS_THROUGH);
  }

  private static LocalDate later(LocalDate one, @Nullable LocalDate other) {
    return other == null || other.isBefore(one) ? one : other;
  }

  private static LocalDate earlier(LocalDate one, @Nullable LocalDate other) {
    return other == null || other.isAfter(one) ? one : other;
  }
}
