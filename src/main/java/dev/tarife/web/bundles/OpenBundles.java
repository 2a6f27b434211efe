package dev.tarife.web.bundles;

import dev.tarife.billing.TariffEngine;
import dev.tarife.bundle.Bundle;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.web.rating.LoadedBundle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Keeps the bundles open that were used last. */
final class OpenBundles {
  private final Function<JournalEntry, Bundle> opener;
  private final BulkMeter.Options options;
  private final Map<String, LoadedBundle> open;

  /**
   * Starts with none open.
   *
   * @param opener opens the bundle of an entry
   * @param most how many stay open
   */
  OpenBundles(Function<JournalEntry, Bundle> opener, BulkMeter.Options options, int most) {
    this.opener = opener;
    this.options = options;
    this.open = new Recent<>(most);
  }

  /**
   * The bundle of an entry.
   *
   * @throws dev.tarife.model.FaultException if it cannot be opened
   */
  synchronized LoadedBundle of(JournalEntry entry) {
    LoadedBundle known = open.get(entry.file());
    if (known == null) {
      Bundle bundle = opener.apply(entry);
      known = new LoadedBundle(entry.file(), bundle, new TariffEngine(bundle, options));
      open.put(entry.file(), known);
    }
    return known;
  }

  private static final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;
    private final int most;

    Recent(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most;
    }
  }
}
