package dev.tarife.table.check.price;

import dev.tarife.model.CounterExample;
import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Quantity;
import dev.tarife.table.PriceRow;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tiers of one price cover every quantity once, fractions too (decision A-55). */
final class TierCheck implements Check {
  private static final String FROM = "Tier from";
  private static final String TO = "Tier to";

  @Override
  public Findings check(CheckContext reading) {
    Findings findings = new Findings();
    for (List<PriceRow> ladder : TierLadders.of(reading.tables(), reading.doubts()).all()) {
      if (bounds(reading, ladder, findings)) {
        cover(reading, ladder, findings);
      }
    }
    return findings;
  }

  private static boolean bounds(CheckContext reading, List<PriceRow> ladder, Findings findings) {
    boolean fine = true;
    for (PriceRow row : ladder) {
      Quantity to = row.tierTo();
      if (to != null && to.compareTo(row.tierFrom()) <= 0) {
        fine = false;
        findings.error(
            "tier-bounds",
            reading.cells().of(row.origin(), TO),
            "tier to (" + to + ") is not above tier from (" + row.tierFrom() + ")",
            "write the last quantity of the tier into Tier to, or clear it for the last tier");
      }
    }
    return fine;
  }

  private static void cover(CheckContext reading, List<PriceRow> ladder, Findings findings) {
    List<PriceRow> tiers =
        ladder.stream().sorted(Comparator.comparing(PriceRow::tierFrom)).toList();
    PriceRow first = tiers.get(0);
    if (first.tierFrom().isPositive()) {
      findings.add(
          Finding.error(
                  "tier-gap",
                  reading.cells().of(first.origin(), FROM),
                  "the first tier starts above "
                      + first.tierFrom()
                      + ", and nothing prices what is below",
                  "start it at 0, or add the tier below")
              .of(first.origin())
              .shownBy(unpriced(reading, first, Quantity.ZERO, first.tierFrom())));
    }
    PriceRow highest = first;
    for (PriceRow above : tiers.subList(1, tiers.size())) {
      follow(reading, highest, above, findings);
      if (highest.tierTo() != null
          && (above.tierTo() == null || above.tierTo().compareTo(highest.tierTo()) > 0)) {
        highest = above;
      }
    }
    if (highest.tierTo() != null) {
      findings.add(
          Finding.error(
                  "tier-gap",
                  reading.cells().of(highest.origin(), TO),
                  "the last tier ends at "
                      + highest.tierTo()
                      + ", and nothing prices what is above",
                  "clear its Tier to, or add the tier above")
              .of(highest.origin())
              .shownBy(unpriced(reading, highest, highest.tierTo(), null)));
    }
    if (!tiers.equals(ladder)) {
      findings.add(
          Finding.error(
                  "tier-order",
                  reading.cells().of(ladder.get(0).origin(), FROM),
                  "the tiers stand in another order than their bounds",
                  "sort the rows by Tier from")
              .of(ladder.stream().map(PriceRow::origin).toList()));
    }
  }

  private static void follow(
      CheckContext reading, PriceRow below, PriceRow above, Findings findings) {
    Quantity end = below.tierTo();
    int row = below.origin().row();
    Quantity from = above.tierFrom();
    if (below.tierFrom().equals(from)) {
      findings.add(
          Finding.error(
                  "price-twice",
                  reading.cells().of(above.origin(), "Unit price"),
                  "the row prices the same as row "
                      + row
                      + " of sheet "
                      + below.origin().sheet()
                      + ", from the same day",
                  "delete one of them, or give the later one an Effective from")
              .of(above.origin(), below.origin())
              .shownBy(reading.examples().of(above, null, Outcome.TWO_PRICES)));
    } else if (end == null || end.compareTo(from) > 0) {
      findings.add(
          Finding.error(
                  "tier-overlap",
                  reading.cells().of(above.origin(), FROM),
                  "the tier overlaps the one of row "
                      + row
                      + ", which runs to "
                      + (end == null ? "no end" : end),
                  "write " + from + " into Tier to of row " + row)
              .of(above.origin(), below.origin())
              .shownBy(reading.examples().of(above, from.plus(Quantity.ONE), Outcome.TWO_PRICES)));
    } else if (end.compareTo(from) < 0) {
      findings.add(
          Finding.error(
                  "tier-gap",
                  reading.cells().of(above.origin(), FROM),
                  "no tier prices from " + end + " to " + from,
                  "write " + end + " into Tier from, or " + from + " into Tier to of row " + row)
              .of(above.origin(), below.origin())
              .shownBy(unpriced(reading, above, end, from)));
    }
  }

  /** Usage that ends in a gap: by the whole unit, or in its middle where it is smaller. */
  private static @Nullable CounterExample unpriced(
      CheckContext reading, PriceRow row, Quantity from, @Nullable Quantity to) {
    Quantity beyond = from.plus(Quantity.ONE);
    Quantity inside =
        to == null || beyond.compareTo(to) <= 0 ? beyond : from.plus(to).dividedBy(TWO, 12);
    return reading.examples().of(row, inside, Outcome.UNPRICED);
  }

  private static final Quantity TWO = Quantity.of(2);
}
