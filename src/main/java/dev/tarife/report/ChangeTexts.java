package dev.tarife.report;

import dev.tarife.compare.CellChange;
import dev.tarife.compare.CellValue;
import dev.tarife.compare.RowChange;
import dev.tarife.model.Place;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Changed rows and cells of tables, in words and as JSON. */
final class ChangeTexts {
  private ChangeTexts() {}

  /** What a row is about: {@code Charge voice-service, Region us-east-1}. */
  static String key(RowChange row) {
    return row.key().entrySet().stream()
        .map(part -> part.getKey() + " " + quoted(part.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** Where a row stands: {@code prices.xlsx, Prices, row 5}. */
  static String place(RowChange row) {
    return row.origin().workbook() + ", " + row.origin().sheet() + ", row " + row.origin().row();
  }

  /** Each cell: {@code J5 Unit price: 0.018 -> 0.019}, or what an added or removed row says. */
  static List<String> cells(RowChange row) {
    return row.cells().stream().map(cell -> text(cell, row.kind())).toList();
  }

  private static String text(CellChange cell, RowChange.Kind kind) {
    String where = name(cell);
    return switch (kind) {
      case ADDED -> where + " = " + value(cell.after(), false);
      case REMOVED -> where + " = " + value(cell.before(), false);
      case CHANGED ->
          where + ": " + value(cell.before(), cell) + " -> " + value(cell.after(), cell);
    };
  }

  /** Which cell: {@code J5 Unit price}. */
  static String name(CellChange cell) {
    String address = address(cell);
    return address.isEmpty() ? cell.column() : address + " " + cell.column();
  }

  /** Where a cell stands, or stood: {@code J5}; empty: nowhere. */
  static String address(CellChange cell) {
    String address = address(cell.afterPlace() == null ? cell.beforePlace() : cell.afterPlace());
    return address == null ? "" : address;
  }

  /** One of the two values of a cell, with its type where the other has another. */
  static String value(@Nullable CellValue value, CellChange cell) {
    return value(value, isOtherType(cell));
  }

  /** The number 0.025 and the text 0.025 look the same. */
  private static boolean isOtherType(CellChange cell) {
    return cell.before() != null
        && cell.after() != null
        && cell.before().type() != cell.after().type();
  }

  private static String value(@Nullable CellValue value, boolean withType) {
    if (value == null) {
      return "(empty)";
    }
    if (value.type() == CellValue.Type.REFUSED) {
      return "(not a plain value)";
    }
    return quoted(value.text()) + (withType ? " (" + value.type().code() + ")" : "");
  }

  /** In quotes where a space at an end would not be seen. */
  private static String quoted(String text) {
    return text.equals(text.strip()) ? text : '"' + text + '"';
  }

  static JsonObject json(RowChange row) {
    return new JsonObject()
        .with("change", row.kind().code())
        .with("key", row.key())
        .with("workbook", row.origin().workbook())
        .with("sheet", row.origin().sheet())
        .with("row_before", row.before() == null ? null : row.before().row())
        .with("row_after", row.after() == null ? null : row.after().row())
        .with("cells", row.cells().stream().map(ChangeTexts::json).toList());
  }

  private static JsonObject json(CellChange cell) {
    return new JsonObject()
        .with("column", cell.column())
        .with("cell_before", address(cell.beforePlace()))
        .with("cell_after", address(cell.afterPlace()))
        .with("before", json(cell.before()))
        .with("after", json(cell.after()));
  }

  private static @Nullable String address(@Nullable Place place) {
    return place == null ? null : Place.letters(place.column()) + place.row();
  }

  private static @Nullable JsonObject json(@Nullable CellValue value) {
    return value == null
        ? null
        : new JsonObject().with("type", value.type().code()).with("value", value.text());
  }
}
