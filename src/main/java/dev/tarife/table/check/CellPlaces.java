package dev.tarife.table.check;

import dev.tarife.model.Money;
import dev.tarife.model.Origin;
import dev.tarife.model.Place;
import dev.tarife.sheet.Cell;
import dev.tarife.sheet.Row;
import dev.tarife.sheet.Sheet;
import dev.tarife.sheet.Table;
import dev.tarife.sheet.TypedRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of the cells of rows beside their values: where they stand, what was checked. */
public final class CellPlaces {
  /** Header of the price once more, by somebody who looked at it. */
  public static final String CHECKED = "Checked";

  private final Map<String, Map<String, Integer>> bySheet = new HashMap<>();
  private final List<Cell> inCurrency = new ArrayList<>();
  private final Map<Origin, Money> checked = new HashMap<>();

  public void add(String workbook, Sheet sheet, Table table) {
    Map<String, Integer> columns = new HashMap<>();
    table.columns().forEach(name -> columns.put(name, table.column(name)));
    bySheet.put(workbook + '!' + sheet.name(), columns);
    for (Row row : sheet.rows()) {
      row.cells().stream().filter(cell -> cell.currency() != null).forEach(inCurrency::add);
    }
  }

  /** The cells that show their number in a currency. */
  public List<Cell> inCurrency() {
    return inCurrency;
  }

  /** Keeps what the Checked column of a row says. */
  public void check(TypedRow line) {
    BigDecimal price = line.decimalOrNull(CHECKED);
    if (price != null) {
      checked.put(line.origin(), Money.of(price));
    }
  }

  /** The price that somebody looked at and found right; null: none. */
  public @Nullable Money checked(Origin row) {
    return checked.get(row);
  }

  /** The cell of a row under a header; the row where its sheet has no such column. */
  public Place of(Origin row, String header) {
    Integer column = bySheet.getOrDefault(row.workbook() + '!' + row.sheet(), Map.of()).get(header);
    return column == null
        ? Place.row(row)
        : Place.cell(row.workbook(), row.sheet(), row.row(), column);
  }
}
