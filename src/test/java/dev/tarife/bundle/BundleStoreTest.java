package dev.tarife.bundle;

import static dev.tarife.bundle.SmallBundles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.bundle.JournalEntry.Action;
import dev.tarife.model.FaultException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store does, and what it survives. */
@Tag("slow")
class BundleStoreTest {
  private static final Reason AYSE = new Reason("Ayse", "new prices");
  private static final Reason MEHMET = new Reason("Mehmet", "looked through");

  @TempDir private Path folder = Path.of("");
  private Path may = folder;
  private Path june = folder;
  private Path july = folder;
  private final HandClock clock = new HandClock("2024-05-01T10:00:00Z");

  @BeforeEach
  void writeBundles() {
    may = write(folder, "may.jar", SmallBundles.may());
    june = write(folder, "june.jar", SmallBundles.june());
    july = write(folder, "july.jar", SmallBundles.july());
  }

  @Test
  void anEmptyStoreHasNothingLive() throws IOException {
    assertThat(store().live()).isEmpty();
    assertThat(store().journal()).isEmpty();
    assertThatThrownBy(() -> LiveTariff.of(store())).hasMessageContaining("no bundle is live");
    assertThatThrownBy(() -> store().rollback(null, AYSE))
        .hasMessageContaining("there is no bundle to go back to");
  }

  @Test
  void theLastDeployedIsLiveAndARollbackGoesBackStepByStep() throws IOException {
    deployAll();
    assertThat(live()).isEqualTo("2024.7.0");
    store().rollback(null, AYSE);
    assertThat(live()).isEqualTo("2024.6.0");
    store().rollback(null, AYSE);
    assertThat(live()).isEqualTo("2024.5.0");
    assertThatThrownBy(() -> store().rollback(null, AYSE))
        .hasMessageContaining("there is no bundle to go back to");
    store().rollback(BundleVersion.parse("2024.7.0"), AYSE);
    assertThat(live()).isEqualTo("2024.7.0");
    store().rollback(null, AYSE);
    assertThat(live()).isEqualTo("2024.5.0");
    assertThat(store().journal())
        .extracting(JournalEntry::action)
        .startsWith(Action.DEPLOY, Action.DEPLOY, Action.DEPLOY, Action.ROLLBACK);
    assertThatThrownBy(() -> store().rollback(BundleVersion.parse("2024.5.0"), AYSE))
        .hasMessageContaining("is live already");
    assertThatThrownBy(() -> store().rollback(BundleVersion.parse("1.0.0"), AYSE))
        .hasMessageContaining("was never deployed");
  }

  @Test
  void aMonthIsRatedWithWhatWasLiveThen() throws IOException {
    store().deploy(may, AYSE);
    clock.set("2024-06-01T00:00:00Z");
    store().deploy(june, AYSE);
    assertThat(store().live(LocalDate.parse("2024-04-30"))).isEmpty();
    assertThat(version(LocalDate.parse("2024-05-01"))).isEqualTo("2024.5.0");
    assertThat(version(LocalDate.parse("2024-05-31"))).isEqualTo("2024.5.0");
    assertThat(version(LocalDate.parse("2024-06-01"))).isEqualTo("2024.6.0");
    clock.set("2024-01-01T00:00:00Z");
    assertThat(store().deploy(july, AYSE).at()).isEqualTo(Instant.parse("2024-06-01T00:00:00Z"));
  }

  @Test
  void anOlderBundleComesBackOnlyByRollback() throws IOException {
    store().deploy(june, AYSE);
    assertThatThrownBy(() -> store().deploy(june, AYSE))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("version 2024.6.0 was deployed on 2024-05-01T10:00:00Z")
        .hasMessageContaining("tarife bundle rollback --to 2024.6.0");
    assertThatThrownBy(() -> store().deploy(may, AYSE))
        .hasMessageContaining("version 2024.5.0 is older than 2024.6.0");
    assertThatThrownBy(() -> store().submit(may, AYSE)).isInstanceOf(FaultException.class);
    assertThat(live()).isEqualTo("2024.6.0");
  }

  @Test
  void whoSubmittedDoesNotDeploy() throws IOException {
    rules("approval: deployer is not the author\n");
    assertThatThrownBy(() -> store().deploy(may, MEHMET))
        .hasMessageContaining("nobody submitted it");
    store().submit(may, AYSE);
    assertThat(store().live()).isEmpty();
    assertThatThrownBy(() -> store().deploy(may, new Reason(" AYSE ", "mine")))
        .hasMessageContaining("nobody deploys their own");
    assertThat(store().live()).isEmpty();
    store().deploy(may, MEHMET);
    assertThat(live()).isEqualTo("2024.5.0");
  }

  @Test
  void onlyTrustedSignersAreDeployed() throws Exception {
    Path keys = SmallBundles.keys(folder, "ayse", "mallory");
    Path pem = SmallBundles.certificate(keys, "ayse");
    rules("trust: ../" + pem.getFileName() + "\n");
    Path good = write(folder, "good.jar", SmallBundles.signed(SmallBundles.may(), keys, "ayse"));
    Path bad = write(folder, "bad.jar", SmallBundles.signed(SmallBundles.june(), keys, "mallory"));
    store().deploy(good, AYSE);
    assertThat(store().live().orElseThrow().signers()).containsExactly("CN=ayse");
    assertThatThrownBy(() -> store().deploy(june, AYSE)).hasMessageContaining("nobody signed it");
    assertThatThrownBy(() -> store().deploy(bad, AYSE)).hasMessageContaining("not trusted");
    assertThat(live()).isEqualTo("2024.5.0");
    assertThat(SmallBundles.price(store().open(store().live().orElseThrow()))).isEqualTo("0.018");
  }

  @Test
  void rulesThatAreNotUnderstoodStopEverything() throws IOException {
    for (String text :
        List.of("approval: sometimes\n", "aproval: none\n", "trust:\n", "[1]\n", "a: [\n")) {
      rules(text);
      assertThatThrownBy(() -> store().deploy(may, AYSE))
          .as(text)
          .isInstanceOf(FaultException.class)
          .hasMessageContaining("store.yaml: ");
    }
    rules("approval: none\n");
    store().deploy(may, AYSE);
  }

  @Test
  void pruningKeepsWhatIsNeeded() throws IOException {
    deployAll();
    store().rollback(BundleVersion.parse("2024.5.0"), AYSE);
    assertThat(store().prune(1, AYSE))
        .extracting(e -> e.version().toString())
        .containsExactly("2024.6.0");
    assertThat(live()).isEqualTo("2024.5.0");
    assertThat(store().prune(1, AYSE)).isEmpty();
    assertThatThrownBy(() -> store().rollback(BundleVersion.parse("2024.6.0"), AYSE))
        .hasMessageContaining("is not in the store any more");
    assertThat(bundles()).hasSize(2);
  }

  @Test
  void aFileThatWasChangedInTheStoreIsNotOpened() throws IOException {
    JournalEntry entry = store().deploy(may, AYSE);
    Files.write(folder.resolve("store/bundles/" + entry.file() + ".jar"), SmallBundles.june());
    assertThatThrownBy(() -> store().open(entry))
        .hasMessageContaining("is not the file that was put into the store");
  }

  @Test
  void aJournalThatWasChangedIsRefused() throws IOException {
    deployAll();
    Path journal = folder.resolve("store/journal.jsonl");
    String text = Files.readString(journal);
    List<String> lines = text.lines().toList();
    for (String changed :
        List.of(
            text.replaceFirst("Ayse", "Eve"),
            lines.get(0) + "\n" + lines.get(2) + "\n",
            lines.get(1) + "\n" + lines.get(2) + "\n",
            "\n" + text,
            text.replaceFirst("deploy", "explode"),
            text.replaceFirst("\\{", "{\"x\":1,"))) {
      Files.writeString(journal, changed);
      assertThatThrownBy(() -> store().live())
          .isInstanceOf(FaultException.class)
          .hasMessageContaining("journal.jsonl:")
          .hasMessageContaining("the journal is damaged");
      assertThatThrownBy(() -> store().rollback(null, AYSE)).isInstanceOf(FaultException.class);
      assertThat(journal).hasContent(changed);
    }
  }

  @Test
  void aLineThatACrashCutOffNeverHappened() throws IOException {
    store().deploy(may, AYSE);
    Path journal = folder.resolve("store/journal.jsonl");
    String whole = Files.readString(journal);
    for (int length : new int[] {1, 40, whole.length() - 1}) {
      Files.writeString(journal, whole.substring(0, length), StandardOpenOption.APPEND);
      assertThat(store().journal()).hasSize(1);
      Files.writeString(journal, whole);
    }
    Files.writeString(journal, "{\"at\":\"2024", StandardOpenOption.APPEND);
    store().deploy(june, AYSE);
    assertThat(Files.readString(journal).lines()).hasSize(2);
    assertThat(live()).isEqualTo("2024.6.0");
  }

  @Test
  void aCrashAtAnyStepLeavesTheOldBundleOrTheNew() throws IOException {
    int steps = 0;
    for (int last = 0; ; last++) {
      Path other = folder.resolve("crash-" + last);
      BundleStore sound = BundleStore.in(other, clock, null);
      sound.deploy(may, AYSE);
      CrashingDisk disk = new CrashingDisk(last);
      boolean crashed = false;
      try {
        BundleStore store = BundleStore.in(other, clock, null, disk);
        store.deploy(june, AYSE);
      } catch (CrashingDisk.Crash e) {
        crashed = true;
      }
      String live = sound.live().orElseThrow().version().toString();
      assertThat(live).isEqualTo(crashed ? "2024.5.0" : "2024.6.0");
      assertThat(sound.open(sound.live().orElseThrow()).manifest().version()).hasToString(live);
      if (!crashed) {
        steps = last;
        break;
      }
      sound.deploy(june, AYSE);
      assertThat(sound.live().orElseThrow().version()).hasToString("2024.6.0");
      sound.prune(9, AYSE);
      try (Stream<Path> files = Files.list(other.resolve("bundles"))) {
        assertThat(files).hasSize(2);
      }
    }
    assertThat(steps).isGreaterThanOrEqualTo(5);
  }

  @Test
  void changesWaitForEachOther() throws Exception {
    store().deploy(may, AYSE);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Boolean>> deploys = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        deploys.add(
            threads.submit(
                () -> {
                  try {
                    store().deploy(june, AYSE);
                    return true;
                  } catch (FaultException e) {
                    return false;
                  }
                }));
      }
      int done = 0;
      for (Future<Boolean> deploy : deploys) {
        done += deploy.get() ? 1 : 0;
      }
      assertThat(done).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
    assertThat(store().journal()).hasSize(2);
    assertThat(live()).isEqualTo("2024.6.0");
  }

  @Test
  void aReasonIsOneLineThatSaysSomething() {
    for (String text : List.of("", "  ", "a\nb", "\u001b[31m", "x".repeat(501))) {
      assertThatThrownBy(() -> new Reason(text, "why"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Reason("who", text))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private BundleStore store() {
    return BundleStore.in(folder.resolve("store"), clock, null);
  }

  private void deployAll() throws IOException {
    store().deploy(may, AYSE);
    store().deploy(june, AYSE);
    store().deploy(july, AYSE);
  }

  private String live() throws IOException {
    return store().live().orElseThrow().version().toString();
  }

  private String version(LocalDate day) throws IOException {
    return store().live(day).orElseThrow().version().toString();
  }

  private void rules(String yaml) throws IOException {
    Files.createDirectories(folder.resolve("store"));
    Files.writeString(folder.resolve("store/store.yaml"), yaml);
  }

  private List<Path> bundles() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("store/bundles"))) {
      return files.toList();
    }
  }

  /** A clock that is set by hand. */
  private static final class HandClock extends Clock {
    private Instant now;

    HandClock(String now) {
      this.now = Instant.parse(now);
    }

    void set(String time) {
      now = Instant.parse(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** A disk whose process is killed at one step, in the middle of it. */
  private static final class CrashingDisk extends DurableFiles {
    private int left;

    CrashingDisk(int last) {
      left = last;
    }

    /** The end of the process. */
    private static final class Crash extends Error {
      private static final long serialVersionUID = 1L;
    }

    private void step() {
      if (left-- <= 0) {
        throw new Crash();
      }
    }

    @Override
    void createFolder(Path file) throws IOException {
      step();
      super.createFolder(file);
    }

    @Override
    void write(Path file, byte[] bytes) throws IOException {
      if (left <= 1) {
        Files.write(file, java.util.Arrays.copyOf(bytes, left * bytes.length / 2));
      }
      step();
      step();
      super.write(file, bytes);
    }

    @Override
    void move(Path from, Path to) throws IOException {
      step();
      super.move(from, to);
    }

    @Override
    void append(Path file, long length, byte[] bytes) throws IOException {
      step();
      if (left == 0) {
        byte[] half =
            new String(bytes, StandardCharsets.UTF_8)
                .substring(0, bytes.length - 1)
                .getBytes(StandardCharsets.UTF_8);
        super.append(file, length, half);
      }
      step();
      super.append(file, length, bytes);
    }

    @Override
    void delete(Path file) throws IOException {
      step();
      super.delete(file);
    }
  }
}
