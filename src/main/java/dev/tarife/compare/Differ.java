package dev.tarife.compare;

import dev.tarife.compare.SheetRows.Entry;
import dev.tarife.model.Finding;
import dev.tarife.sheet.Sheet;
import dev.tarife.sheet.Workbook;
import dev.tarife.table.read.TablesReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares two sets of workbooks. */
final class Differ {
  /** The sheet that feeds dropdowns, which nothing reads. */
  private static final String LISTS = "Lists";

  private static final Comparator<RowChange> FROM_ABOVE =
      Comparator.<RowChange>comparingInt(row -> row.origin().row())
          .thenComparing(row -> row.kind() == RowChange.Kind.REMOVED ? 0 : 1);

  private final TableSet before;
  private final TableSet after;

  Differ(TableSet before, TableSet after) {
    this.before = before;
    this.after = after;
  }

  TableDiff diff() {
    List<SheetChange> sheets = new ArrayList<>();
    for (String name : TablesReader.ALL) {
      Workbook old = before.workbook(name);
      Workbook now = after.workbook(name);
      for (String sheet : sheets(old, now)) {
        SheetChange change = change(name, sheet, rows(before, old, sheet), rows(after, now, sheet));
        if (!change.isEmpty()) {
          sheets.add(change);
        }
      }
    }
    return new TableDiff(before.name(), after.name(), sheets, faults(before), faults(after));
  }

  private static List<Finding> faults(TableSet tables) {
    return TablesReader.check(tables.workbooks()).findings().errors();
  }

  /** The sheets of both: in the order after, then those that are gone. */
  private static Set<String> sheets(@Nullable Workbook old, @Nullable Workbook now) {
    Set<String> sheets = new LinkedHashSet<>();
    if (now != null) {
      sheets.addAll(now.sheets());
    }
    if (old != null) {
      sheets.addAll(old.sheets());
    }
    sheets.remove(LISTS);
    return sheets;
  }

  private static SheetRows rows(TableSet tables, @Nullable Workbook workbook, String name) {
    Sheet sheet = workbook == null ? null : tables.named(() -> workbook.sheet(name));
    return sheet == null ? SheetRows.NONE : SheetRows.of(sheet);
  }

  private static SheetChange change(String workbook, String sheet, SheetRows old, SheetRows now) {
    SheetKey key = SheetKey.of(workbook, sheet);
    Set<String> headers = new LinkedHashSet<>(now.headers());
    headers.addAll(old.headers());
    List<String> all = List.copyOf(headers);
    List<String> own = SheetKey.in(all, key.columns().isEmpty() ? all : key.columns());
    RowMatch match =
        RowMatch.of(
            old.rows(),
            now.rows(),
            own,
            key.looser().stream().map(columns -> SheetKey.in(all, columns)).toList());
    List<RowChange> rows = new ArrayList<>();
    match.removed().forEach(row -> rows.add(change(all, own, old, row, now, null)));
    match.added().forEach(row -> rows.add(change(all, own, old, null, now, row)));
    for (RowMatch.Pair pair : match.pairs()) {
      if (!pair.before().values().equals(pair.after().values())) {
        rows.add(change(all, own, old, pair.before(), now, pair.after()));
      }
    }
    rows.sort(FROM_ABOVE);
    return new SheetChange(
        workbook,
        sheet,
        now.headers().stream().filter(header -> !old.headers().contains(header)).toList(),
        old.headers().stream().filter(header -> !now.headers().contains(header)).toList(),
        rows,
        key.ordered() && isReordered(match.pairs()));
  }

  private static RowChange change(
      List<String> columns,
      List<String> key,
      SheetRows oldSheet,
      @Nullable Entry old,
      SheetRows nowSheet,
      @Nullable Entry now) {
    List<CellChange> cells = new ArrayList<>();
    for (String column : columns) {
      CellValue was = old == null ? null : old.values().get(column);
      CellValue is = now == null ? null : now.values().get(column);
      if (!Objects.equals(was, is)) {
        cells.add(
            new CellChange(
                column,
                old == null ? null : oldSheet.place(old, column),
                now == null ? null : nowSheet.place(now, column),
                was,
                is));
      }
    }
    Entry known = Objects.requireNonNull(now == null ? old : now);
    return new RowChange(
        known.texts(key),
        old == null ? null : old.origin(),
        now == null ? null : now.origin(),
        cells);
  }

  private static boolean isReordered(List<RowMatch.Pair> pairs) {
    List<Integer> after =
        pairs.stream()
            .sorted(Comparator.comparingInt(pair -> pair.before().origin().row()))
            .map(pair -> pair.after().origin().row())
            .toList();
    return !after.equals(after.stream().sorted().toList());
  }
}
