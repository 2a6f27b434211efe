package dev.tarife.web.pages.change;

import dev.tarife.compare.CellChange;
import dev.tarife.compare.CellValue;
import dev.tarife.compare.RowChange;
import dev.tarife.compare.SheetChange;
import dev.tarife.compare.TableDiff;
import dev.tarife.model.Place;
import dev.tarife.web.pages.Figures;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What differs between tables, as a page shows it.
 *
 * @param sheets the sheets that differ
 */
record DiffView(List<SheetView> sheets) {
  private static final int MOST_ROWS = 200;

  /** More than these are folded. */
  private static final int OPEN_ROWS = 30;

  /**
   * A sheet that differs.
   *
   * @param change what became of it
   * @param rows its rows, from above
   * @param more how many rows are not shown
   */
  record SheetView(SheetChange change, List<RowView> rows, int more) {
    /** The rows that are shown at once. */
    public List<RowView> open() {
      return rows.subList(0, Math.min(OPEN_ROWS, rows.size()));
    }

    /** The rows that are shown on demand. */
    public List<RowView> folded() {
      return rows.subList(Math.min(OPEN_ROWS, rows.size()), rows.size());
    }
  }

  /** How many rows are new. */
  public long added() {
    return count(RowChange.Kind.ADDED);
  }

  /** How many rows are gone. */
  public long removed() {
    return count(RowChange.Kind.REMOVED);
  }

  /** How many cells of the other rows have another value. */
  public long cells() {
    return sheets.stream()
        .flatMap(sheet -> sheet.change().rows().stream())
        .filter(row -> row.kind() == RowChange.Kind.CHANGED)
        .mapToLong(row -> row.cells().size())
        .sum();
  }

  /** The sheets that differ: {@code prices.xlsx!Prices}. */
  Set<String> touched() {
    return sheets.stream()
        .map(sheet -> sheet.change().workbook() + "!" + sheet.change().sheet())
        .collect(Collectors.toSet());
  }

  private long count(RowChange.Kind kind) {
    return sheets.stream().mapToLong(sheet -> sheet.change().count(kind)).sum();
  }

  /**
   * A row that differs.
   *
   * @param kind what became of it: {@code changed}
   * @param number where it stands, or stood
   * @param key what it is about
   * @param cells of a changed row, the cells that differ
   * @param text of an added or removed row, what it says
   */
  record RowView(String kind, int number, String key, List<CellView> cells, String text) {}

  /**
   * A cell that differs.
   *
   * @param address such as {@code J5}
   * @param column its header
   * @param before what it held; empty: nothing; null: what is not read, such as a formula
   * @param after what it holds; empty: nothing; null: what is not read
   * @param share by how much a number rose or fell, in percent; null: it cannot be said
   */
  record CellView(
      String address,
      String column,
      @Nullable String before,
      @Nullable String after,
      @Nullable String share) {}

  static DiffView of(TableDiff diff, Figures figures) {
    return new DiffView(
        diff.sheets().stream()
            .map(
                sheet ->
                    new SheetView(
                        sheet,
                        sheet.rows().stream()
                            .limit(MOST_ROWS)
                            .map(row -> row(row, figures))
                            .toList(),
                        Math.max(0, sheet.rows().size() - MOST_ROWS)))
            .toList());
  }

  private static RowView row(RowChange row, Figures figures) {
    boolean changed = row.kind() == RowChange.Kind.CHANGED;
    return new RowView(
        row.kind().code(),
        row.origin().row(),
        String.join(" · ", row.key().values()),
        changed ? row.cells().stream().map(cell -> cell(cell, figures)).toList() : List.of(),
        changed
            ? ""
            : row.cells().stream()
                .map(cell -> said(cell, figures))
                .collect(Collectors.joining(" · ")));
  }

  private static String said(CellChange cell, Figures figures) {
    String text = text(cell.after() == null ? cell.before() : cell.after(), figures);
    return cell.column() + " = " + (text == null ? "\uFFFD" : text);
  }

  private static CellView cell(CellChange cell, Figures figures) {
    Place place = cell.afterPlace() == null ? cell.beforePlace() : cell.afterPlace();
    return new CellView(
        place == null ? "" : Place.letters(place.column()) + place.row(),
        cell.column(),
        text(cell.before(), figures),
        text(cell.after(), figures),
        share(cell.before(), cell.after(), figures));
  }

  private static @Nullable String text(@Nullable CellValue value, Figures figures) {
    if (value == null) {
      return "";
    }
    return switch (value.type()) {
      case NUMBER -> figures.number(new BigDecimal(value.text()));
      case REFUSED -> null;
      case TEXT, DATE, BOOLEAN -> value.text();
    };
  }

  private static @Nullable String share(
      @Nullable CellValue before, @Nullable CellValue after, Figures figures) {
    if (before == null
        || after == null
        || before.type() != CellValue.Type.NUMBER
        || after.type() != CellValue.Type.NUMBER) {
      return null;
    }
    BigDecimal old = new BigDecimal(before.text());
    if (old.signum() == 0) {
      return null;
    }
    BigDecimal share =
        new BigDecimal(after.text())
            .subtract(old)
            .divide(old.abs(), MathContext.DECIMAL64)
            .setScale(4, RoundingMode.HALF_UP);
    return figures.share(share);
  }
}
