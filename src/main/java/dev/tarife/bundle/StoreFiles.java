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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The files of a store: bundles by the hash of their file, the journal, and the lock that lets one
 * change in at a time. A bundle's file is there wholly or not at all, and whatever a change does
 * before its line in the journal has no effect.
 */
final class StoreFiles {
  private static final String JOURNAL = "journal.jsonl";
  private static final String BUNDLES = "bundles";
  private static final String LOCK = "lock";
  private static final String JAR = ".jar";

  /** File locks are of a process; these are of its threads. */
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final Path folder;
  private final Clock clock;
  private final DurableFiles disk;

  StoreFiles(Path folder, Clock clock, DurableFiles disk) {
    this.folder = folder;
    this.clock = clock;
    this.disk = disk;
  }

  /** A change of a store, from its journal as it is. */
  interface Change<R> {
    R apply(Journal journal) throws IOException;
  }

  /** One change at a time, in this process and in all. */
  <R> R locked(Change<R> change) throws IOException {
    checkFolder();
    disk.createFolder(folder);
    ReentrantLock own = THREADS.computeIfAbsent(folder.toRealPath(), path -> new ReentrantLock());
    own.lock();
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      return change.apply(journal());
    } finally {
      own.unlock();
    }
  }

  /** The same for a change that needs bundles: it makes no store where there is none. */
  <R> R lockedIfThere(Change<R> change) throws IOException {
    return Files.isDirectory(folder) ? locked(change) : change.apply(journal());
  }

  /** Refuses a store that cannot be made, or is none. */
  void checkFolder() {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw fault("is not a folder", "name the folder of a bundle store");
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder) && parent != null && !Files.isDirectory(parent)) {
      throw fault("its folder does not exist", "make the folder first");
    }
  }

  StoreRules rules() throws IOException {
    return StoreRules.read(folder);
  }

  Journal journal() throws IOException {
    checkFolder();
    return Journal.read(folder.resolve(JOURNAL));
  }

  /** Whether the file of an entry's bundle is there still. */
  boolean has(JournalEntry entry) {
    return Files.isRegularFile(path(entry.file()));
  }

  /**
   * The bundle of an entry.
   *
   * @throws FaultException if its file is not the one that was put there, or was pruned
   */
  BundleContent content(JournalEntry entry) throws IOException {
    return BundleContent.of(path(entry.file()).toString(), bytes(entry));
  }

  /**
   * The file of an entry's bundle; what is in it is not looked at.
   *
   * @throws FaultException as {@link #content}
   */
  Path file(JournalEntry entry) throws IOException {
    bytes(entry);
    return path(entry.file());
  }

  private byte[] bytes(JournalEntry entry) throws IOException {
    Path path = path(entry.file());
    if (!Files.exists(path)) {
      throw FaultException.of(
          Place.ofFile(path.toString()),
          "the bundle of version " + entry.version() + " is not in the store any more",
          "build it again from its workbooks, or bring the file back from a backup");
    }
    byte[] bytes = BundleContent.bytes(path);
    if (!Digests.sha256(bytes).equals(entry.file())) {
      throw FaultException.of(
          Place.ofFile(path.toString()),
          "is not the file that was put into the store",
          "bring it back from a backup");
    }
    return bytes;
  }

  /** Keeps a bundle's file, and says in the journal what it is there for. */
  JournalEntry put(Journal journal, BundleContent content, Action action, Reason reason)
      throws IOException {
    String hash = Digests.sha256(content.jar());
    Path target = path(hash);
    disk.createFolder(folder.resolve(BUNDLES));
    if (!Files.exists(target) || !Digests.sha256(Files.readAllBytes(target)).equals(hash)) {
      Path partial = target.resolveSibling(hash + ".partial");
      try {
        disk.write(partial, content.jar());
        disk.move(partial, target);
      } catch (IOException e) {
        // Half a file on a full disk helps nobody.
        disk.delete(partial);
        throw e;
      }
    }
    return append(journal, content, action, reason);
  }

  /** Says in the journal what was done with a bundle. */
  JournalEntry append(Journal journal, BundleContent content, Action action, Reason reason)
      throws IOException {
    BundleManifest said = content.said();
    return append(
        journal,
        action,
        reason,
        new Subject(
            said.version(),
            said.sha256(),
            Digests.sha256(content.jar()),
            BundleVerifier.names(content)));
  }

  /** Says in the journal what was done with the bundle of an earlier entry. */
  JournalEntry append(Journal journal, JournalEntry entry, Action action, Reason reason)
      throws IOException {
    return append(
        journal,
        action,
        reason,
        new Subject(entry.version(), entry.sha256(), entry.file(), entry.signers()));
  }

  /** Which bundle an entry is about. */
  private record Subject(BundleVersion version, String sha256, String file, List<String> signers) {}

  private JournalEntry append(Journal journal, Action action, Reason reason, Subject subject)
      throws IOException {
    JournalEntry entry =
        new JournalEntry(
            journal.next(clock.instant().truncatedTo(ChronoUnit.SECONDS)),
            reason.who(),
            action,
            subject.version(),
            subject.sha256(),
            subject.file(),
            subject.signers(),
            reason.why(),
            journal.last());
    byte[] line = (entry.toJson() + "\n").getBytes(StandardCharsets.UTF_8);
    disk.append(folder.resolve(JOURNAL), journal.length(), line);
    return entry;
  }

  /** Removes the files of all other bundles, and what a crash left behind. */
  void removeAllBut(Set<String> kept) throws IOException {
    if (!Files.isDirectory(folder.resolve(BUNDLES))) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder.resolve(BUNDLES))) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (!name.endsWith(JAR) || !kept.contains(name.substring(0, name.length() - JAR.length()))) {
        disk.delete(file);
      }
    }
  }

  private Path path(String hash) {
    return folder.resolve(BUNDLES).resolve(hash + JAR);
  }

  FaultException fault(String what, String fix) {
    return FaultException.of(Place.ofFile(folder.toString()), what, fix);
  }
}
