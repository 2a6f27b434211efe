package dev.tarife.web.pages.change;

import dev.tarife.bundle.JournalEntry;
import dev.tarife.compare.TableDiff;
import dev.tarife.model.FaultException;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.pages.Figures;
import dev.tarife.web.pages.Rights;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.store.BundleRows.Approval;
import dev.tarife.web.store.Draft;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Gathers what the page of a draft or a bundle shows. */
@Component
class ProposalView {
  private final Examiner examiner;
  private final StoredMonths months;
  private final Bundles bundles;
  private final Rights rights;
  private final Figures figures;

  ProposalView(
      Examiner examiner, StoredMonths months, Bundles bundles, Rights rights, Figures figures) {
    this.examiner = examiner;
    this.months = months;
    this.bundles = bundles;
    this.rights = rights;
    this.figures = figures;
  }

  /** All but the effect on a month. */
  void fill(Model model, Proposal proposal, Authentication user) {
    Examination examination = examiner.examine(proposal.before(), proposal.after());
    Versions versions = Versions.of(bundles.journal());
    TableDiff diff = examination.diff();
    model.addAttribute("proposal", proposal);
    model.addAttribute("examination", examination);
    model.addAttribute(
        "review", Review.of(proposal.after().workbooks(), examination.findings(), figures));
    model.addAttribute("diff", diff == null ? null : DiffView.of(diff, figures));
    model.addAttribute("months", months.all());
    model.addAttribute("brings", rights.brings(user));
    model.addAttribute("approves", rights.approves(user));
    model.addAttribute("nextVersion", versions.next());
    Draft draft = proposal.draft();
    JournalEntry submitted = proposal.submitted();
    if (draft != null) {
      model.addAttribute(
          "moved", versions.live() != null && !versions.live().file().equals(draft.base()));
    }
    if (submitted != null) {
      List<Approval> approvals = bundles.approvals(submitted.file());
      model.addAttribute("bundle", versions.of(submitted.file()));
      model.addAttribute("approvals", approvals);
      model.addAttribute("own", submitted.who().equalsIgnoreCase(user.getName()));
      model.addAttribute(
          "approved",
          approvals.stream().anyMatch(approval -> approval.who().equalsIgnoreCase(user.getName())));
    }
  }

  /** What the workbooks cost on a month. */
  void fillEffect(Model model, Proposal proposal, String month) {
    model.addAttribute("month", month);
    try {
      TableDiff diff = examiner.examine(proposal.before(), proposal.after()).diff();
      if (diff != null) {
        model.addAttribute(
            "effect",
            EffectView.of(
                months.compare(proposal.before(), proposal.after(), diff, YearMonth.parse(month)),
                figures));
      }
    } catch (FaultException e) {
      model.addAttribute("effectFaults", e.findings());
    } catch (ProblemException e) {
      model.addAttribute("effectFaults", Asked.findings(e));
    } catch (DateTimeException e) {
      model.addAttribute(
          "effectFaults", Asked.findings(new IllegalArgumentException(month + " is no month", e)));
    }
  }
}
