package dev.tarife.web.bundles;

import dev.tarife.bundle.BundleVersion;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.bundle.JournalEntry.Action;
import dev.tarife.bundle.Reason;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.store.BundleRows;
import dev.tarife.web.store.BundleRows.Approval;
import java.util.List;
import java.util.Locale;

/** Who lets a bundle through: never who handed it in, and nobody twice. */
final class Approvals {
  private final BundleRows rows;

  Approvals(BundleRows rows) {
    this.rows = rows;
  }

  /** Who approved a bundle, by the hash of its file. */
  List<Approval> of(String file) {
    return rows.approvals(file);
  }

  /**
   * Keeps that somebody approves a bundle.
   *
   * @throws ProblemException if they handed it in, or have approved it already
   */
  Approval add(List<JournalEntry> journal, BundleVersion version, String file, Reason reason) {
    refuseOwn(journal, file, reason);
    if (of(file).stream().anyMatch(approval -> isSame(approval.who(), reason.who()))) {
      throw ProblemException.conflict(reason.who() + " has approved " + version + " already");
    }
    rows.approve(file, reason.who(), reason.why());
    List<Approval> approvals = of(file);
    return approvals.get(approvals.size() - 1);
  }

  /**
   * Sees to it that somebody may deploy a bundle.
   *
   * @throws ProblemException if they handed it in, or nobody approved it
   */
  void check(List<JournalEntry> journal, BundleVersion version, String file, Reason reason) {
    refuseOwn(journal, file, reason);
    if (of(file).isEmpty()) {
      throw ProblemException.conflict(
          "Nobody has approved " + version + "; an approver other than its author does that");
    }
  }

  private static void refuseOwn(List<JournalEntry> journal, String file, Reason reason) {
    boolean own =
        journal.stream()
            .anyMatch(
                entry ->
                    entry.action() == Action.SUBMIT
                        && entry.file().equals(file)
                        && isSame(entry.who(), reason.who()));
    if (own) {
      throw ProblemException.conflict(
          reason.who() + " handed it in, and nobody approves or deploys their own");
    }
  }

  private static boolean isSame(String who, String other) {
    return who.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
  }
}
