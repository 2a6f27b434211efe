package dev.tarife.bundle;

import dev.tarife.model.BundleId;
import dev.tarife.model.FaultException;
import dev.tarife.model.Sha256;
import dev.tarife.rating.Tariff;
import dev.tarife.table.Tables;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.CodeSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/**
 * Compiles the workbooks in a folder. The rules compiled from them are kept by the hash of their
 * content, so that only the first run after an edit compiles. Of those that were kept, the ones
 * that were used last stay.
 */
public final class WorkingCopy {
  private static final String CLASSES = "dev/tarife/";

  /** How many compiled rules are kept: about 2 MB each. */
  static final int KEPT = 32;

  /** A file that is still being written is younger. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private final Path cache;

  /**
   * Keeps compiled rules in a folder.
   *
   * @param cache the folder; made when first needed, readable by its owner alone
   */
  public WorkingCopy(Path cache) {
    this.cache = cache;
  }

  /** The folder that {@code TARIFE_CACHE} or the system's convention names. */
  public static Path defaultCache() {
    return Optional.ofNullable(System.getenv("TARIFE_CACHE"))
        .map(Path::of)
        .or(
            () ->
                Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).map(d -> Path.of(d, "tarife")))
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "tarife"));
  }

  /**
   * Reads the workbooks, and compiles their rules or fetches them.
   *
   * @throws dev.tarife.model.FaultException if the workbooks have errors, with all of them
   */
  public Tariff load(Path directory) {
    return load(workbooks(directory));
  }

  /**
   * The same of workbooks that are in memory.
   *
   * @param workbooks the bytes of each, by file name
   * @throws dev.tarife.model.FaultException if the workbooks have errors, with all of them
   */
  public Tariff load(Map<String, byte[]> workbooks) {
    Path kept = cache.resolve(key(workbooks) + ".jar");
    // The rules are opened beside the reading of the tables: either takes half a second.
    CompletableFuture<@Nullable KieBase> early = CompletableFuture.supplyAsync(() -> fetch(kept));
    Tables tables = TablesReader.read(workbooks);
    KieBase rules = early.join();
    if (rules == null) {
      byte[] jar = ExecutableModel.build(Tariff.rules(tables), Tariff.identity(tables.sha256()));
      keep(kept, jar);
      rules = ExecutableModel.open(jar);
    }
    return Tariff.of(
        tables, rules, new BundleId(BundleId.WORKING_COPY, Tariff.identity(tables.sha256())));
  }

  private static Map<String, byte[]> workbooks(Path directory) {
    try {
      return TablesReader.workbooks(directory);
    } catch (FaultException e) {
      // Reading the tables says the same, and what is wrong with the others.
      TablesReader.read(directory);
      throw e;
    }
  }

  /**
   * Of the bytes of the workbooks, which are known before they are read, and of the code that makes
   * rules of them: two builds of one version may make others.
   */
  private static String key(Map<String, byte[]> workbooks) {
    SortedMap<String, String> hashes = new TreeMap<>();
    workbooks.forEach((name, bytes) -> hashes.put(name, Sha256.of(bytes)));
    hashes.put("code", Code.FINGERPRINT);
    return Tariff.identity(hashes);
  }

  /** The classes of this program, as a text that changes with any of them. */
  private static final class Code {
    static final String FINGERPRINT = fingerprint();

    private static String fingerprint() {
      CodeSource source = WorkingCopy.class.getProtectionDomain().getCodeSource();
      if (source == null) {
        return "";
      }
      StringBuilder text = new StringBuilder();
      try {
        Path place = Path.of(source.getLocation().toURI());
        if (Files.isRegularFile(place)) {
          try (ZipFile jar = new ZipFile(place.toFile())) {
            jar.stream()
                .filter(entry -> entry.getName().startsWith(CLASSES))
                .forEach(entry -> text.append(entry.getName()).append(entry.getCrc()));
          }
        } else {
          try (Stream<Path> classes = Files.walk(place.resolve(CLASSES))) {
            for (Path file : classes.filter(Files::isRegularFile).sorted().toList()) {
              text.append(file).append(Files.getLastModifiedTime(file)).append(Files.size(file));
            }
          }
        }
      } catch (IOException | URISyntaxException | FileSystemNotFoundException e) {
        // Classes that lie elsewhere, such as in a jar inside a jar: their version has to do.
        return "";
      }
      return Sha256.of(text.toString());
    }
  }

  /** The kept rules; null where there are none that can be read. */
  private static @Nullable KieBase fetch(Path kept) {
    try {
      if (!Files.isRegularFile(kept)) {
        return null;
      }
      KieBase rules = ExecutableModel.open(Files.readAllBytes(kept));
      used(kept);
      return rules;
    } catch (IOException | RuntimeException e) {
      // A damaged file is as good as none, and so is one that another process has just deleted: the
      // rules are compiled again.
      return null;
    }
  }

  /** A file's time is when it was last used. */
  private static void used(Path kept) {
    try {
      Files.setLastModifiedTime(kept, FileTime.from(Clock.systemUTC().instant()));
    } catch (IOException e) {
      // A folder that is read alone: nothing is deleted there either.
      System.getLogger(WorkingCopy.class.getName())
          .log(
              System.Logger.Level.DEBUG, "When the compiled rules were used could not be kept.", e);
    }
  }

  /** Deletes what was used longest ago, and what a process that was killed left half-written. */
  private void deleteOld(Path kept) throws IOException {
    SortedMap<FileTime, List<Path>> used = new TreeMap<>(Comparator.reverseOrder());
    Instant abandoned = Clock.systemUTC().instant().minus(ABANDONED);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(cache, "*.jar")) {
      for (Path file : files) {
        FileTime time = lastUsed(file);
        if (!file.getFileName().toString().startsWith("partial")) {
          used.computeIfAbsent(time, any -> new ArrayList<>()).add(file);
        } else if (time.toInstant().isBefore(abandoned)) {
          Files.deleteIfExists(file);
        }
      }
    }
    List<Path> old =
        used.values().stream()
            .flatMap(List::stream)
            .filter(file -> !file.equals(kept))
            .skip(KEPT - 1)
            .toList();
    for (Path file : old) {
      // Another process may have deleted it; one that reads it has it open.
      Files.deleteIfExists(file);
    }
  }

  private static FileTime lastUsed(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file);
    } catch (NoSuchFileException e) {
      return FileTime.from(Instant.EPOCH);
    }
  }

  /** Keeps the rules for the next run. That it may fail costs the next run a second, no more. */
  private void keep(Path kept, byte[] jar) {
    try {
      if (!Files.isDirectory(cache)) {
        Files.createDirectories(cache);
        if (Files.getFileStore(cache).supportsFileAttributeView("posix")) {
          Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwx------"));
        }
      }
      Path partial = Files.createTempFile(cache, "partial", ".jar");
      try {
        Files.write(partial, jar);
        Files.move(partial, kept, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(partial);
      }
      deleteOld(kept);
    } catch (IOException e) {
      System.getLogger(WorkingCopy.class.getName())
          .log(System.Logger.Level.DEBUG, "The compiled rules could not be kept.", e);
    }
  }
}
