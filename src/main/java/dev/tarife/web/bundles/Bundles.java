package dev.tarife.web.bundles;

import dev.tarife.billing.TariffEngine;
import dev.tarife.bundle.Bundle;
import dev.tarife.bundle.BundleStore;
import dev.tarife.bundle.BundleVersion;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.bundle.JournalEntry.Action;
import dev.tarife.bundle.Reason;
import dev.tarife.metering.BulkMeter;
import dev.tarife.model.FaultException;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.Priced;
import dev.tarife.web.rating.RatingSettings;
import dev.tarife.web.rating.Scratch;
import dev.tarife.web.store.Audit;
import dev.tarife.web.store.BundleRows;
import dev.tarife.web.store.BundleRows.Approval;
import dev.tarife.web.store.Durable;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * The bundles: handed in, approved by another person, deployed, rolled back. What is live is a
 * pointer that moves when all is done; who rates takes {@link #live} once and stays with it.
 */
@Component
public class Bundles {
  private static final Logger LOG = LoggerFactory.getLogger(Bundles.class);

  private final BundleRows rows;
  private final Audit audit;
  private final Durable durable;
  private final Mirror mirror;
  private final BundleSettings settings;
  private final BulkMeter.Options options;
  private final MultiGauge version;
  private final Map<String, Priced> open;
  private volatile @Nullable Priced live;
  private volatile long seen = -1;
  private volatile String why = "No bundle is live; hand one in, and let another deploy it";

  Bundles(
      BundleRows rows,
      Audit audit,
      Durable durable,
      Scratch scratch,
      Clock clock,
      BundleSettings settings,
      RatingSettings rating,
      MeterRegistry meters)
      throws IOException {
    this.rows = rows;
    this.audit = audit;
    this.durable = durable;
    this.settings = settings;
    this.mirror = new Mirror(rows, scratch.named("store"), clock, settings);
    this.options =
        new BulkMeter.Options(scratch.spill(), rating.memory().toMegabytes() + "MB", 1, List.of());
    this.version =
        MultiGauge.builder("tarife.bundle")
            .description("1 for the bundle that is live")
            .register(meters);
    this.open = new Recent<>(rating.bundles());
    mirror.ask(rules());
    refresh();
  }

  /** The latest few; those that were not used for longest go, with their classes. */
  private static final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;
    private final int most;

    Recent(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most;
    }
  }

  private String rules() {
    return "approval: deployer is not the author\n" + trust();
  }

  private String trust() {
    return settings.trust().isEmpty()
        ? ""
        : "trust: '" + Path.of(settings.trust()).toAbsolutePath() + "'\n";
  }

  /**
   * What to rate with from now on. Never waits.
   *
   * @throws ProblemException if no bundle is live
   */
  public Priced live() {
    Priced now = live;
    if (now == null) {
      throw ProblemException.busy(HttpStatus.SERVICE_UNAVAILABLE, why, 10);
    }
    return now;
  }

  /** Whether there is a bundle to rate with. */
  public boolean isReady() {
    return live != null;
  }

  /**
   * What was live at the end of a day, in UTC.
   *
   * @throws ProblemException if none was
   */
  public Priced live(LocalDate day) {
    JournalEntry entry =
        reading(store -> store.live(day))
            .orElseThrow(() -> ProblemException.notFound("No bundle was live on " + day));
    return open(entry);
  }

  /**
   * A bundle of the journal, by the hash of its file.
   *
   * @throws ProblemException if there is none
   */
  public Priced of(String file) {
    return open(
        find(entry -> entry.file().equals(file))
            .orElseThrow(() -> ProblemException.notFound("There is no bundle " + file)));
  }

  /**
   * The latest bundle of a version.
   *
   * @throws ProblemException if there is none
   */
  public Priced of(BundleVersion wanted) {
    return open(entry(wanted));
  }

  /** Everything that was done, the oldest first. */
  public List<JournalEntry> journal() {
    return reading(BundleStore::journal);
  }

  /** What made the live bundle live; empty where none is. */
  public Optional<JournalEntry> liveEntry() {
    return reading(BundleStore::live);
  }

  /**
   * The workbooks of the live bundle, by file name.
   *
   * @throws ProblemException if no bundle is live
   */
  public Map<String, byte[]> workbooks() {
    String file = live().file();
    JournalEntry entry = find(one -> one.file().equals(file)).orElseThrow();
    return reading(store -> Bundle.workbooks(mirror.fetch(entry)));
  }

  /** Who approved a bundle, by the hash of its file. */
  public List<Approval> approvals(String file) {
    return rows.approvals(file);
  }

  /**
   * Hands in a bundle. It is verified, and not yet live.
   *
   * @throws FaultException if the bundle is at fault or may not be handed in
   */
  public JournalEntry submit(Path jar, Reason reason) {
    return change("submit-bundle", reason, store -> store.submit(jar, reason));
  }

  /**
   * Approves a bundle that another handed in.
   *
   * @throws ProblemException if there is none, or the same person handed it in
   */
  public Approval approve(BundleVersion wanted, Reason reason) {
    return durable.change(
        () -> {
          rows.hold();
          JournalEntry submitted = entry(wanted);
          refuseOwn(submitted.file(), reason);
          if (rows.approvals(submitted.file()).stream()
              .anyMatch(approval -> same(approval.who(), reason.who()))) {
            throw ProblemException.conflict(reason.who() + " has approved " + wanted + " already");
          }
          rows.approve(submitted.file(), reason.who(), reason.why());
          audit.write(reason.who(), "approve-bundle", wanted.toString(), reason.why());
          List<Approval> approvals = rows.approvals(submitted.file());
          return approvals.get(approvals.size() - 1);
        });
  }

  /**
   * Makes a bundle live that was handed in, and approved by another than its author.
   *
   * @throws ProblemException if nobody approved it
   * @throws FaultException if the store refuses
   */
  public JournalEntry deploy(BundleVersion wanted, Reason reason) {
    return change(
        "deploy-bundle",
        reason,
        store -> {
          JournalEntry submitted = entry(wanted);
          refuseOwn(submitted.file(), reason);
          if (rows.approvals(submitted.file()).isEmpty()) {
            throw ProblemException.conflict(
                "Nobody has approved " + wanted + "; an approver other than its author does that");
          }
          return store.deploy(mirror.fetch(submitted), reason);
        });
  }

  /**
   * Makes a bundle live again.
   *
   * @param to its version; null: the one before the live one
   * @throws FaultException if the store refuses
   */
  public JournalEntry rollback(@Nullable BundleVersion to, Reason reason) {
    return change(
        "roll-back-bundle",
        reason,
        store -> {
          for (JournalEntry entry : store.journal()) {
            if (to == null || entry.version().equals(to)) {
              mirror.fetch(entry);
            }
          }
          return store.rollback(to, reason);
        });
  }

  /** Where no bundle ever was, deploys the tables that ride in the jar. */
  void deployFirst(Path jar) {
    change(
        "deploy-bundle",
        new Reason("tarife", "the first start"),
        store -> {
          // Nobody handed it in: it is this program's own.
          mirror.ask("approval: none\n" + trust());
          try {
            return store.deploy(jar, new Reason("tarife", "the first start"));
          } finally {
            mirror.ask(rules());
          }
        });
  }

  /** Whether the first bundle is to be deployed. */
  boolean wantsFirst() {
    return settings.first() && rows.length() == 0;
  }

  /** Says why no bundle is live. */
  void say(String words) {
    why = words;
  }

  /** Takes the bundle that is live now, which another process may have changed. */
  void refresh() {
    long length = rows.length();
    if (length == seen) {
      return;
    }
    Optional<JournalEntry> entry = liveEntry();
    if (entry.isPresent()) {
      try {
        Priced now = open(entry.get());
        live = now;
        version.register(
            List.of(
                MultiGauge.Row.of(
                    Tags.of("version", now.bundle().manifest().version().toString()), 1)),
            true);
      } catch (FaultException e) {
        // The bundle of another engine, after an upgrade: the present one stays, if there is one.
        LOG.error("The live bundle cannot be opened: {}", e.getMessage());
        why = "The live bundle cannot be opened: " + e.getMessage();
      }
    }
    seen = length;
  }

  private JournalEntry change(String action, Reason reason, Step<JournalEntry> step) {
    JournalEntry done =
        durable.change(
            () -> {
              rows.hold();
              synchronized (mirror) {
                try {
                  BundleStore store = mirror.store();
                  long known = rows.length();
                  JournalEntry entry = step.apply(store);
                  for (String line : mirror.added(known)) {
                    rows.append(++known, line);
                  }
                  rows.put(entry.file(), Files.readAllBytes(mirror.fetch(entry)));
                  audit.write(reason.who(), action, entry.version().toString(), reason.why());
                  return entry;
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });
    LOG.info("{} {} by {}", action, done.version(), reason.who());
    refresh();
    return done;
  }

  private void refuseOwn(String file, Reason reason) {
    boolean own =
        journal().stream()
            .anyMatch(
                entry ->
                    entry.action() == Action.SUBMIT
                        && entry.file().equals(file)
                        && same(entry.who(), reason.who()));
    if (own) {
      throw ProblemException.conflict(
          reason.who() + " handed it in, and nobody approves or deploys their own");
    }
  }

  private static boolean same(String who, String other) {
    return who.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
  }

  private JournalEntry entry(BundleVersion wanted) {
    return find(entry -> entry.version().equals(wanted))
        .orElseThrow(() -> ProblemException.notFound("There is no bundle " + wanted));
  }

  private Optional<JournalEntry> find(java.util.function.Predicate<JournalEntry> wanted) {
    return journal().stream().filter(wanted).reduce((first, second) -> second);
  }

  private Priced open(JournalEntry entry) {
    synchronized (open) {
      Priced known = open.get(entry.file());
      if (known == null) {
        known =
            reading(
                store -> {
                  mirror.fetch(entry);
                  Bundle bundle = store.open(entry);
                  return new Priced(entry.file(), bundle, new TariffEngine(bundle, options));
                });
        open.put(entry.file(), known);
      }
      return known;
    }
  }

  private <R> R reading(Step<R> step) {
    synchronized (mirror) {
      try {
        return step.apply(mirror.store());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Something done with the store. */
  private interface Step<R> {
    R apply(BundleStore store) throws IOException;
  }
}
