package dev.tarife.web.bundles;

import dev.tarife.bundle.BundleRepository.Change;
import dev.tarife.bundle.BundleStore;
import dev.tarife.bundle.BundleVersion;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.bundle.Reason;
import dev.tarife.model.FaultException;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.LoadedBundle;
import dev.tarife.web.rating.RatingSettings;
import dev.tarife.web.rating.TemporaryFiles;
import dev.tarife.web.store.Audit;
import dev.tarife.web.store.BundleRows;
import dev.tarife.web.store.BundleRows.Approval;
import dev.tarife.web.store.DurableChanges;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Submits, approves, deploys and rolls back bundles. What is live is a pointer that moves when all
 * is done: a caller that rates takes {@link #live} once and keeps it.
 */
@Component
public class Bundles {
  private static final Logger LOG = LoggerFactory.getLogger(Bundles.class);

  private final BundleRows rows;
  private final Audit audit;
  private final DurableChanges durable;
  private final BundleStore store;
  private final BundleSettings settings;
  private final Approvals approvals;
  private final OpenBundles open;
  private final LiveBundle live;
  private long seen = -1;

  Bundles(
      BundleRows rows,
      Audit audit,
      DurableChanges durable,
      TemporaryFiles scratch,
      Clock clock,
      BundleSettings settings,
      RatingSettings rating,
      MeterRegistry meters) {
    this.rows = rows;
    this.audit = audit;
    this.durable = durable;
    this.settings = settings;
    this.store = BundleStore.of(rows, settings::rules, clock);
    this.open =
        new OpenBundles(
            entry -> unchecked(() -> store.open(entry)),
            rating.options(scratch.spill()),
            rating.bundles());
    this.live = new LiveBundle(meters);
    this.approvals = new Approvals(rows, store);
    refresh();
  }

  /**
   * What to rate with from now on. Never waits.
   *
   * @throws ProblemException if no bundle is live
   */
  public LoadedBundle live() {
    return live.get();
  }

  /** Whether there is a bundle to rate with. */
  public boolean isReady() {
    return live.isThere();
  }

  /**
   * What was live at the end of a day, in UTC.
   *
   * @throws ProblemException if none was
   */
  public LoadedBundle live(LocalDate day) {
    JournalEntry entry =
        unchecked(() -> store.live(day))
            .orElseThrow(() -> ProblemException.notFound("No bundle was live on " + day));
    return open.of(entry);
  }

  /**
   * A bundle of the journal, by the hash of its file.
   *
   * @throws ProblemException if there is none
   */
  public LoadedBundle of(String file) {
    return open.of(entry(file));
  }

  /**
   * The latest bundle of a version.
   *
   * @throws ProblemException if there is none
   */
  public LoadedBundle of(BundleVersion wanted) {
    return open.of(entry(wanted));
  }

  /** Everything that was done, the oldest first. */
  public List<JournalEntry> journal() {
    return unchecked(store::journal);
  }

  /** What made the live bundle live; empty where none is. */
  public Optional<JournalEntry> liveEntry() {
    return unchecked(store::live);
  }

  /**
   * The workbooks of the live bundle, by file name.
   *
   * @throws ProblemException if no bundle is live
   */
  public Map<String, byte[]> workbooks() {
    return workbooks(live().file());
  }

  /**
   * The workbooks of a bundle, by file name.
   *
   * @param file the hash of its file
   * @throws ProblemException if there is no such bundle
   */
  public Map<String, byte[]> workbooks(String file) {
    JournalEntry entry = entry(file);
    return unchecked(() -> store.workbooks(entry));
  }

  /** Who approved a bundle, by the hash of its file. */
  public List<Approval> approvals(String file) {
    return approvals.of(file);
  }

  /**
   * Submits a bundle. It is verified, and not yet live.
   *
   * @throws FaultException if the bundle or the store refuses
   */
  public JournalEntry submit(Path jar, Reason reason) {
    return change("submit-bundle", reason, () -> store.submit(jar, reason));
  }

  /**
   * Approves a bundle that somebody else submitted.
   *
   * @throws ProblemException if there is none, or the same person submitted it
   */
  public Approval approve(BundleVersion wanted, Reason reason) {
    return durable.change(
        () -> {
          rows.hold();
          JournalEntry submitted = entry(wanted);
          Approval approval = unchecked(() -> approvals.add(submitted, reason));
          audit.write(reason.who(), "approve-bundle", wanted.toString(), reason.why());
          return approval;
        });
  }

  /**
   * Makes a bundle live that was submitted, and approved by somebody other than its author.
   *
   * @throws ProblemException if nobody approved it
   * @throws FaultException if the store refuses
   */
  public JournalEntry deploy(BundleVersion wanted, Reason reason) {
    return change(
        "deploy-bundle",
        reason,
        () -> {
          JournalEntry submitted = entry(wanted);
          approvals.check(submitted, reason);
          return store.deploy(submitted, reason);
        });
  }

  /**
   * Makes a bundle live again.
   *
   * @param to its version; null: the one before the live one
   * @throws FaultException if the store refuses
   */
  public JournalEntry rollback(@Nullable BundleVersion to, Reason reason) {
    return change("roll-back-bundle", reason, () -> store.rollback(to, reason));
  }

  /** Where no bundle ever was, deploys one of the tables in this program's jar. */
  void deployFirst(Path jar) {
    Reason reason = new Reason("tarife", "the first start");
    change("deploy-bundle", reason, () -> store.deployOwn(jar, reason));
  }

  /** Whether the first bundle is to be deployed. */
  boolean wantsFirst() {
    return settings.first() && rows.length() == 0;
  }

  /** Says why no bundle is live. */
  void say(String words) {
    live.say(words);
  }

  /**
   * Takes the bundle that is live now, which another process may have changed. One at a time: a
   * thread that looked earlier must not move the pointer back later.
   */
  synchronized void refresh() {
    long length = rows.length();
    if (length == seen) {
      return;
    }
    liveEntry().ifPresent(entry -> live.move(() -> open.of(entry)));
    seen = length;
  }

  private JournalEntry change(String action, Reason reason, Change<JournalEntry> change) {
    JournalEntry done =
        durable.change(
            () -> {
              rows.hold();
              JournalEntry entry = unchecked(change);
              audit.write(reason.who(), action, entry.version().toString(), reason.why());
              return entry;
            });
    LOG.info("{} {} by {}", action, done.version(), reason.who());
    refresh();
    return done;
  }

  private static <R> R unchecked(Change<R> work) {
    try {
      return work.apply();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JournalEntry entry(String file) {
    return find(entry -> entry.file().equals(file))
        .orElseThrow(() -> ProblemException.notFound("There is no bundle " + file));
  }

  private JournalEntry entry(BundleVersion wanted) {
    return find(entry -> entry.version().equals(wanted))
        .orElseThrow(() -> ProblemException.notFound("There is no bundle " + wanted));
  }

  private Optional<JournalEntry> find(Predicate<JournalEntry> wanted) {
    return journal().stream().filter(wanted).reduce((first, second) -> second);
  }
}
