package dev.tarife.bundle;

import dev.tarife.bundle.JournalEntry.Action;
import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import dev.tarife.model.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bundles, one of which is live. What is live is what the journal's last line about it says: one
 * line is added, and everything has changed; until then, nothing has.
 *
 * <p>Programs and threads may share a store: changes wait for each other, and readers never wait.
 */
public final class BundleStore {
  static final String JOURNAL = "journal.jsonl";
  static final String BUNDLES = "bundles/";

  private final BundleRepository repository;
  private final StoreRules.Source rules;
  private final Clock clock;

  private BundleStore(BundleRepository repository, StoreRules.Source rules, Clock clock) {
    this.repository = repository;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * Returns the store in a folder, which the first change makes.
   *
   * @param clock says when things are done
   * @param password of the key store that {@code trust} in {@code store.yaml} names; null: none
   */
  public static BundleStore in(Path folder, Clock clock, char @Nullable [] password) {
    return in(folder, clock, password, new DurableFiles());
  }

  static BundleStore in(Path folder, Clock clock, char @Nullable [] password, DurableFiles disk) {
    char[] own = password == null ? null : password.clone();
    StoreFiles files = new StoreFiles(folder, disk);
    return new BundleStore(files, () -> files.rules(own), clock);
  }

  /**
   * Returns the store that a repository keeps.
   *
   * @param rules what it asks of a bundle
   * @param clock says when things are done
   */
  public static BundleStore of(BundleRepository repository, StoreRules.Source rules, Clock clock) {
    return new BundleStore(repository, rules, clock);
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

  /** Whether somebody submitted the bundle of an entry, in whatever case their name is written. */
  public boolean isSubmittedBy(String who, JournalEntry entry) throws IOException {
    return read().isSubmittedBy(who, entry.file());
  }

  /** Whether the file of an entry's bundle is there still. */
  public boolean has(JournalEntry entry) throws IOException {
    return repository.jar(entry.file()).isPresent();
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
   * The manifest of the bundle of an entry.
   *
   * @throws FaultException as {@link #open}
   */
  public BundleManifest manifest(JournalEntry entry) throws IOException {
    return content(entry).said();
  }

  /**
   * The workbooks in the bundle of an entry, by file name.
   *
   * @throws FaultException as {@link #open}
   */
  public Map<String, byte[]> workbooks(JournalEntry entry) throws IOException {
    return content(entry).workbooks();
  }

  /**
   * Submits a bundle on behalf of its author. It is verified, and not yet live.
   *
   * @throws FaultException if the bundle or the store refuses
   */
  public JournalEntry submit(Path jar, Reason reason) throws IOException {
    StoreRules asked = rules.read();
    BundleContent content = BundleContent.read(jar);
    BundleVerifier.verify(content, asked.trusted());
    return locked(
        journal -> {
          Admission.refuseOld(journal, content);
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
    StoreRules asked = rules.read();
    return deploy(BundleContent.read(jar), asked, reason);
  }

  /**
   * Makes a bundle live that was submitted, as {@link #deploy(Path, Reason)} does.
   *
   * @throws FaultException if the bundle or the store refuses; the live bundle stays
   */
  public JournalEntry deploy(JournalEntry submitted, Reason reason) throws IOException {
    StoreRules asked = rules.read();
    return deploy(content(submitted), asked, reason);
  }

  private JournalEntry deploy(BundleContent content, StoreRules asked, Reason reason)
      throws IOException {
    BundleVerifier.verify(content, asked.trusted());
    return locked(
        journal -> {
          Admission.refuseOld(journal, content);
          if (rules.read().fourEyes()) {
            Admission.refuseOwn(journal, content, reason);
          }
          return put(journal, content, Action.DEPLOY, reason);
        });
  }

  /**
   * Makes a bundle live that this program has built itself: it is not built again to be compared,
   * and it needs no second person, since nobody submitted it.
   *
   * @throws FaultException if the bundle or the store refuses; the live bundle stays
   */
  public JournalEntry deployOwn(Path jar, Reason reason) throws IOException {
    StoreRules asked = rules.read();
    BundleContent content = BundleContent.read(jar);
    BundleVerifier.checkSigner(content, asked.trusted());
    return locked(
        journal -> {
          Admission.refuseOld(journal, content);
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
    // Refused before the change, which would make the folder of a store that is not there yet.
    earlier(read(), to);
    return locked(
        journal -> {
          JournalEntry target = earlier(journal, to);
          if (journal.live().map(JournalEntry::file).filter(target.file()::equals).isPresent()) {
            throw fault("version " + target.version() + " is live already", "name another");
          }
          BundleContent content = content(target);
          BundleVerifier.checkSigner(content, rules.read().trusted());
          return append(journal, Action.ROLLBACK, reason, Subject.of(content));
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
    if (journal().isEmpty()) {
      return List.of();
    }
    return locked(
        journal -> {
          Set<String> kept = journal.needed(keep);
          List<JournalEntry> pruned = new ArrayList<>();
          for (JournalEntry entry : journal.latest(Action.DEPLOY)) {
            if (!kept.contains(entry.file()) && has(entry)) {
              pruned.add(append(read(), Action.PRUNE, reason, Subject.of(entry)));
            }
          }
          repository.removeAllBut(kept);
          return pruned;
        });
  }

  /** A change of the store, from its journal as it is. */
  private interface Change<R> {
    R apply(Journal journal) throws IOException;
  }

  private <R> R locked(Change<R> change) throws IOException {
    return repository.locked(() -> change.apply(read()));
  }

  private Journal read() throws IOException {
    return Journal.of(repository.journal(), repository.name(JOURNAL));
  }

  /** Names the part of a store that is a bundle's file. */
  static String part(String file) {
    return BUNDLES + file + ".jar";
  }

  private BundleContent content(JournalEntry entry) throws IOException {
    String name = repository.name(part(entry.file()));
    byte[] bytes =
        repository
            .jar(entry.file())
            .orElseThrow(
                () ->
                    FaultException.of(
                        Place.ofFile(name),
                        "the bundle of version "
                            + entry.version()
                            + " is not in the store any more",
                        "build it again from its workbooks, or bring the file back from a backup"));
    if (!Sha256.of(bytes).equals(entry.file())) {
      throw FaultException.of(
          Place.ofFile(name),
          "is not the file that was put into the store",
          "bring it back from a backup");
    }
    return BundleContent.of(name, bytes);
  }

  private JournalEntry put(Journal journal, BundleContent content, Action action, Reason reason)
      throws IOException {
    Subject subject = Subject.of(content);
    repository.put(subject.file(), content.jar());
    return append(journal, action, reason, subject);
  }

  /** Which bundle an entry is about. */
  private record Subject(BundleVersion version, String sha256, String file, List<String> signers) {
    static Subject of(BundleContent content) {
      BundleManifest said = content.said();
      return new Subject(
          said.version(), said.sha256(), Sha256.of(content.jar()), BundleVerifier.names(content));
    }

    static Subject of(JournalEntry entry) {
      return new Subject(entry.version(), entry.sha256(), entry.file(), entry.signers());
    }
  }

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
    repository.append(entry.toJson());
    return entry;
  }

  /** What a rollback makes live. */
  private JournalEntry earlier(Journal journal, @Nullable BundleVersion to) {
    if (to == null) {
      return journal
          .before()
          .orElseThrow(() -> fault("there is no bundle to go back to", "deploy one"));
    }
    return journal.latest(Action.DEPLOY).stream()
        .filter(entry -> entry.version().equals(to))
        .findFirst()
        .orElseThrow(
            () ->
                fault(
                    "version " + to + " was never deployed",
                    "tarife bundle list shows those that were"));
  }

  /** The error of a store without a live bundle. */
  public FaultException nothingLive() {
    return fault("no bundle is live in this store", "deploy one, or price with --tables");
  }

  private FaultException fault(String what, String fix) {
    return FaultException.of(Place.ofFile(repository.name("")), what, fix);
  }
}
