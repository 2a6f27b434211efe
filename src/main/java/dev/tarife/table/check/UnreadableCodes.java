package dev.tarife.table.check;

import java.util.HashSet;
import java.util.Set;

/**
 * Codes of which some row could not be read. A check that needs all rows of a code leaves these
 * alone, so that one fault is not reported as two.
 */
public final class UnreadableCodes {
  private final Set<String> codes = new HashSet<>();
  private boolean everything;

  public void add(String code) {
    if (code.isEmpty()) {
      everything = true;
    } else {
      codes.add(code);
    }
  }

  public void addEverything() {
    everything = true;
  }

  /** Whether anything could not be read. */
  public boolean any() {
    return everything || !codes.isEmpty();
  }

  public boolean has(String code) {
    return everything || codes.contains(code);
  }
}
