package dev.tarife.sheet;

import dev.tarife.model.Place;
import dev.tarife.sheet.ooxml.NumberFormat;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a cell really holds, whatever its format shows. */
public final class Cell {
  /** The types of value. */
  public enum Kind {
    EMPTY,
    TEXT,
    NUMBER,
    DATE,
    BOOLEAN,
    /** A formula, an error or a computed number: the sheet's findings say which. */
    REFUSED
  }

  private final Place place;
  private final Kind kind;
  private final @Nullable Object value;
  private final NumberFormat format;

  private Cell(Place place, Kind kind, @Nullable Object value, NumberFormat format) {
    this.place = place;
    this.kind = kind;
    this.value = value;
    this.format = format;
  }

  public static Cell empty(Place place) {
    return new Cell(place, Kind.EMPTY, null, NumberFormat.PLAIN);
  }

  public static Cell text(Place place, String text) {
    return new Cell(place, Kind.TEXT, text, NumberFormat.PLAIN);
  }

  public static Cell number(Place place, BigDecimal number, NumberFormat format) {
    return new Cell(place, Kind.NUMBER, number, format);
  }

  public static Cell date(Place place, LocalDate date) {
    return new Cell(place, Kind.DATE, date, NumberFormat.PLAIN);
  }

  public static Cell bool(Place place, boolean value) {
    return new Cell(place, Kind.BOOLEAN, value, NumberFormat.PLAIN);
  }

  public static Cell refused(Place place) {
    return new Cell(place, Kind.REFUSED, null, NumberFormat.PLAIN);
  }

  public Place place() {
    return place;
  }

  public Kind kind() {
    return kind;
  }

  public boolean isEmpty() {
    return kind == Kind.EMPTY;
  }

  /** Whether the cell shows its number as a percentage. */
  public boolean isPercent() {
    return format.kind() == NumberFormat.Kind.PERCENT;
  }

  /** Whether the cell shows its number in thousands or millions. */
  public boolean isScaled() {
    return format.scaled();
  }

  /**
   * The text beside its digits that makes another number of them, such as {@code %} or {@code
   * cents}; empty: the cell does not show its number; null: neither.
   */
  public @Nullable String misleading() {
    return format.misleading();
  }

  /** The currency in which the cell shows its number, as a symbol or a code; null: none. */
  public @Nullable String currency() {
    return format.currency();
  }

  /**
   * The text.
   *
   * @throws IllegalStateException if the cell holds none
   */
  public String text() {
    return (String) get(Kind.TEXT);
  }

  /**
   * The number, exactly, in plain notation and without trailing zeros.
   *
   * @throws IllegalStateException if the cell holds none
   */
  public BigDecimal number() {
    return (BigDecimal) get(Kind.NUMBER);
  }

  /**
   * The date.
   *
   * @throws IllegalStateException if the cell holds none
   */
  public LocalDate date() {
    return (LocalDate) get(Kind.DATE);
  }

  /**
   * The truth value.
   *
   * @throws IllegalStateException if the cell holds none
   */
  public boolean bool() {
    return (Boolean) get(Kind.BOOLEAN);
  }

  private Object get(Kind wanted) {
    if (kind != wanted) {
      throw new IllegalStateException(
          "The cell " + place + " holds " + kind + ", not " + wanted + ".");
    }
    return Objects.requireNonNull(value);
  }

  /** The value as messages show it. */
  @Override
  public String toString() {
    return switch (kind) {
      case EMPTY, REFUSED -> "";
      case TEXT -> VisibleText.shown(text());
      case NUMBER -> number().toPlainString();
      case BOOLEAN -> bool() ? "true" : "false";
      case DATE -> date().toString();
    };
  }
}
