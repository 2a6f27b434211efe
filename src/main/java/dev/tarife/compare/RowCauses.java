package dev.tarife.compare;

import dev.tarife.compare.LineDifference.Cause;
import dev.tarife.compare.LineDifference.Reach;
import dev.tarife.model.LineItem;
import dev.tarife.model.Origin;
import dev.tarife.model.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rows make a line's difference. A line names the rows that metered, freed and priced it; one
 * of them that differs is the cause. Where none does, the line is what others leave it: of an
 * allowance, or of a tier.
 */
final class RowCauses {
  private final Map<Origin, RowChange> before = new HashMap<>();
  private final Map<Origin, RowChange> after = new HashMap<>();
  private final Map<RowChange, Integer> order = new HashMap<>();
  private final List<RowChange> settings = new ArrayList<>();
  private final Map<String, List<RowChange>> byUnit = new HashMap<>();
  private final Map<String, List<RowChange>> byCharge = new HashMap<>();
  private final Map<String, List<RowChange>> byDrawer = new HashMap<>();
  private final Map<String, List<RowChange>> byRegion = new HashMap<>();

  RowCauses(TableDiff diff) {
    diff.rows().filter(RowChange::prices).forEach(this::index);
  }

  private void index(RowChange row) {
    order.put(row, order.size());
    if (row.before() != null) {
      before.put(row.before(), row);
    }
    if (row.after() != null) {
      after.put(row.after(), row);
    }
    String charge = row.key().getOrDefault("Charge", "");
    switch (row.origin().workbook() + "!" + row.origin().sheet()) {
      case "charges.xlsx!Settings" -> settings.add(row);
      case "charges.xlsx!Units" -> add(byUnit, row.key().getOrDefault("Unit", ""), row);
      case "charges.xlsx!Charges" -> add(byCharge, charge, row);
      case "allowances.xlsx!Draws", "telephony.xlsx!Stand-ins", "telephony.xlsx!Cards" ->
          add(byDrawer, charge, row);
      case "allowances.xlsx!Home countries" ->
          add(byRegion, row.key().getOrDefault("Region", ""), row);
      default -> {
        // Lines name the rows of the other sheets.
      }
    }
  }

  private static void add(Map<String, List<RowChange>> map, String key, RowChange row) {
    map.computeIfAbsent(key, k -> new ArrayList<>(1)).add(row);
  }

  /**
   * The cause of a line's difference.
   *
   * @param line the line, on either side
   * @param invoice every line of the account, on either side
   */
  Cause of(Sides line, Sides invoice) {
    if (order.isEmpty()) {
      return Cause.UNKNOWN;
    }
    Set<RowChange> rows = named(line);
    for (LineItem item : line.both()) {
      rows.addAll(settings);
      rows.addAll(byUnit.getOrDefault(item.unit(), List.of()));
      rows.addAll(byCharge.getOrDefault(item.charge(), List.of()));
    }
    if (!rows.isEmpty()) {
      return cause(Reach.LINE, rows);
    }
    String charge = line.both().get(0).charge();
    rows.addAll(named(invoice.of(charge)));
    rows.addAll(byDrawer.getOrDefault(charge, List.of()));
    for (LineItem item : line.both()) {
      rows.addAll(byRegion.getOrDefault(item.region() == null ? "" : item.region(), List.of()));
    }
    if (!rows.isEmpty()) {
      return cause(Reach.CHARGE, rows);
    }
    rows.addAll(named(invoice));
    return rows.isEmpty() ? Cause.UNKNOWN : cause(Reach.ACCOUNT, rows);
  }

  private Cause cause(Reach reach, Collection<RowChange> rows) {
    return new Cause(
        reach, rows.stream().sorted((a, b) -> Integer.compare(place(a), place(b))).toList());
  }

  private int place(RowChange row) {
    return order.getOrDefault(row, Integer.MAX_VALUE);
  }

  private Set<RowChange> named(Sides lines) {
    Set<RowChange> rows = new LinkedHashSet<>();
    lines.before().forEach(line -> addNamed(rows, line, before));
    lines.after().forEach(line -> addNamed(rows, line, after));
    return rows;
  }

  private static void addNamed(
      Set<RowChange> rows, LineItem line, Map<Origin, RowChange> byOrigin) {
    for (Source source : line.sources()) {
      RowChange row = byOrigin.get(source.origin());
      if (row != null) {
        rows.add(row);
      }
    }
  }

  /** Lines before and after. */
  record Sides(List<LineItem> before, List<LineItem> after) {
    static Sides of(@Nullable LineItem before, @Nullable LineItem after) {
      return new Sides(
          before == null ? List.of() : List.of(before), after == null ? List.of() : List.of(after));
    }

    Sides of(String charge) {
      return new Sides(
          before.stream().filter(line -> line.charge().equals(charge)).toList(),
          after.stream().filter(line -> line.charge().equals(charge)).toList());
    }

    List<LineItem> both() {
      List<LineItem> both = new ArrayList<>(before);
      both.addAll(after);
      return both;
    }
  }
}
