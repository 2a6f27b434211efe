package dev.tarife.bundle;

import dev.tarife.model.FaultException;
import dev.tarife.rating.Tariff;
import dev.tarife.table.Tables;
import dev.tarife.table.TablesReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/**
 * The workbooks in a folder as a tariff. The rules compiled from them are kept by the hash of their
 * content, so that only the first run after an edit compiles.
 */
public final class WorkingCopy {
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
   * @throws dev.tarife.model.FaultException if the workbooks are at fault, with every fault
   */
  public Tariff load(Path directory) {
    // The rules are opened beside the reading of the tables: either takes half a second.
    CompletableFuture<Kept> early = CompletableFuture.supplyAsync(() -> kept(directory));
    Tables tables = TablesReader.read(directory);
    String identity = Tariff.identity(tables.sha256());
    Kept kept = early.join();
    // An edit may have come between the two.
    return join(
        tables, identity, kept.identity().equals(identity) ? kept.rules() : fetch(identity));
  }

  /**
   * The same of workbooks that are in memory.
   *
   * @param workbooks the bytes of each, by file name
   * @throws dev.tarife.model.FaultException if the workbooks are at fault, with every fault
   */
  public Tariff load(Map<String, byte[]> workbooks) {
    Tables tables = TablesReader.read(workbooks);
    String identity = Tariff.identity(tables.sha256());
    return join(tables, identity, fetch(identity));
  }

  private Tariff join(Tables tables, String identity, @Nullable KieBase kept) {
    KieBase rules = kept;
    if (rules == null) {
      byte[] jar = Kjar.build(Tariff.rules(tables), identity);
      keep(cache.resolve(identity + ".jar"), jar);
      rules = Kjar.open(jar);
    }
    return Tariff.of(tables, rules);
  }

  /** Rules that were kept, and of what. */
  private record Kept(String identity, @Nullable KieBase rules) {}

  private Kept kept(Path directory) {
    try {
      String identity = Tariff.identity(TablesReader.sha256(directory));
      return new Kept(identity, fetch(identity));
    } catch (FaultException e) {
      // Reading the tables says the same, and more.
      return new Kept("", null);
    }
  }

  /** The kept rules; null where there are none that can be read. */
  private @Nullable KieBase fetch(String identity) {
    Path kept = cache.resolve(identity + ".jar");
    try {
      return Files.isRegularFile(kept) ? Kjar.open(Files.readAllBytes(kept)) : null;
    } catch (IOException | RuntimeException e) {
      // A damaged file is as good as none: the rules are compiled again.
      return null;
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
    } catch (IOException e) {
      System.getLogger(WorkingCopy.class.getName())
          .log(System.Logger.Level.DEBUG, "The compiled rules could not be kept.", e);
    }
  }
}
