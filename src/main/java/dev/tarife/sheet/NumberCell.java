package dev.tarife.sheet;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A cell of a line, read as a number; what it cannot be is reported. */
record NumberCell(Line line, String column) {
  private static final int WHOLE_DIGITS = 15;
  private static final int DECIMALS = 12;

  /** A decimal of either sign; null where the cell is empty or at fault. */
  @Nullable BigDecimal signed() {
    Cell cell = line.cell(column);
    return switch (cell.kind()) {
      case EMPTY -> null;
      case REFUSED -> line.refused();
      case TEXT -> wrong("is text, not a number", mend(cell.text()));
      case BOOLEAN -> wrong("is no number", "write a number");
      case DATE -> wrong("is a date", "format the cell as a number and write it again");
      case NUMBER -> bounded(cell);
    };
  }

  /** A decimal, 0 or more; null where the cell is empty or at fault. */
  @Nullable BigDecimal decimal() {
    BigDecimal number = signed();
    return number != null && number.signum() < 0 ? wrong("is negative", "write 0 or more") : number;
  }

  /** A decimal with more digits than a number's cell keeps, written as text; else null. */
  @Nullable BigDecimal written() {
    Cell cell = line.cell(column);
    boolean longer =
        cell.kind() == Cell.Kind.TEXT
            && cell.text().length() > WHOLE_DIGITS
            && cell.text().matches("\\d{1,15}\\.\\d{1,12}");
    return longer ? new BigDecimal(cell.text()) : null;
  }

  /** A whole number of at least {@code least}; null where the cell is empty or at fault. */
  @Nullable Integer integer(int least) {
    BigDecimal number = signed();
    if (number == null) {
      return null;
    }
    if (number.scale() > 0) {
      return wrong("is no whole number", "write a whole number");
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
    BigDecimal number = cell.number();
    if (number.scale() > DECIMALS) {
      return wrong("has more than " + DECIMALS + " decimals", "write fewer decimals");
    }
    if (number.precision() - number.scale() > WHOLE_DIGITS) {
      return wrong("is too large", "write the number that is meant");
    }
    return number;
  }

  /** Proposes the number that a text seems to mean: a decimal comma, a currency, spaces. */
  private static String mend(String text) {
    StringBuilder digits = new StringBuilder();
    text.chars()
        .filter(c -> (c >= '0' && c <= '9') || c == '.' || c == ',' || c == '-')
        .forEach(c -> digits.append((char) c));
    String number = digits.toString();
    if (number.indexOf('.') < 0) {
      number = number.replaceFirst("^(-?\\d+),(\\d+)$", "$1.$2");
    }
    return number.matches("-?\\d{1,15}(\\.\\d{1,12})?")
        ? "write the number "
            + number
            + ", without anything before or after, in a cell that is not formatted as text"
        : "write a number, in a cell that is not formatted as text";
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // always null
  private <T> @Nullable T wrong(String what, String mend) {
    return line.wrong("cell-number", column, what, mend);
  }

  private @Nullable BigDecimal wrongFormat(String what) {
    return line.wrong(
        "number-format",
        column,
        what,
        "format the cell as a number and write the number that is meant");
  }
}
