package dev.tarife.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Taking new bundles while ratings go on. */
@Tag("slow")
class LiveTariffTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2024-06-01T00:00:00Z"), ZoneOffset.UTC);
  private static final Reason WHO = new Reason("ayse", "test");
  private static final int REDEPLOYS = 200;
  private static final long GROWTH = 12L << 20;

  @TempDir private Path folder = Path.of("");

  @Test
  void hundredsOfRedeploysLeaveNothingBehind() throws Exception {
    BundleStore store = deployed();
    LiveTariff live = LiveTariff.of(store);
    List<WeakReference<Object>> gone = new ArrayList<>();
    long before = 0;
    for (int i = 0; i < REDEPLOYS; i++) {
      gone.add(new WeakReference<>(live.current()));
      gone.add(new WeakReference<>(live.current().tariff().kieBase()));
      BundleVersion to = BundleVersion.parse(i % 2 == 0 ? "2024.5.0" : "2024.6.0");
      store.rollback(to, WHO);
      assertThat(live.refresh()).isTrue();
      assertThat(live.refresh()).isFalse();
      assertThat(SmallBundles.price(live.current())).isEqualTo(i % 2 == 0 ? "0.018" : "0.02");
      if (i == REDEPLOYS / 4) {
        collect(gone);
        before = metaspace();
      }
    }
    collect(gone);
    assertThat(gone).allMatch(reference -> reference.refersTo(null));
    assertThat(metaspace() - before).isLessThan(GROWTH);
  }

  @Test
  void aRatingEndsWithTheBundleItBeganWith() throws Exception {
    BundleStore store = deployed();
    LiveTariff live = LiveTariff.of(store);
    AtomicBoolean running = new AtomicBoolean(true);
    AtomicInteger ratings = new AtomicInteger();
    Set<String> wrong = ConcurrentHashMap.newKeySet();
    Set<String> seen = ConcurrentHashMap.newKeySet();
    Thread rating =
        new Thread(
            () -> {
              while (running.get()) {
                Bundle bundle = live.current();
                String expected =
                    bundle.manifest().version().toString().equals("2024.5.0") ? "0.018" : "0.02";
                String price = SmallBundles.price(bundle);
                seen.add(price);
                if (!price.equals(expected)) {
                  wrong.add(bundle.manifest().version() + " at " + price);
                }
                ratings.incrementAndGet();
              }
            });
    rating.setUncaughtExceptionHandler((thread, e) -> wrong.add(e.toString()));
    rating.start();
    for (int i = 0; i < 10; i++) {
      store.rollback(BundleVersion.parse(i % 2 == 0 ? "2024.5.0" : "2024.6.0"), WHO);
      live.refresh();
      // The second of those that end from now on began with the bundle that is live now.
      int ended = ratings.get();
      while (rating.isAlive() && ratings.get() < ended + 2) {
        Thread.sleep(1);
      }
    }
    running.set(false);
    rating.join();
    assertThat(wrong).isEmpty();
    assertThat(seen).containsExactlyInAnyOrder("0.018", "0.02");
  }

  @Test
  void aBundleThatCannotBeOpenedLeavesThePresentOne() throws Exception {
    BundleStore store = deployed();
    LiveTariff live = LiveTariff.of(store);
    JournalEntry entry = store.rollback(null, WHO);
    Files.delete(folder.resolve("store/bundles/" + entry.file() + ".jar"));
    assertThatThrownBy(live::refresh).hasMessageContaining("is not in the store any more");
    assertThat(SmallBundles.price(live.current())).isEqualTo("0.02");
  }

  private BundleStore deployed() throws Exception {
    BundleStore store = BundleStore.in(folder.resolve("store"), CLOCK, null);
    store.deploy(SmallBundles.write(folder, "may.jar", SmallBundles.may()), WHO);
    store.deploy(SmallBundles.write(folder, "june.jar", SmallBundles.june()), WHO);
    return store;
  }

  private static void collect(List<WeakReference<Object>> gone) throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      System.gc();
      if (gone.stream().allMatch(reference -> reference.refersTo(null))) {
        return;
      }
      Thread.sleep(50);
    }
  }

  private static long metaspace() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals("Metaspace"))
        .mapToLong(LiveTariffTest::used)
        .sum();
  }

  private static long used(MemoryPoolMXBean pool) {
    return pool.getUsage().getUsed();
  }
}
