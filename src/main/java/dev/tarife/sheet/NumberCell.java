package dev.tarife.sheet;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A cell of a line, read as a number; what it cannot be is reported. */
record NumberCell(TypedRow line, String column) {
  private static final int WHOLE_DIGITS = 15;
  private static final int DECIMALS = 12;
  private static final Set<String> PRICES =
      Set.of("Unit price", "Flat fee", "Checked", "Amount", "Total");

  /** A decimal of either sign; null where the cell is empty or at fault. */
  @Nullable BigDecimal signed() {
    Cell cell = line.cell(column);
    return switch (cell.kind()) {
      case EMPTY -> null;
      case REFUSED -> line.refused();
      case TEXT -> text(cell);
      case BOOLEAN -> wrong("is not a number", "write a number");
      case DATE -> wrong("is a date", "format the cell as a number and write it again");
      case NUMBER -> bounded(cell);
    };
  }

  private @Nullable BigDecimal text(Cell cell) {
    BigDecimal written = written(cell);
    return written == null ? wrong("is text, not a number", fix(cell.text())) : written;
  }

  /** A decimal, 0 or more; null where the cell is empty or at fault. */
  @Nullable BigDecimal decimal() {
    BigDecimal number = signed();
    return number != null && number.signum() < 0 ? wrong("is negative", "write 0 or more") : number;
  }

  /**
   * A decimal of which 0 is not what is meant either, which others report; null where the cell is
   * empty or at fault.
   */
  @Nullable BigDecimal positive() {
    BigDecimal number = signed();
    return number != null && number.signum() < 0
        ? wrong("is negative", "write a number above 0")
        : number;
  }

  /** A percentage, 0 or more, as its cell shows it; null where the cell is empty or wrong. */
  @Nullable BigDecimal percent() {
    Cell cell = line.cell(column);
    if (cell.kind() != Cell.Kind.NUMBER || !cell.isPercent()) {
      return decimal();
    }
    BigDecimal shown = cell.number().movePointRight(2);
    return shown.signum() < 0 ? wrong("is negative", "write 0 or more") : shown;
  }

  /** A decimal with more digits than a number's cell keeps, written as text; else null. */
  private static @Nullable BigDecimal written(Cell cell) {
    boolean fits = cell.text().matches("(0|[1-9]\\d{0,14})\\.\\d{1,12}");
    BigDecimal number = fits ? new BigDecimal(cell.text()) : BigDecimal.ZERO;
    return ShortestDecimal.fits(number) ? null : number;
  }

  /** A whole number of at least {@code least}; null where the cell is empty or at fault. */
  @Nullable Integer integer(int least) {
    BigDecimal number = signed();
    if (number == null) {
      return null;
    }
    if (number.scale() > 0) {
      return wrong("is not a whole number", "write a whole number");
    }
    if (number.compareTo(BigDecimal.valueOf(least)) < 0) {
      return wrong("is below " + least, "write " + least + " or more");
    }
    if (number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
      return wrong("is too large", "write the number that is meant");
    }
    return number.intValueExact();
  }

  private @Nullable BigDecimal bounded(Cell cell) {
    if (cell.isPercent()) {
      return wrongFormat("is a percentage");
    }
    if (cell.isScaled()) {
      return wrongFormat("is shown in thousands");
    }
    String misleading = cell.misleading();
    if (misleading != null) {
      return wrongFormat(
          misleading.isEmpty()
              ? "is not shown by the format of its cell"
              : "is shown with text that makes another number of it ("
                  + VisibleText.shown(misleading)
                  + ")");
    }
    BigDecimal number = cell.number();
    if (number.scale() > DECIMALS) {
      return wrong("has more than " + DECIMALS + " decimals", smallerUnit());
    }
    if (number.precision() - number.scale() > WHOLE_DIGITS) {
      return wrong("is too large", "write the number that is meant");
    }
    return number;
  }

  /** What to do with a number that is too small for a cell: never to cut its last digits off. */
  private String smallerUnit() {
    return PRICES.contains(column)
        ? "keep its digits and price it per 1,000 or per million (Base per unit in charges.xlsx,"
            + " Units)"
        : "keep its digits and count in a smaller unit (Base per unit in charges.xlsx, Units)";
  }

  /** Proposes the number that a text seems to mean: a decimal comma, a currency, spaces. */
  private static String fix(String text) {
    StringBuilder digits = new StringBuilder();
    text.chars()
        .filter(c -> (c >= '0' && c <= '9') || c == '.' || c == ',' || c == '-')
        .forEach(c -> digits.append((char) c));
    String number = digits.toString();
    if (number.indexOf('.') < 0) {
      number = number.replaceFirst("^(-?\\d+),(\\d+)$", "$1.$2");
    }
    if (!number.matches("-?\\d{1,15}(\\.\\d{1,12})?")) {
      return "write a number, in a cell that is not formatted as text";
    }
    return ShortestDecimal.fits(new BigDecimal(number))
        ? "write the number "
            + number
            + ", without anything before or after, in a cell that is not formatted as text"
        : "write "
            + number
            + ", without anything before or after, in a cell that is formatted as text: it has more"
            + " digits than a number's cell keeps";
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // always null
  private <T> @Nullable T wrong(String what, String fix) {
    return line.wrong("cell-number", column, what, fix);
  }

  private @Nullable BigDecimal wrongFormat(String what) {
    return line.wrong(
        "number-format",
        column,
        what,
        "format the cell as a number and write the number that is meant");
  }
}
