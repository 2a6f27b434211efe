package dev.tarife.compare;

import dev.tarife.sheet.Cell;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a cell of a decision table holds.
 *
 * @param type what kind of value it is: the number 0.025 and the text 0.025 differ
 * @param text the value: a text as it is, an exact decimal, a day in ISO 8601, {@code true} or
 *     {@code false}; empty where it is refused
 */
public record CellValue(Type type, String text) {
  /** The kinds of value. */
  public enum Type {
    TEXT,
    NUMBER,
    DATE,
    BOOLEAN,
    /** A formula, an error or a computed number, whose value is not taken. */
    REFUSED;

    /** As files say it: {@code number}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The value of a cell; null: it is empty. */
  static @Nullable CellValue of(Cell cell) {
    return switch (cell.kind()) {
      case EMPTY -> null;
      case TEXT -> new CellValue(Type.TEXT, cell.text());
      case NUMBER -> new CellValue(Type.NUMBER, cell.number().toPlainString());
      case DATE -> new CellValue(Type.DATE, cell.date().toString());
      case BOOLEAN -> new CellValue(Type.BOOLEAN, cell.toString());
      case REFUSED -> new CellValue(Type.REFUSED, "");
    };
  }
}
