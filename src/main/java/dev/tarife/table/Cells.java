package dev.tarife.table;

import dev.tarife.model.Money;
import dev.tarife.model.Origin;
import dev.tarife.model.Place;
import dev.tarife.sheet.Line;
import dev.tarife.sheet.Table;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of the cells of rows beside their values: where they stand, what was checked. */
final class Cells {
  /** Header of the price once more, by somebody who looked at it. */
  static final String CHECKED = "Checked";

  private final Map<String, Map<String, Integer>> bySheet = new HashMap<>();
  private final Map<Origin, Money> checked = new HashMap<>();

  void add(String workbook, String sheet, Table table) {
    Map<String, Integer> columns = new HashMap<>();
    table.columns().forEach(name -> columns.put(name, table.column(name)));
    bySheet.put(workbook + '!' + sheet, columns);
  }

  /** Keeps what the Checked column of a row says. */
  void check(Line line) {
    BigDecimal price = line.decimalOrNull(CHECKED);
    if (price != null) {
      checked.put(line.origin(), Money.of(price));
    }
  }

  /** The price that somebody looked at and found right; null: none. */
  @Nullable Money checked(Origin row) {
    return checked.get(row);
  }

  /** The cell of a row under a header; the row where its sheet has no such column. */
  Place of(Origin row, String header) {
    Integer column = bySheet.getOrDefault(row.workbook() + '!' + row.sheet(), Map.of()).get(header);
    return column == null
        ? Place.row(row)
        : Place.cell(row.workbook(), row.sheet(), row.row(), column);
  }
}
