package dev.tarife.bundle;

import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import dev.tarife.model.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A store in a folder: a file for each bundle, the journal, and the lock that lets one change in at
 * a time. The first change makes the folder.
 */
final class StoreFiles implements BundleRepository {
  private static final String LOCK = "lock";

  /** A file lock keeps out other processes; these keep out other threads. */
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final Path folder;
  private final DurableFiles disk;

  StoreFiles(Path folder, DurableFiles disk) {
    this.folder = folder;
    this.disk = disk;
  }

  @Override
  public <R> R locked(Change<R> change) throws IOException {
    checkFolder();
    disk.createFolder(folder);
    ReentrantLock own = THREADS.computeIfAbsent(folder.toRealPath(), path -> new ReentrantLock());
    own.lock();
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      return change.apply();
    } finally {
      own.unlock();
    }
  }

  @Override
  public String name(String part) {
    return folder.resolve(part).toString();
  }

  /** Reads what the store asks for, from its file {@code store.yaml}. */
  StoreRules rules(char @Nullable [] password) throws IOException {
    checkFolder();
    return StoreRules.read(folder, password);
  }

  @Override
  public List<String> journal() throws IOException {
    checkFolder();
    byte[] bytes = journalBytes();
    String text = new String(bytes, 0, wholeLines(bytes), StandardCharsets.UTF_8);
    List<String> lines = List.of(text.split("\n", -1));
    return lines.subList(0, lines.size() - 1);
  }

  @Override
  public void append(String line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    disk.append(folder.resolve(BundleStore.JOURNAL), wholeLines(journalBytes()), bytes);
  }

  private byte[] journalBytes() throws IOException {
    try {
      return Files.readAllBytes(folder.resolve(BundleStore.JOURNAL));
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  /** Finds where the next line goes: what lies behind the last end of a line was cut off. */
  private static int wholeLines(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  @Override
  public Optional<byte[]> jar(String file) throws IOException {
    Path path = path(file);
    return Files.exists(path) ? Optional.of(BundleContent.bytes(path)) : Optional.empty();
  }

  @Override
  public void put(String file, byte[] jar) throws IOException {
    Path target = path(file);
    disk.createFolder(folder.resolve(BundleStore.BUNDLES));
    if (!Files.exists(target) || !Sha256.of(Files.readAllBytes(target)).equals(file)) {
      Path partial = target.resolveSibling(file + ".partial");
      try {
        disk.write(partial, jar);
        disk.move(partial, target);
      } catch (IOException e) {
        // Half a file on a full disk helps nobody.
        disk.delete(partial);
        throw e;
      }
    }
  }

  /** Removes also what a crash left behind. */
  @Override
  public void removeAllBut(Set<String> files) throws IOException {
    List<Path> kept = files.stream().map(this::path).toList();
    Path bundles = folder.resolve(BundleStore.BUNDLES);
    if (!Files.isDirectory(bundles)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> listed = Files.list(bundles)) {
      all = listed.sorted().toList();
    }
    for (Path file : all) {
      if (!kept.contains(file)) {
        disk.delete(file);
      }
    }
  }

  private Path path(String file) {
    return folder.resolve(BundleStore.part(file));
  }

  /** Refuses a folder that is not one, or cannot be made. */
  private void checkFolder() {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw fault("is not a folder", "name the folder of a bundle store");
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder) && parent != null && !Files.isDirectory(parent)) {
      throw fault("its folder does not exist", "make the folder first");
    }
  }

  private FaultException fault(String what, String fix) {
    return FaultException.of(Place.ofFile(folder.toString()), what, fix);
  }
}
