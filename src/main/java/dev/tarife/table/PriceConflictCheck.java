package dev.tarife.table;

import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * No usage has two prices: of two rows that name equally many dimensions, and not the same ones,
 * none wins (decision A-57); and a charge is priced by one workbook.
 */
final class PriceConflictCheck implements Check {
  @Override
  public Findings check(Tables tables, Doubts doubts) {
    Findings findings = new Findings();
    Map<String, List<PriceRow>> byCharge = new LinkedHashMap<>();
    for (PriceRow row : tables.prices()) {
      byCharge.computeIfAbsent(row.charge(), charge -> new ArrayList<>()).add(row);
    }
    byCharge.forEach(
        (charge, rows) -> {
          if (tables.card().prices(charge)) {
            findings.error(
                "price-twice",
                Place.row(rows.get(0).origin()),
                "the charge (" + charge + ") is priced in " + TelephonyReader.FILE + " too",
                "price it in one of the two");
          }
          conflicts(rows, findings);
        });
    return findings;
  }

  private static void conflicts(List<PriceRow> rows, Findings findings) {
    for (int i = 0; i < rows.size(); i++) {
      for (PriceRow other : rows.subList(0, i)) {
        PriceRow row = rows.get(i);
        if (!row.item().equals(other.item())
            && row.specificity() == other.specificity()
            && meet(row, other)
            && overlap(row, other)) {
          findings.error(
              "price-ambiguous",
              Place.row(row.origin()),
              "the row and row "
                  + other.origin().row()
                  + " can price the same usage, and neither names more than the other",
              "let one of them name more of Plan, Region, Country, Number type");
        }
      }
    }
  }

  private static boolean meet(PriceRow a, PriceRow b) {
    return meet(a.plan(), b.plan())
        && meet(a.region(), b.region())
        && meet(a.country(), b.country())
        && meet(a.numberType(), b.numberType());
  }

  private static boolean meet(@Nullable String a, @Nullable String b) {
    return a == null || b == null || Objects.equals(a, b);
  }

  private static boolean overlap(PriceRow a, PriceRow b) {
    return Ladders.from(a).isBefore(Ladders.to(b)) && Ladders.from(b).isBefore(Ladders.to(a));
  }
}
