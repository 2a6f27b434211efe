package dev.tarife.bundle;

import dev.tarife.bundle.JournalEntry.Action;
import dev.tarife.model.FaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bundles in a folder, one of which is live. What is live is what the journal's last line about it
 * says: one line is added, and everything has changed; until then, nothing has.
 *
 * <p>Programs and threads may share a store: changes wait for each other, and readers never wait.
 */
public final class BundleStore {
  private final StoreFiles files;
  private final char @Nullable [] password;

  BundleStore(Path folder, Clock clock, char @Nullable [] password, DurableFiles disk) {
    this.files = new StoreFiles(folder, clock, disk);
    this.password = password == null ? null : password.clone();
  }

  /**
   * A store in a folder, which the first change makes.
   *
   * @param clock says when things are done
   * @param password of the key store that {@code trust} in {@code store.yaml} names; null: none
   */
  public static BundleStore in(Path folder, Clock clock, char @Nullable [] password) {
    return new BundleStore(folder, clock, password, new DurableFiles());
  }

  /**
   * Everything that was done, the oldest first.
   *
   * @throws FaultException if the journal is damaged
   */
  public List<JournalEntry> journal() throws IOException {
    return files.journal().entries();
  }

  /** What made the live bundle live; empty where none is. */
  public Optional<JournalEntry> live() throws IOException {
    return files.journal().live();
  }

  /** What was live at the end of a day, in UTC; empty where none was. */
  public Optional<JournalEntry> live(LocalDate day) throws IOException {
    return files.journal().live(day);
  }

  /** Whether the file of an entry's bundle is there still. */
  public boolean has(JournalEntry entry) {
    return files.has(entry);
  }

  /**
   * The file of an entry's bundle.
   *
   * @throws FaultException if it is not the one that was put there, or was pruned
   */
  public Path file(JournalEntry entry) throws IOException {
    return files.file(entry);
  }

  /**
   * Opens the bundle of an entry.
   *
   * @throws FaultException if its file is not the one that was put there, or was pruned
   */
  public Bundle open(JournalEntry entry) throws IOException {
    return Bundle.open(files.content(entry));
  }

  /**
   * What the bundle of an entry says of itself.
   *
   * @throws FaultException as {@link #open}
   */
  public BundleManifest manifest(JournalEntry entry) throws IOException {
    return files.content(entry).said();
  }

  /**
   * Hands in a bundle on behalf of its author. It is verified, and not yet live.
   *
   * @throws FaultException if the bundle or the store refuses
   */
  public JournalEntry submit(Path jar, Reason reason) throws IOException {
    BundleContent content = verified(jar);
    return files.locked(
        journal -> {
          Admission.refuseOld(journal, content);
          return files.put(journal, content, Action.SUBMIT, reason);
        });
  }

  /**
   * Makes a bundle live. It is verified before, and its version must be higher than any that was
   * live: an older one comes back only by {@link #rollback}.
   *
   * @throws FaultException if the bundle or the store refuses; the live bundle stays
   */
  public JournalEntry deploy(Path jar, Reason reason) throws IOException {
    return deploy(verified(jar), reason);
  }

  /**
   * As {@link #deploy}, of a bundle that this program has built itself: it is not built again to be
   * compared.
   *
   * @throws FaultException if the bundle or the store refuses; the live bundle stays
   */
  public JournalEntry deployOwn(Path jar, Reason reason) throws IOException {
    files.checkFolder();
    BundleContent content = BundleContent.read(jar);
    BundleVerifier.checkSigner(content, files.rules().trusted(password));
    return deploy(content, reason);
  }

  private JournalEntry deploy(BundleContent content, Reason reason) throws IOException {
    return files.locked(
        journal -> {
          Admission.refuseOld(journal, content);
          if (files.rules().fourEyes()) {
            Admission.refuseOwn(journal, content, reason);
          }
          return files.put(journal, content, Action.DEPLOY, reason);
        });
  }

  /**
   * Makes a bundle live again that was live before.
   *
   * @param to its version; null: the one before the live one
   * @throws FaultException if there is none, or its file is not what it was
   */
  public JournalEntry rollback(@Nullable BundleVersion to, Reason reason) throws IOException {
    return files.lockedIfThere(
        journal -> {
          JournalEntry target = to == null ? before(journal) : deployed(journal, to);
          if (journal.live().map(JournalEntry::file).filter(target.file()::equals).isPresent()) {
            throw files.fault("version " + target.version() + " is live already", "name another");
          }
          BundleContent content = files.content(target);
          BundleVerifier.checkSigner(content, files.rules().trusted(password));
          return files.append(journal, content, Action.ROLLBACK, reason);
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
    return files.lockedIfThere(
        journal -> {
          Set<String> kept = journal.needed(keep);
          List<JournalEntry> pruned = new ArrayList<>();
          Journal current = journal;
          for (JournalEntry entry : journal.latest(Action.DEPLOY)) {
            if (!kept.contains(entry.file()) && files.has(entry)) {
              pruned.add(files.append(current, entry, Action.PRUNE, reason));
              current = files.journal();
            }
          }
          files.removeAllBut(kept);
          return pruned;
        });
  }

  private BundleContent verified(Path jar) throws IOException {
    files.checkFolder();
    BundleContent content = BundleContent.read(jar);
    BundleVerifier.verify(content, files.rules().trusted(password));
    return content;
  }

  private JournalEntry before(Journal journal) {
    return journal
        .before()
        .orElseThrow(() -> files.fault("there is no bundle to go back to", "deploy one"));
  }

  private JournalEntry deployed(Journal journal, BundleVersion version) {
    return journal.latest(Action.DEPLOY).stream()
        .filter(entry -> entry.version().equals(version))
        .findFirst()
        .orElseThrow(
            () ->
                files.fault(
                    "version " + version + " was never deployed",
                    "tarife bundle list shows those that were"));
  }

  /** The fault of a store without a live bundle. */
  public FaultException nothingLive() {
    return files.fault("no bundle is live in this store", "deploy one, or price with --tables");
  }
}
