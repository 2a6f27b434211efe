package dev.tarife.model;

/**
 * Records, or chains of records, that count the same: what a price for each of them must know.
 *
 * @param each what one of them counts, in base units, after minimum and increment
 * @param times how many there are
 */
public record Occurrence(Quantity each, long times) {
  public Occurrence {
    if (each.value().signum() < 0 || times < 1) {
      throw new IllegalArgumentException(
          "An occurrence counts 0 or more, 1 time or more: not (" + each + ", " + times + ").");
    }
  }

  /** What all of them count together, in base units. */
  public Quantity quantity() {
    return each.times(Quantity.of(times));
  }
}
