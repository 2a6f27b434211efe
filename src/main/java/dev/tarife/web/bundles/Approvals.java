package dev.tarife.web.bundles;

import dev.tarife.bundle.BundleStore;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.bundle.Reason;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.store.BundleRows;
import dev.tarife.web.store.BundleRows.Approval;
import java.io.IOException;
import java.util.List;

/** Keeps who approved a bundle: never who submitted it, and nobody twice. */
final class Approvals {
  private final BundleRows rows;
  private final BundleStore store;

  Approvals(BundleRows rows, BundleStore store) {
    this.rows = rows;
    this.store = store;
  }

  /** Who approved a bundle, by the hash of its file. */
  List<Approval> of(String file) {
    return rows.approvals(file);
  }

  /**
   * Keeps that somebody approves a bundle.
   *
   * @throws ProblemException if they submitted it, or have approved it already
   */
  Approval add(JournalEntry submitted, Reason reason) throws IOException {
    refuseOwn(submitted, reason);
    String file = submitted.file();
    if (of(file).stream().anyMatch(approval -> approval.who().equalsIgnoreCase(reason.who()))) {
      throw ProblemException.conflict(
          reason.who() + " has approved " + submitted.version() + " already");
    }
    rows.approve(file, reason.who(), reason.why());
    List<Approval> approvals = of(file);
    return approvals.get(approvals.size() - 1);
  }

  /**
   * Checks that somebody may deploy a bundle.
   *
   * @throws ProblemException if they submitted it, or nobody approved it
   */
  void check(JournalEntry submitted, Reason reason) throws IOException {
    refuseOwn(submitted, reason);
    if (of(submitted.file()).isEmpty()) {
      throw ProblemException.conflict(
          "Nobody has approved "
              + submitted.version()
              + "; an approver other than its author does that");
    }
  }

  private void refuseOwn(JournalEntry submitted, Reason reason) throws IOException {
    if (store.isSubmittedBy(reason.who(), submitted)) {
      throw ProblemException.conflict(
          reason.who() + " handed it in, and nobody approves or deploys their own");
    }
  }
}
