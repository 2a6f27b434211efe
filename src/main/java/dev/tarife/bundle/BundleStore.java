package dev.tarife.bundle;

import dev.tarife.bundle.JournalEntry.Action;
import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Bundles in a folder, one of which is live. What is live is what the journal's last line about it
 * says: one line is added, and everything has changed; until then, nothing has.
 *
 * <p>Programs and threads may share a store: changes wait for each other, and readers never wait.
 */
public final class BundleStore {
  private static final String JOURNAL = "journal.jsonl";
  private static final String BUNDLES = "bundles";
  private static final String LOCK = "lock";

  /** File locks are of a process; these are of its threads. */
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final Path folder;
  private final Clock clock;
  private final char @Nullable [] password;
  private final Disk disk;

  BundleStore(Path folder, Clock clock, char @Nullable [] password, Disk disk) {
    this.folder = folder;
    this.clock = clock;
    this.password = password == null ? null : password.clone();
    this.disk = disk;
  }

  /**
   * A store in a folder, which the first change makes.
   *
   * @param clock says when things are done
   * @param password of the key store that {@code trust} in {@code store.yaml} names; null: none
   */
  public static BundleStore in(Path folder, Clock clock, char @Nullable [] password) {
    return new BundleStore(folder, clock, password, new Disk());
  }

  /**
   * Everything that was done, the oldest first.
   *
   * @throws FaultException if the journal is damaged
   */
  public List<JournalEntry> journal() throws IOException {
    return read().entries();
  }

  /** What made the live bundle live; empty where none is. */
  public Optional<JournalEntry> live() throws IOException {
    return read().live();
  }

  /** What was live at the end of a day, in UTC; empty where none was. */
  public Optional<JournalEntry> live(LocalDate day) throws IOException {
    return read().live(day);
  }

  /** Whether the file of an entry's bundle is there still. */
  public boolean has(JournalEntry entry) {
    return Files.isRegularFile(path(entry.file()));
  }

  /**
   * The file of an entry's bundle.
   *
   * @throws FaultException if it is not the one that was put there, or was pruned
   */
  public Path file(JournalEntry entry) throws IOException {
    return Path.of(content(entry).file());
  }

  /**
   * Opens the bundle of an entry.
   *
   * @throws FaultException if its file is not the one that was put there, or was pruned
   */
  public Bundle open(JournalEntry entry) throws IOException {
    return Bundle.open(content(entry));
  }

  /**
   * What the bundle of an entry says of itself.
   *
   * @throws FaultException as {@link #open}
   */
  public BundleManifest manifest(JournalEntry entry) throws IOException {
    return content(entry).said();
  }

  /**
   * Hands in a bundle on behalf of its author. It is verified, and not yet live.
   *
   * @throws FaultException if the bundle or the store refuses
   */
  public JournalEntry submit(Path jar, Reason reason) throws IOException {
    BundleContent content = verified(jar);
    return locked(
        journal -> {
          refuseOld(journal, content);
          return put(journal, content, Action.SUBMIT, reason);
        });
  }

  /**
   * Makes a bundle live. It is verified before, and its version must be higher than any that was
   * live: an older one comes back only by {@link #rollback}.
   *
   * @throws FaultException if the bundle or the store refuses; the live bundle stays
   */
  public JournalEntry deploy(Path jar, Reason reason) throws IOException {
    BundleContent content = verified(jar);
    return locked(
        journal -> {
          refuseOld(journal, content);
          if (StoreRules.read(folder).fourEyes()) {
            refuseOwn(journal, content, reason);
          }
          return put(journal, content, Action.DEPLOY, reason);
        });
  }

  /**
   * Makes a bundle live again that was live before.
   *
   * @param to its version; null: the one before the live one
   * @throws FaultException if there is none, or its file is not what it was
   */
  public JournalEntry rollback(@Nullable BundleVersion to, Reason reason) throws IOException {
    return locked(
        journal -> {
          JournalEntry target = to == null ? before(journal) : deployed(journal, to);
          if (journal.live().map(JournalEntry::file).filter(target.file()::equals).isPresent()) {
            throw fault("version " + target.version() + " is live already", "name another");
          }
          BundleContent content = content(target);
          BundleVerifier.checkSigner(content, StoreRules.read(folder).trusted(password));
          return append(journal, content, Action.ROLLBACK, reason);
        });
  }

  /**
   * Removes the files of old bundles. The live one stays, as do those that were submitted and not
   * deployed, and the one that a rollback would go back to. The journal keeps every line.
   *
   * @param keep how many of those that were deployed last to keep
   * @return an entry for each bundle removed
   */
  public List<JournalEntry> prune(int keep, Reason reason) throws IOException {
    return locked(
        journal -> {
          Set<String> kept = kept(journal, keep);
          List<JournalEntry> pruned = new ArrayList<>();
          Journal current = journal;
          for (JournalEntry entry : journal.latest(Action.DEPLOY)) {
            if (!kept.contains(entry.file()) && has(entry)) {
              JournalEntry line =
                  entry(current, Action.PRUNE, reason, entry.version(), entry.sha256())
                      .of(entry.file(), entry.signers());
              append(current, line);
              pruned.add(line);
              current = read();
            }
          }
          removeAllBut(kept);
          return pruned;
        });
  }

  private Set<String> kept(Journal journal, int keep) {
    Set<String> kept = new TreeSet<>();
    Set<String> deployed = new TreeSet<>();
    int left = keep;
    for (JournalEntry entry : journal.latest(Action.DEPLOY)) {
      deployed.add(entry.file());
      if (left-- > 0) {
        kept.add(entry.file());
      }
    }
    journal.live().map(JournalEntry::file).ifPresent(kept::add);
    journal.before().map(JournalEntry::file).ifPresent(kept::add);
    journal.latest(Action.SUBMIT).stream()
        .map(JournalEntry::file)
        .filter(file -> !deployed.contains(file))
        .forEach(kept::add);
    return kept;
  }

  /** Also what a crash left behind. */
  private void removeAllBut(Set<String> kept) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder.resolve(BUNDLES))) {
      files = all.toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (!name.endsWith(".jar") || !kept.contains(name.substring(0, name.length() - 4))) {
        disk.delete(file);
      }
    }
  }

  private BundleContent verified(Path jar) throws IOException {
    if (!Files.isDirectory(folder) && !Files.isDirectory(parent())) {
      throw fault("its folder does not exist", "make the folder first");
    }
    BundleContent content = BundleContent.read(jar);
    BundleVerifier.verify(content, StoreRules.read(folder).trusted(password));
    return content;
  }

  private Path parent() {
    Path parent = folder.toAbsolutePath().getParent();
    return parent == null ? folder : parent;
  }

  private void refuseOld(Journal journal, BundleContent content) {
    BundleVersion version = content.said().version();
    for (JournalEntry entry : journal.latest(Action.DEPLOY)) {
      if (entry.version().equals(version)) {
        throw FaultException.of(
            Place.ofFile(content.file()),
            "version "
                + version
                + " was deployed on "
                + entry.at()
                + (entry.sha256().equals(content.said().sha256()) ? "" : " with other content"),
            "to make an earlier bundle live again, use tarife bundle rollback --to "
                + version
                + "; for a new one, build it with a higher version");
      }
      if (entry.version().compareTo(version) > 0) {
        throw FaultException.of(
            Place.ofFile(content.file()),
            "version " + version + " is older than " + entry.version() + ", which was deployed",
            "build it with a higher version");
      }
    }
  }

  private static void refuseOwn(Journal journal, BundleContent content, Reason reason) {
    String file = Digests.sha256(content.jar());
    List<JournalEntry> submitted =
        journal.latest(Action.SUBMIT).stream().filter(e -> e.file().equals(file)).toList();
    if (submitted.isEmpty()) {
      throw FaultException.of(
          Place.ofFile(content.file()),
          "nobody submitted it, and this store asks for two people",
          "let its author run tarife bundle submit");
    }
    if (submitted.stream().anyMatch(e -> folded(e.who()).equals(folded(reason.who())))) {
      throw FaultException.of(
          Place.ofFile(content.file()),
          reason.who() + " submitted it, and in this store nobody deploys their own",
          "let somebody else deploy it");
    }
  }

  private static String folded(String name) {
    return name.replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }

  private JournalEntry before(Journal journal) {
    return journal
        .before()
        .orElseThrow(() -> fault("there is no bundle to go back to", "deploy one"));
  }

  private JournalEntry deployed(Journal journal, BundleVersion version) {
    return journal.latest(Action.DEPLOY).stream()
        .filter(entry -> entry.version().equals(version))
        .findFirst()
        .orElseThrow(
            () ->
                fault(
                    "version " + version + " was never deployed",
                    "tarife bundle list shows those that were"));
  }

  private BundleContent content(JournalEntry entry) throws IOException {
    Path path = path(entry.file());
    if (!Files.exists(path)) {
      throw FaultException.of(
          Place.ofFile(path.toString()),
          "the bundle of version " + entry.version() + " is not in the store any more",
          "build it again from its workbooks, or bring the file back from a backup");
    }
    BundleContent content = BundleContent.read(path);
    if (!Digests.sha256(content.jar()).equals(entry.file())) {
      throw FaultException.of(
          Place.ofFile(path.toString()),
          "is not the file that was put into the store",
          "bring it back from a backup");
    }
    return content;
  }

  private JournalEntry put(Journal journal, BundleContent content, Action action, Reason reason)
      throws IOException {
    String hash = Digests.sha256(content.jar());
    Path target = path(hash);
    disk.createFolder(folder.resolve(BUNDLES));
    if (!Files.exists(target) || !Digests.sha256(Files.readAllBytes(target)).equals(hash)) {
      Path partial = target.resolveSibling(hash + ".partial");
      disk.write(partial, content.jar());
      disk.move(partial, target);
    }
    return append(journal, content, action, reason);
  }

  private JournalEntry append(Journal journal, BundleContent content, Action action, Reason reason)
      throws IOException {
    BundleManifest said = content.said();
    JournalEntry entry =
        entry(journal, action, reason, said.version(), said.sha256())
            .of(Digests.sha256(content.jar()), BundleVerifier.names(content));
    append(journal, entry);
    return entry;
  }

  private void append(Journal journal, JournalEntry entry) throws IOException {
    byte[] line = (entry.toJson() + "\n").getBytes(StandardCharsets.UTF_8);
    disk.append(folder.resolve(JOURNAL), journal.length(), line);
  }

  /** An entry but for its file. */
  private interface Unfinished {
    JournalEntry of(String file, List<String> signers);
  }

  private Unfinished entry(
      Journal journal, Action action, Reason reason, BundleVersion version, String sha256) {
    return (file, signers) ->
        new JournalEntry(
            journal.next(clock.instant().truncatedTo(ChronoUnit.SECONDS)),
            reason.who(),
            action,
            version,
            sha256,
            file,
            signers,
            reason.why(),
            journal.last());
  }

  private Journal read() throws IOException {
    return Journal.read(folder.resolve(JOURNAL));
  }

  private Path path(String hash) {
    return folder.resolve(BUNDLES).resolve(hash + ".jar");
  }

  /** One change at a time, in this process and in all. */
  private <R> R locked(Change<R> change) throws IOException {
    disk.createFolder(folder);
    ReentrantLock own = THREADS.computeIfAbsent(folder.toRealPath(), path -> new ReentrantLock());
    own.lock();
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      return change.apply(read());
    } finally {
      own.unlock();
    }
  }

  /** A change of a store, from its journal as it is. */
  private interface Change<R> {
    R apply(Journal journal) throws IOException;
  }

  /** The fault of a store without a live bundle. */
  public FaultException nothingLive() {
    return fault("no bundle is live in this store", "deploy one, or price with --tables");
  }

  private FaultException fault(String what, String mend) {
    return FaultException.of(Place.ofFile(folder.toString()), what, mend);
  }
}
