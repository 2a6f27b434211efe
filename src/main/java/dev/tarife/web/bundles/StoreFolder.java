package dev.tarife.web.bundles;

import dev.tarife.bundle.BundleStore;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.model.FaultException;
import dev.tarife.web.problem.Renamed;
import dev.tarife.web.store.BundleRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;

/**
 * The database's bundles as a bundle store in a folder of this process, so that the rules of bundle
 * stores hold here too. The database is right: what the folder has beside it is taken out again,
 * and what the folder lacks is fetched.
 */
final class StoreFolder {
  private final BundleRows rows;
  private final Path folder;
  private final String trust;
  private final BundleStore store;

  StoreFolder(BundleRows rows, Path folder, Clock clock, BundleSettings settings) {
    this.rows = rows;
    this.folder = folder;
    this.trust = settings.trust();
    this.store = BundleStore.in(folder, clock, settings.password());
  }

  /** Says what the store asks of bundles; empty: nothing. */
  void ask(String rules) throws IOException {
    Files.createDirectories(folder.resolve("bundles"));
    Files.writeString(folder.resolve("store.yaml"), rules);
  }

  /** Something done with the store. */
  @FunctionalInterface
  interface Step<R> {
    R apply(BundleStore store) throws IOException;
  }

  /** Does something with the store, as the database is now; nothing else does meanwhile. */
  synchronized <R> R read(Step<R> step) {
    try {
      return step.apply(store());
    } catch (FaultException e) {
      throw Renamed.faults(e, this::withoutPath);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Changes the store, and the database with it.
   *
   * @return what the journal says of it
   */
  synchronized JournalEntry change(Step<JournalEntry> step) {
    return read(
        now -> {
          long known = rows.length();
          JournalEntry entry = step.apply(now);
          for (String line : added(known)) {
            rows.append(++known, line);
          }
          rows.put(entry.file(), Files.readAllBytes(fetch(entry)));
          return entry;
        });
  }

  /** Where the folder of this process is concerns nobody who asks, nor where the trust store is. */
  private String withoutPath(String text) {
    String said = text.replace(folder + "/", "").replace(folder.toString(), "the store");
    return trust.isEmpty()
        ? said
        : said.replace(Path.of(trust).toAbsolutePath().toString(), "TARIFE_TRUST");
  }

  /** The store, as the database is now. */
  private BundleStore store() throws IOException {
    StringBuilder lines = new StringBuilder();
    rows.journal().forEach(line -> lines.append(line).append('\n'));
    String text = lines.toString();
    if (!text.equals(journal())) {
      Path partial = folder.resolve("journal.partial");
      Files.writeString(partial, text);
      Files.move(partial, file(), StandardCopyOption.ATOMIC_MOVE);
    }
    return store;
  }

  /** Makes sure that the file of an entry's bundle is in the folder, if it is anywhere. */
  Path fetch(JournalEntry entry) throws IOException {
    Path jar = folder.resolve("bundles").resolve(entry.file() + ".jar");
    if (!Files.exists(jar)) {
      byte[] bytes = rows.jar(entry.file()).orElse(null);
      if (bytes != null) {
        Path partial = Files.createTempFile(folder, "jar", ".partial");
        Files.write(partial, bytes);
        Files.move(partial, jar, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return jar;
  }

  /** Lines that the folder's journal has and the database does not. */
  private List<String> added(long known) throws IOException {
    return journal().lines().skip(known).toList();
  }

  private String journal() throws IOException {
    try {
      return Files.readString(file(), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private Path file() {
    return folder.resolve("journal.jsonl");
  }
}
