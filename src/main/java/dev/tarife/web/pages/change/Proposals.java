package dev.tarife.web.pages.change;

import dev.tarife.bundle.BundleVersion;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.bundle.JournalEntry.Action;
import dev.tarife.bundle.Reason;
import dev.tarife.compare.TableSet;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.WorkQueue;
import dev.tarife.web.store.Draft;
import dev.tarife.web.store.DraftRows;
import dev.tarife.web.tables.Drafts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds what may go live, and submits it. */
@Component
class Proposals {
  private static final int REMEMBERED = 3;

  private final DraftRows drafts;
  private final Drafts tables;
  private final Bundles bundles;
  private final WorkQueue workshop;
  private final Map<String, Map<String, byte[]>> workbooks =
      new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, byte[]>> eldest) {
          return size() > REMEMBERED;
        }
      };

  Proposals(DraftRows drafts, Drafts tables, Bundles bundles, WorkQueue workshop) {
    this.drafts = drafts;
    this.tables = tables;
    this.bundles = bundles;
    this.workshop = workshop;
  }

  /**
   * Somebody's own draft.
   *
   * @throws ProblemException if there is none
   */
  Proposal draft(String id, String owner) {
    Draft draft =
        drafts
            .find(id, owner)
            .orElseThrow(() -> ProblemException.notFound("There is no such draft of yours"));
    TableSet live = live();
    return new Proposal(
        "/change/draft/" + id,
        draft,
        null,
        live,
        TableSet.of("draft", draft.over(live.workbooks())));
  }

  /**
   * The latest bundle of a version.
   *
   * @throws ProblemException if there is none
   */
  Proposal bundle(BundleVersion version) {
    List<JournalEntry> journal = bundles.journal();
    JournalEntry entry =
        journal.stream()
            .filter(e -> e.version().equals(version) && e.action() != Action.PRUNE)
            .reduce(Proposals::latestFile)
            .orElseThrow(() -> ProblemException.notFound("There is no bundle " + version));
    return new Proposal(
        "/change/bundle/" + version,
        null,
        entry,
        before(journal, entry).map(this::of).orElseGet(this::live),
        of(entry));
  }

  /** The same file's first entry; another file's if it came later. */
  private static JournalEntry latestFile(JournalEntry first, JournalEntry second) {
    return first.file().equals(second.file()) ? first : second;
  }

  /** What was live before a bundle that was live; empty: it never was, or nothing was. */
  private static Optional<JournalEntry> before(List<JournalEntry> journal, JournalEntry bundle) {
    Optional<JournalEntry> last = Optional.empty();
    for (JournalEntry entry : journal) {
      if (entry.madeLive()) {
        if (entry.file().equals(bundle.file())) {
          return last.isPresent() ? last : Optional.of(entry);
        }
        last = Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /**
   * Builds a bundle of a draft, submits it, and removes the draft.
   *
   * @throws dev.tarife.model.FaultException if the workbooks have errors, a scenario fails, or the
   *     version is not a new one
   */
  JournalEntry submit(Proposal proposal, BundleVersion version, Reason reason) {
    Draft draft = proposal.draft();
    if (draft == null) {
      throw ProblemException.conflict("It was handed in already");
    }
    JournalEntry entry = workshop.run(() -> tables.submit(draft.workbooks(), version, reason));
    drafts.remove(draft.id(), draft.owner());
    return entry;
  }

  /**
   * The live workbooks.
   *
   * @throws ProblemException if no bundle is live
   */
  TableSet live() {
    return of(
        bundles.liveEntry().orElseThrow(() -> ProblemException.conflict("No bundle is live")));
  }

  private TableSet of(JournalEntry entry) {
    synchronized (workbooks) {
      return TableSet.of(
          entry.version().toString(), workbooks.computeIfAbsent(entry.file(), bundles::workbooks));
    }
  }
}
