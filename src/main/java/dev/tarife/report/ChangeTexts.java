package dev.tarife.report;

import dev.tarife.compare.CellChange;
import dev.tarife.compare.CellValue;
import dev.tarife.compare.RowChange;
import dev.tarife.model.Place;
import java.util.List;
import java.util.Map;
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
      case CHANGED -> where + ": " + before(cell) + " -> " + after(cell);
    };
  }

  /** Which cell: {@code J5 Unit price}. */
  static String name(CellChange cell) {
    String address = address(cell.afterPlace() == null ? cell.beforePlace() : cell.afterPlace());
    return address == null ? cell.column() : address + " " + cell.column();
  }

  static String before(CellChange cell) {
    return value(cell.before(), isOtherType(cell));
  }

  static String after(CellChange cell) {
    return value(cell.after(), isOtherType(cell));
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

  static Map<String, @Nullable Object> json(RowChange row) {
    return ReportJson.object(
        "change",
        row.kind().code(),
        "key",
        row.key(),
        "workbook",
        row.origin().workbook(),
        "sheet",
        row.origin().sheet(),
        "row_before",
        row.before() == null ? null : row.before().row(),
        "row_after",
        row.after() == null ? null : row.after().row(),
        "cells",
        row.cells().stream().map(ChangeTexts::json).toList());
  }

  private static Map<String, @Nullable Object> json(CellChange cell) {
    return ReportJson.object(
        "column",
        cell.column(),
        "cell_before",
        address(cell.beforePlace()),
        "cell_after",
        address(cell.afterPlace()),
        "before",
        json(cell.before()),
        "after",
        json(cell.after()));
  }

  private static @Nullable String address(@Nullable Place place) {
    return place == null ? null : Place.letters(place.column()) + place.row();
  }

  private static @Nullable Map<String, @Nullable Object> json(@Nullable CellValue value) {
    return value == null
        ? null
        : ReportJson.object("type", value.type().code(), "value", value.text());
  }
}
