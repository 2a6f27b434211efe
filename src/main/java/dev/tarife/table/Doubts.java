package dev.tarife.table;

import java.util.HashSet;
import java.util.Set;

/**
 * Codes of which some row could not be read. A check that needs all rows of a code leaves these
 * alone, so that one fault is not reported as two.
 */
final class Doubts {
  private final Set<String> codes = new HashSet<>();
  private boolean everything;

  void add(String code) {
    if (code.isEmpty()) {
      everything = true;
    } else {
      codes.add(code);
    }
  }

  void addEverything() {
    everything = true;
  }

  /** Whether anything could not be read. */
  boolean any() {
    return everything || !codes.isEmpty();
  }

  boolean has(String code) {
    return everything || codes.contains(code);
  }
}
