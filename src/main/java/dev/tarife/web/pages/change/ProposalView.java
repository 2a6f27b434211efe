package dev.tarife.web.pages.change;

import dev.tarife.bundle.JournalEntry;
import dev.tarife.compare.Comparison;
import dev.tarife.compare.TableDiff;
import dev.tarife.model.FaultException;
import dev.tarife.report.HtmlChanges;
import dev.tarife.report.HtmlComparisons;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.pages.Figures;
import dev.tarife.web.pages.PageLanguage;
import dev.tarife.web.pages.Rights;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.store.BundleRows.Approval;
import dev.tarife.web.store.Draft;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
  private final PageLanguage language;
  private final Clock clock;

  ProposalView(
      Examiner examiner,
      StoredMonths months,
      Bundles bundles,
      Rights rights,
      Figures figures,
      PageLanguage language,
      Clock clock) {
    this.examiner = examiner;
    this.months = months;
    this.bundles = bundles;
    this.rights = rights;
    this.figures = figures;
    this.language = language;
    this.clock = clock;
  }

  /** More records than these are priced only when somebody asks for it. */
  private static final long MOST_AT_ONCE = 100_000;

  /** Whether the workbooks were examined a short time ago. */
  boolean isExamined(Proposal proposal) {
    return examiner.isKnown(proposal.before(), proposal.after());
  }

  /** How far the examination has come. */
  CheckStep step(Proposal proposal) {
    return examiner.step(proposal.before(), proposal.after());
  }

  /** All but the effect on a month. */
  void fill(Model model, Proposal proposal, Authentication user) {
    fillHead(model, proposal, user);
    fillExamined(model, proposal);
  }

  private void fillExamined(Model model, Proposal proposal) {
    Examination examination = examiner.examine(proposal.before(), proposal.after());
    TableDiff diff = examination.diff();
    model.addAttribute("examination", examination);
    model.addAttribute(
        "review", Review.of(proposal.after().workbooks(), examination.findings(), figures));
    model.addAttribute("diff", diff);
    if (diff != null) {
      model.addAttribute("diffChanges", HtmlChanges.part(diff, language, "h3"));
    }
    model.addAttribute("touched", touched(diff));
    SortedMap<YearMonth, Long> usage = months.all();
    model.addAttribute("months", usage);
    YearMonth whole = whole(usage);
    model.addAttribute("wholeMonth", whole);
    model.addAttribute(
        "pricedAtOnce", whole != null && usage.getOrDefault(whole, 0L) <= MOST_AT_ONCE);
  }

  /** The sheets that differ, as {@code prices.xlsx!Prices}. */
  private static Set<String> touched(@Nullable TableDiff diff) {
    return diff == null
        ? Set.of()
        : diff.sheets().stream()
            .map(sheet -> sheet.workbook() + "!" + sheet.sheet())
            .collect(Collectors.toSet());
  }

  /** The latest month that has ended; the latest of all where none has. */
  private @Nullable YearMonth whole(SortedMap<YearMonth, Long> usage) {
    YearMonth present = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
    return usage.keySet().stream()
        .filter(month -> month.isBefore(present))
        .findFirst()
        .orElse(usage.isEmpty() ? null : usage.firstKey());
  }

  /** What it is, where it stands, and what somebody can do with it. */
  void fillHead(Model model, Proposal proposal, Authentication user) {
    Versions versions = Versions.of(bundles.journal());
    model.addAttribute("proposal", proposal);
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
        Comparison effect =
            months.compare(proposal.before(), proposal.after(), diff, YearMonth.parse(month));
        model.addAttribute("effect", effect);
        model.addAttribute("effectChanges", HtmlComparisons.part(effect, language, "h4"));
      }
    } catch (FaultException e) {
      model.addAttribute("effectFaults", e.findings());
    } catch (ProblemException e) {
      model.addAttribute("effectFaults", ChangeErrors.findings(e));
    } catch (DateTimeException e) {
      model.addAttribute(
          "effectFaults",
          ChangeErrors.findings(new IllegalArgumentException(month + " is not a month", e)));
    }
  }
}
