package dev.tarife.rating.agreement;

import java.util.List;

/** What the lines of usage cost, before any agreement. */
public final class UsageAmounts implements AmountsLeft {
  private final int lines;
  private final List<AmountLeft> amounts;

  private UsageAmounts(int lines, List<AmountLeft> amounts) {
    this.lines = lines;
    this.amounts = amounts;
  }

  /**
   * The amounts of lines.
   *
   * @param lines how many there are
   * @param amounts those that are not 0, by ascending number; a line of two plans has two
   */
  public static UsageAmounts of(int lines, List<AmountLeft> amounts) {
    return new UsageAmounts(lines, List.copyOf(amounts));
  }

  @Override
  public int afterTurn() {
    return 0;
  }

  @Override
  public int lines() {
    return lines;
  }

  @Override
  public List<AmountLeft> amounts() {
    return amounts;
  }
}
