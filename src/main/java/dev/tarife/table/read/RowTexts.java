package dev.tarife.table.read;

import dev.tarife.model.Origin;
import dev.tarife.model.Place;
import dev.tarife.sheet.Cell;
import dev.tarife.sheet.Row;
import dev.tarife.sheet.Sheet;
import dev.tarife.sheet.Workbook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Shows the cells of single rows, as an auditor finds them in the workbook. */
public final class RowTexts {
  private final Function<String, Workbook> workbooks;

  /** Of the workbooks in a folder. */
  public RowTexts(Path directory) {
    this.workbooks = name -> Workbook.open(directory.resolve(name));
  }

  /** Of workbooks that are in memory, by file name. */
  public RowTexts(Map<String, byte[]> workbooks) {
    Map<String, byte[]> held = Map.copyOf(workbooks);
    this.workbooks = name -> Workbook.open(name, Objects.requireNonNull(held.get(name), name));
  }

  /**
   * The filled cells of a row, with address and header: {@code H12 Unit price = 0.018}.
   *
   * @return empty where the workbook no longer has the row
   */
  public List<String> of(Origin origin) {
    Sheet sheet = workbooks.apply(origin.workbook()).sheet(origin.sheet());
    if (sheet == null || sheet.rows().isEmpty()) {
      return List.of();
    }
    Row headers = sheet.rows().get(0);
    return sheet.rows().stream()
        .filter(row -> row.number() == origin.row())
        .findFirst()
        .map(row -> texts(headers, row))
        .orElse(List.of());
  }

  private static List<String> texts(Row headers, Row row) {
    List<String> texts = new ArrayList<>();
    for (Cell cell : row.cells()) {
      if (cell.isEmpty()) {
        continue;
      }
      Place place = cell.place();
      texts.add(
          Place.letters(place.column())
              + place.row()
              + " "
              + headers.cell(place.column())
              + " = "
              + (cell.kind() == Cell.Kind.TEXT ? cell.text() : cell.toString()));
    }
    return texts;
  }
}
