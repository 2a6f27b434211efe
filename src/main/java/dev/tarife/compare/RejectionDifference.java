package dev.tarife.compare;

/**
 * Usage that is not charged for one reason, over all accounts.
 *
 * @param reason in words
 * @param before how many records the tables before reject
 * @param after how many the tables after reject
 * @param example id of one of them
 */
public record RejectionDifference(String reason, long before, long after, String example) {
  /** Whether the tables after charge less of the usage. */
  public boolean isNew() {
    return after > before;
  }
}
