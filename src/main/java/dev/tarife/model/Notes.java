package dev.tarife.model;

/** Sentences that an invoice says below its lines. */
public final class Notes {
  private Notes() {}

  /**
   * That records lie outside the month.
   *
   * @param records how many, at least one
   */
  public static String outOfPeriod(long records, Period period) {
    return records == 1
        ? "1 record lies outside " + period + " and is not charged"
        : records + " records lie outside " + period + " and are not charged";
  }
}
