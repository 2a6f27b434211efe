package dev.tarife.duckdb;

import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run's own folder, for what does not fit into memory or must not stay. A lock says that the run
 * lives: what killed runs left is deleted when the next begins.
 */
public final class Spill implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Spill.class.getName());
  private static final String PREFIX = "tarife-";
  private static final String LOCK = "lock";
  private static final Pattern LIBRARY = Pattern.compile("libduckdb_java[0-9]+\\.(so|dll|dylib)");
  private static final long YOUNG_MILLIS = 600_000;

  /**
   * Folders of this process. They are never looked into: whoever closes a file gives up all of the
   * process's locks on it.
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel lock;

  private Spill(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes a folder.
   *
   * @param parent where; null: the system's temporary folder
   * @throws FaultException if nothing can be written there
   */
  public static Spill open(@Nullable Path parent) {
    Path where = parent == null ? Path.of(System.getProperty("java.io.tmpdir")) : parent;
    try {
      if (parent != null) {
        Files.createDirectories(where);
      }
      clear(where);
      Path folder = Files.createTempDirectory(where, PREFIX);
      clearLibraries(where, Files.getLastModifiedTime(folder).toMillis());
      OWN.add(folder);
      // Named so when it is locked: a lock that nobody holds is that of a run that is no more.
      Path unnamed = folder.resolve("unlocked");
      FileChannel channel =
          FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      channel.lock();
      Files.move(unnamed, folder.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
      return new Spill(folder, channel);
    } catch (IOException e) {
      throw FaultException.of(
          Place.ofFile(where.toString()),
          "no temporary files can be written here (" + e + ")",
          "make the folder writable, make room on its disk, or name another:"
              + " JAVA_OPTS=-Djava.io.tmpdir=FOLDER");
    }
  }

  /** Where the run's files go. */
  public Path folder() {
    return folder;
  }

  /** Deletes the folders of runs that are no more. */
  private static void clear(Path where) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(where, PREFIX + "*")) {
      for (Path folder : folders) {
        if (!OWN.contains(folder)
            && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && isAbandoned(folder)) {
          delete(folder);
        }
      }
    }
  }

  /**
   * Deletes the database's native libraries that programs left when they were killed, 70 MB each. A
   * young one may be about to be loaded; an old one that is in use stays usable without its name.
   */
  private static void clearLibraries(Path where, long now) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(where, "libduckdb_java*")) {
      for (Path file : files) {
        if (LIBRARY.matcher(String.valueOf(file.getFileName())).matches()
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          try {
            if (Files.getLastModifiedTime(file).toMillis() < now - YOUNG_MILLIS) {
              Files.deleteIfExists(file);
            }
          } catch (IOException e) {
            // Another user's, or in use: its owner's business.
            LOG.log(System.Logger.Level.DEBUG, "A library was left.", e);
          }
        }
      }
    }
  }

  private static boolean isAbandoned(Path folder) {
    Path file = folder.resolve(LOCK);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (IOException | OverlappingFileLockException e) {
      return false;
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // What the system does not let go of now, the next run deletes.
      folder.toFile().deleteOnExit();
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
    delete(folder);
    OWN.remove(folder);
  }
}
