package dev.tarife.sheet.ooxml;

/**
 * A cell's address.
 *
 * @param row from 1
 * @param column from 0
 */
record CellAddress(int row, int column) {
  static final int ROWS = 1_048_576;
  static final int COLUMNS = 16_384;

  /**
   * Reads {@code H12}.
   *
   * @throws IllegalArgumentException if it is none, or lies outside any sheet
   */
  static CellAddress of(String text) {
    int column = 0;
    int i = 0;
    while (i < text.length() && i < 4 && text.charAt(i) >= 'A' && text.charAt(i) <= 'Z') {
      column = column * 26 + text.charAt(i) - 'A' + 1;
      i++;
    }
    int row = 0;
    int digits = i;
    while (i < text.length() && i < digits + 8 && Character.digit(text.charAt(i), 10) >= 0) {
      row = row * 10 + Character.digit(text.charAt(i), 10);
      i++;
    }
    if (i != text.length() || column < 1 || column > COLUMNS || row < 1 || row > ROWS) {
      throw new IllegalArgumentException("No address of a cell: " + text);
    }
    return new CellAddress(row, column - 1);
  }
}
