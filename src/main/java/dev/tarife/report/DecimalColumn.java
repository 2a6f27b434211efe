package dev.tarife.report;

/** A column of decimals, their points under each other. */
final class DecimalColumn {
  private final String head;
  private int whole;
  private int fraction;
  private int text;

  DecimalColumn(String head) {
    this.head = head;
  }

  /** Makes room for a decimal. */
  void fit(String decimal) {
    int point = point(decimal);
    whole = Math.max(whole, point);
    fraction = Math.max(fraction, decimal.length() - point);
  }

  /** Makes room for a text. */
  void fitText(String value) {
    text = Math.max(text, value.length());
  }

  int width() {
    return Math.max(Math.max(head.length(), text), whole + fraction);
  }

  String head() {
    return padLeft(head, width());
  }

  String aligned(String decimal) {
    String tail = " ".repeat(Math.max(0, fraction - (decimal.length() - point(decimal))));
    return padLeft(decimal + tail, width());
  }

  static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  static String padLeft(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static int point(String decimal) {
    int point = decimal.indexOf('.');
    return point < 0 ? decimal.length() : point;
  }
}
