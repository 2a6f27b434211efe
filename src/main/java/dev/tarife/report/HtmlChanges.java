package dev.tarife.report;

import dev.tarife.compare.Amounts;
import dev.tarife.compare.CellChange;
import dev.tarife.compare.CellValue;
import dev.tarife.compare.RowChange;
import dev.tarife.compare.SheetChange;
import dev.tarife.compare.TableDiff;
import dev.tarife.model.Money;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the changed rows of decision tables as HTML. */
public final class HtmlChanges {
  /** Rows of a sheet that are written; `tarife diff` shows all. */
  private static final int MOST_ROWS = 200;

  /** More rows than these are folded. */
  private static final int OPEN_ROWS = 30;

  private final HtmlWriter html;

  HtmlChanges(HtmlWriter html) {
    this.html = html;
  }

  /**
   * Writes what differs as a part of a page.
   *
   * @param heading the element of its headings, such as {@code h3}
   */
  public static String part(TableDiff diff, ReaderLanguage language, String heading) {
    StringWriter out = new StringWriter();
    new HtmlChanges(new HtmlWriter(out, language)).sheets(diff, heading);
    return out.toString();
  }

  /** Writes every sheet that differs. */
  void sheets(TableDiff diff, String heading) {
    if (diff.isEmpty()) {
      html.said("p", "No cell has changed.");
    }
    for (SheetChange sheet : diff.sheets()) {
      String name = sheet.workbook() + " · " + sheet.sheet();
      html.text(heading, name);
      sheet.addedColumns().forEach(column -> html.said("p", "New column: " + column));
      sheet.removedColumns().forEach(column -> html.said("p", "Removed column: " + column));
      if (sheet.reordered()) {
        html.said("p", "The order of the rows has changed, and order matters in this sheet.");
      }
      rows(sheet.rows(), name);
    }
  }

  private void rows(List<RowChange> rows, String name) {
    int shown = Math.min(rows.size(), MOST_ROWS);
    int open = Math.min(rows.size(), OPEN_ROWS);
    table(rows.subList(0, open), name, false);
    if (shown > open) {
      html.open("details").said("summary", more(shown - open));
      table(rows.subList(open, shown), name, false);
      html.close();
    }
    if (rows.size() > shown) {
      html.said("p", more(rows.size() - shown) + " changed.");
    }
  }

  private static String more(int rows) {
    return rows + (rows == 1 ? " more row" : " more rows");
  }

  /**
   * Writes rows as a table.
   *
   * @param name of the table
   * @param placed whether to name the sheet of each
   */
  void table(List<RowChange> rows, String name, boolean placed) {
    if (rows.isEmpty()) {
      return;
    }
    html.table(
        name, "diff", List.of("Row", "Item", "Column"), List.of("Before", "After", "Change"));
    for (RowChange row : rows) {
      String place = placed ? row.origin().workbook() + " · " + row.origin().sheet() + " · " : "";
      if (row.kind() == RowChange.Kind.CHANGED) {
        row.cells().forEach(cell -> changed(row, cell, place));
      } else {
        whole(row, place);
      }
    }
    html.close().close().close();
  }

  private void whole(RowChange row, String place) {
    boolean added = row.kind() == RowChange.Kind.ADDED;
    html.open("tr", "class", row.kind().code());
    html.open("th", "scope", "row").text(place + row.origin().row() + " ");
    html.said("span", row.kind().code(), "class", added ? "badge good" : "badge bad").close();
    html.text("td", key(row));
    html.text(
        "td",
        row.cells().stream()
            .map(cell -> cell.column() + " = " + value(added ? cell.after() : cell.before(), cell))
            .collect(Collectors.joining(" · ")),
        "colspan",
        "4");
    html.close();
  }

  private void changed(RowChange row, CellChange cell, String place) {
    BigDecimal share = share(cell.before(), cell.after());
    html.open("tr", "class", row.kind().code());
    html.text("th", place + ChangeTexts.address(cell), "scope", "row");
    html.text("td", key(row)).text("td", cell.column());
    html.open("td", "class", "number").text("del", value(cell.before(), cell)).close();
    html.open("td", "class", "number").text("ins", value(cell.after(), cell)).close();
    html.text("td", share == null ? "" : html.language().share(share), "class", "number");
    html.close();
  }

  private static String key(RowChange row) {
    return String.join(" · ", row.key().values());
  }

  private String value(@Nullable CellValue value, CellChange cell) {
    String text = ChangeTexts.value(value, cell);
    if (value == null || value.type() == CellValue.Type.REFUSED) {
      return html.language().say(text);
    }
    return text.equals(value.text()) && value.type() == CellValue.Type.NUMBER
        ? html.language().number(new BigDecimal(text))
        : text;
  }

  private static @Nullable BigDecimal share(@Nullable CellValue before, @Nullable CellValue after) {
    return before == null
            || after == null
            || before.type() != CellValue.Type.NUMBER
            || after.type() != CellValue.Type.NUMBER
        ? null
        : new Amounts(Money.of(before.text()), Money.of(after.text())).share();
  }
}
