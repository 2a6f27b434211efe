package dev.tarife.bundle;

import dev.tarife.model.FaultException;
import java.io.IOException;

/**
 * The live bundle of a store, for a process that runs on while bundles change. A caller that rates
 * takes {@link #current()} once and keeps it to the end; {@link #refresh()} moves the pointer for
 * those who come after. A bundle that nothing uses any more is garbage collected, with its classes.
 */
public final class LiveTariff {
  private final BundleStore store;
  private volatile Held held;

  /** A bundle and the file it was opened from. */
  private record Held(String file, Bundle bundle) {}

  private LiveTariff(BundleStore store, Held held) {
    this.store = store;
    this.held = held;
  }

  /**
   * Opens the live bundle of a store.
   *
   * @throws FaultException if none is live, or it cannot be opened
   * @throws IOException if the store cannot be read
   */
  public static LiveTariff of(BundleStore store) throws IOException {
    return new LiveTariff(store, open(store, live(store)));
  }

  /** The bundle to rate with from now on. Never waits. */
  public Bundle current() {
    return held.bundle();
  }

  /**
   * Takes the bundle that is live now, if it is another. Ratings go on meanwhile.
   *
   * @return whether it is another
   * @throws FaultException if it cannot be opened; the present one stays
   * @throws IOException if the store cannot be read; the present one stays
   */
  public synchronized boolean refresh() throws IOException {
    JournalEntry live = live(store);
    if (live.file().equals(held.file())) {
      return false;
    }
    held = open(store, live);
    return true;
  }

  private static JournalEntry live(BundleStore store) throws IOException {
    return store.live().orElseThrow(store::nothingLive);
  }

  private static Held open(BundleStore store, JournalEntry live) throws IOException {
    return new Held(live.file(), store.open(live));
  }
}
