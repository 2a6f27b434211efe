package dev.tarife.table;

import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.model.Quantity;
import java.util.Comparator;
import java.util.List;

/** The tiers of one price cover every quantity once (decision A-55). */
final class TierCheck implements Check {
  @Override
  public Findings check(Tables tables, Doubts doubts) {
    Findings findings = new Findings();
    for (List<PriceRow> ladder : Ladders.of(tables, doubts).all()) {
      if (bounds(ladder, findings)) {
        cover(ladder, findings);
      }
    }
    return findings;
  }

  private static boolean bounds(List<PriceRow> ladder, Findings findings) {
    boolean fine = true;
    for (PriceRow row : ladder) {
      Quantity to = row.tierTo();
      if (to != null && to.compareTo(row.tierFrom()) <= 0) {
        fine = false;
        findings.error(
            "tier-bounds",
            Place.row(row.origin()),
            "tier to (" + to + ") is not above tier from (" + row.tierFrom() + ")",
            "write the last quantity of the tier into Tier to, or clear it for the last tier");
      }
    }
    return fine;
  }

  private static void cover(List<PriceRow> ladder, Findings findings) {
    List<PriceRow> tiers =
        ladder.stream().sorted(Comparator.comparing(PriceRow::tierFrom)).toList();
    PriceRow first = tiers.get(0);
    if (first.tierFrom().isPositive()) {
      findings.error(
          "tier-gap",
          Place.row(first.origin()),
          "the first tier starts above " + first.tierFrom() + ", and nothing prices what is below",
          "start it at 0, or add the tier below");
    }
    for (int i = 1; i < tiers.size(); i++) {
      follow(tiers.get(i - 1), tiers.get(i), findings);
    }
    PriceRow last = tiers.get(tiers.size() - 1);
    if (last.tierTo() != null) {
      findings.error(
          "tier-gap",
          Place.row(last.origin()),
          "the last tier ends at " + last.tierTo() + ", and nothing prices what is above",
          "clear its Tier to, or add the tier above");
    }
    if (!tiers.equals(ladder)) {
      findings.error(
          "tier-order",
          Place.row(ladder.get(0).origin()),
          "the tiers stand in another order than their bounds",
          "sort the rows by Tier from");
    }
  }

  private static void follow(PriceRow below, PriceRow above, Findings findings) {
    Quantity end = below.tierTo();
    int row = below.origin().row();
    if (below.tierFrom().equals(above.tierFrom())) {
      findings.error(
          "price-twice",
          Place.row(above.origin()),
          "the row prices the same as row "
              + row
              + " of sheet "
              + below.origin().sheet()
              + ", from the same day",
          "delete one of them, or give the later one an Effective from");
    } else if (end == null || end.compareTo(above.tierFrom()) > 0) {
      findings.error(
          "tier-overlap",
          Place.row(above.origin()),
          "the tier overlaps the one of row "
              + row
              + ", which runs to "
              + (end == null ? "no end" : end),
          "write " + above.tierFrom() + " into Tier to of row " + row);
    } else if (end.compareTo(above.tierFrom()) < 0) {
      findings.error(
          "tier-gap",
          Place.row(above.origin()),
          "no tier prices from " + end + " to " + above.tierFrom(),
          "write "
              + end
              + " into Tier from, or "
              + above.tierFrom()
              + " into Tier to of row "
              + row);
    }
  }
}
