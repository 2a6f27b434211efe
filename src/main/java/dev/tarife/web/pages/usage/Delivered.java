package dev.tarife.web.pages.usage;

import dev.tarife.web.store.usage.Delivery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file of usage.
 *
 * @param name as its sender calls it
 * @param batch what was taken in; null: nothing was
 * @param faults why nothing was
 * @param more how many faults are not among them
 */
record Delivered(String name, @Nullable Delivery batch, List<String> faults, int more) {
  /** More than anybody fixes before sending again. */
  private static final int MOST = 100;

  static Delivered of(String name, Delivery batch) {
    return new Delivered(name, batch, List.of(), 0);
  }

  static Delivered refused(String name, List<String> faults) {
    int shown = Math.min(MOST, faults.size());
    return new Delivered(name, null, faults.subList(0, shown), faults.size() - shown);
  }
}
