package dev.tarife.bundle;

import static dev.tarife.bundle.SmallBundles.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes that change a store and are killed by the system, at each step and at any moment. */
@Tag("slow")
class StoreKilledTest {
  private static final Reason AYSE = new Reason("Ayse", "new prices");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2024-05-01T10:00:00Z"), ZoneOffset.UTC);
  private static final Map<String, String> PRICES =
      Map.of("2024.5.0", "0.018", "2024.6.0", "0.02", "2024.7.0", "0.03");

  @TempDir private Path folder = Path.of("");
  private Path sound = folder;
  private Path june = folder;
  private Path july = folder;

  /** A store where May was live and June is. */
  @BeforeEach
  void makeStore() throws IOException {
    sound = folder.resolve("sound");
    june = write(folder, "june.jar", SmallBundles.june());
    july = write(folder, "july.jar", SmallBundles.july());
    open(sound).deploy(write(folder, "may.jar", SmallBundles.may()), AYSE);
    open(sound).deploy(june, AYSE);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"deploy, 2024.7.0, 9", "rollback, 2024.5.0, 3", "prune, 2024.7.0, 5"})
  void aKillAtAnyStepLeavesTheOldBundleOrTheNew(String action, String after, int atLeast)
      throws Exception {
    int steps = 0;
    for (; ; steps++) {
      Path store = copy("store-" + steps);
      if (action.equals("prune")) {
        // July live, June before it: May is not needed.
        open(store).deploy(july, AYSE);
      }
      String old = live(store);
      int before = open(store).journal().size();
      Process process = StoreProcess.start(store, steps, action, july);
      StoreProcess.begin(process);
      String line = StoreProcess.await(process, "stopped", "done", "refused");
      boolean stopped = line.equals("stopped");
      if (stopped) {
        process.destroyForcibly();
      } else {
        assertThat(line).isEqualTo("done");
      }
      process.waitFor();
      assertThat(process.exitValue()).isEqualTo(stopped ? 128 + 9 : 0);

      int done = open(store).journal().size() - before;
      assertThat(live(store)).isEqualTo(done == 0 ? old : after);
      if (!stopped) {
        assertThat(done).isEqualTo(1);
        break;
      }
      assertThat(done).isBetween(0, 1);
      goesOn(store, after);
    }
    assertThat(steps).isGreaterThanOrEqualTo(atLeast);
  }

  @Test
  void aKillAtAnyMomentLeavesAStoreThatOpens() throws Exception {
    Random dice = new Random(20240501);
    Path store = copy("store");
    for (int i = 0; i < 8; i++) {
      int before = open(store).journal().size();
      Process process = StoreProcess.start(store, -1, "to and fro");
      StoreProcess.begin(process);
      assertThat(StoreProcess.await(process, "again")).isEqualTo("again");
      TimeUnit.MILLISECONDS.sleep(dice.nextInt(200));
      process.destroyForcibly().waitFor();
      assertThat(process.exitValue()).isEqualTo(128 + 9);
      assertThat(live(store)).isIn("2024.5.0", "2024.6.0");
      assertThat(open(store).journal()).hasSizeGreaterThan(before);
    }
    goesOn(store, "2024.7.0");
  }

  @Test
  void twoProcessesThatDeployAtOnceTakeTurns() throws Exception {
    Path store = copy("store");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      processes.add(StoreProcess.start(store, -1, "deploy", july));
    }
    for (Process process : processes) {
      assertThat(StoreProcess.await(process, "ready")).isEqualTo("ready");
    }
    for (Process process : processes) {
      StoreProcess.begin(process);
    }
    List<String> said = new ArrayList<>();
    for (Process process : processes) {
      said.add(StoreProcess.await(process, "done", "refused"));
    }
    assertThat(said)
        .containsOnlyOnce("done")
        .anyMatch(line -> line.contains("version 2024.7.0 was deployed on 2024-05-01T10:00:00Z"));
    assertThat(live(store)).isEqualTo("2024.7.0");
    assertThat(open(store).journal()).hasSize(3);
  }

  /** The store takes what comes next, and holds nothing that a kill left behind. */
  private void goesOn(Path store, String after) throws IOException {
    if (live(store).equals("2024.6.0") && after.equals("2024.5.0")) {
      open(store).rollback(null, AYSE);
    } else if (!live(store).equals(after)) {
      open(store).deploy(july, AYSE);
    }
    assertThat(live(store)).isEqualTo(after);
    open(store).prune(9, AYSE);
    try (Stream<Path> files = Files.list(store.resolve("bundles"))) {
      assertThat(files).allMatch(file -> file.toString().endsWith(".jar"));
    }
  }

  /** What is live, read as every reader does, after it has rated with it. */
  private static String live(Path store) throws IOException {
    JournalEntry entry = open(store).live().orElseThrow();
    Bundle bundle = open(store).open(entry);
    assertThat(SmallBundles.price(bundle)).isEqualTo(PRICES.get(entry.version().toString()));
    return bundle.manifest().version().toString();
  }

  private static BundleStore open(Path store) {
    return BundleStore.in(store, CLOCK, null);
  }

  private Path copy(String name) throws IOException {
    Path copy = folder.resolve(name);
    try (Stream<Path> files = Files.walk(sound)) {
      files.forEach(
          file -> {
            try {
              Files.copy(file, copy.resolve(sound.relativize(file)));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return copy;
  }
}
