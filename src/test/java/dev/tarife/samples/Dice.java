package dev.tarife.samples;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Chance that is the same on every machine: one named algorithm, and none of the library's ways to
 * shape its numbers, which a later Java may change.
 */
final class Dice {
  private static final long SEED = 20_240_501L;

  private final RandomGenerator random;

  /** Dice of a part of the month: parts do not disturb each other. */
  Dice(String part) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED ^ part.hashCode());
  }

  /** Evenly from 0, below a bound. */
  int below(int bound) {
    return Math.floorMod(random.nextLong() >>> 1, bound);
  }

  /** Evenly, both bounds included. */
  int between(int least, int most) {
    return least + below(most - least + 1);
  }

  /** Rather low than high, as durations are: the mean lies a third of the way up. */
  int low(int least, int most) {
    return Math.min(between(least, most), between(least, most));
  }

  boolean chance(int percent) {
    return below(100) < percent;
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(below(choices.size()));
  }
}
