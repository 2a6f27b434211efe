package dev.tarife.web.pages.change;

import dev.tarife.bundle.BundleVersion;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.bundle.Reason;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.store.DraftRows;
import jakarta.annotation.security.RolesAllowed;
import java.security.Principal;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A draft or a bundle: its errors, its differences, its cost, and how it goes live. */
@Controller
class ProposalPage {
  private final Proposals proposals;
  private final ProposalView view;
  private final Bundles bundles;
  private final DraftRows drafts;

  ProposalPage(Proposals proposals, ProposalView view, Bundles bundles, DraftRows drafts) {
    this.proposals = proposals;
    this.view = view;
    this.bundles = bundles;
    this.drafts = drafts;
  }

  @GetMapping("/change/draft/{id}")
  @RolesAllowed("FINANCE")
  String draft(
      @PathVariable String id,
      @RequestParam(required = false) String month,
      @RequestHeader(name = "HX-Request", required = false) String part,
      Authentication user,
      Model model) {
    return show(proposals.draft(id, user.getName()), month, part, user, model);
  }

  @GetMapping("/change/bundle/{version}")
  String bundle(
      @PathVariable String version,
      @RequestParam(required = false) String month,
      @RequestHeader(name = "HX-Request", required = false) String part,
      Authentication user,
      Model model) {
    return show(proposals.bundle(version(version)), month, part, user, model);
  }

  /** A draft's examination, for a page that waits for it. */
  @GetMapping("/change/draft/{id}/examined")
  @RolesAllowed("FINANCE")
  String examinedDraft(@PathVariable String id, Authentication user, Model model) {
    view.fill(model, proposals.draft(id, user.getName()), user);
    return "proposal :: examined";
  }

  /** A bundle's examination, for a page that waits for it. */
  @GetMapping("/change/bundle/{version}/examined")
  String examinedBundle(@PathVariable String version, Authentication user, Model model) {
    view.fill(model, proposals.bundle(version(version)), user);
    return "proposal :: examined";
  }

  /** How far a draft's examination has come. */
  @GetMapping("/change/draft/{id}/progress")
  @RolesAllowed("FINANCE")
  String draftProgress(@PathVariable String id, Principal user, Model model) {
    model.addAttribute("step", view.step(proposals.draft(id, user.getName())));
    return "proposal :: step";
  }

  /** How far a bundle's examination has come. */
  @GetMapping("/change/bundle/{version}/progress")
  String bundleProgress(@PathVariable String version, Model model) {
    model.addAttribute("step", view.step(proposals.bundle(version(version))));
    return "proposal :: step";
  }

  @PostMapping("/change/draft/{id}/submit")
  @RolesAllowed("FINANCE")
  ModelAndView submit(
      @PathVariable String id,
      @RequestParam String version,
      @RequestParam String why,
      Authentication user,
      Model model,
      RedirectAttributes next) {
    Proposal proposal = proposals.draft(id, user.getName());
    model.addAttribute("wantedVersion", version);
    model.addAttribute("wantedWhy", why);
    return tried(
        () ->
            proposals
                .submit(proposal, BundleVersion.parse(version.strip()), reason(user, why))
                .version(),
        "change.done.submitted",
        () -> proposal,
        user,
        model,
        next);
  }

  @PostMapping("/change/draft/{id}/discard")
  @RolesAllowed("FINANCE")
  String discard(@PathVariable String id, Principal user, RedirectAttributes next) {
    drafts.remove(id, user.getName());
    next.addFlashAttribute("done", "change.done.discarded");
    return "redirect:/change";
  }

  @PostMapping("/change/bundle/{version}/approve")
  @RolesAllowed("APPROVER")
  ModelAndView approve(
      @PathVariable String version,
      @RequestParam String why,
      Authentication user,
      Model model,
      RedirectAttributes next) {
    BundleVersion wanted = version(version);
    return tried(
        () -> {
          bundles.approve(wanted, reason(user, why));
          return wanted;
        },
        "change.done.approved",
        () -> proposals.bundle(wanted),
        user,
        model,
        next);
  }

  @PostMapping("/change/bundle/{version}/deploy")
  @RolesAllowed("APPROVER")
  ModelAndView deploy(
      @PathVariable String version,
      @RequestParam String why,
      Authentication user,
      Model model,
      RedirectAttributes next) {
    BundleVersion wanted = version(version);
    return tried(
        () -> {
          JournalEntry entry = bundles.deploy(wanted, reason(user, why));
          return entry.version();
        },
        "change.done.deployed",
        () -> proposals.bundle(wanted),
        user,
        model,
        next);
  }

  /** Does something, and shows the bundle; if it is refused, the page again with the reasons. */
  private ModelAndView tried(
      Supplier<BundleVersion> step,
      String done,
      Supplier<Proposal> proposal,
      Authentication user,
      Model model,
      RedirectAttributes next) {
    Findings refused;
    try {
      BundleVersion version = step.get();
      next.addFlashAttribute("done", done);
      next.addFlashAttribute("version", version.toString());
      return new ModelAndView("redirect:/change/bundle/" + version);
    } catch (FaultException e) {
      refused = e.findings();
    } catch (ProblemException e) {
      refused = ChangeErrors.findings(e);
    } catch (IllegalArgumentException e) {
      refused = ChangeErrors.findings(e);
    }
    model.addAttribute("faults", refused);
    view.fill(model, proposal.get(), user);
    return new ModelAndView("proposal", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private String show(
      Proposal proposal,
      @org.jspecify.annotations.Nullable String month,
      @org.jspecify.annotations.Nullable String part,
      Authentication user,
      Model model) {
    if (month != null) {
      view.fillEffect(model, proposal, month);
    }
    if (month != null && part != null) {
      model.addAttribute("apart", true);
      return "effect :: effect";
    }
    if (view.isExamined(proposal)) {
      view.fill(model, proposal, user);
    } else {
      // It takes seconds: the page comes at once, and fetches it.
      view.fillHead(model, proposal, user);
      model.addAttribute("checking", true);
      model.addAttribute("step", CheckStep.WAITING);
    }
    return "proposal";
  }

  private static Reason reason(Authentication user, String why) {
    return new Reason(user.getName(), why);
  }

  private static BundleVersion version(String text) {
    try {
      return BundleVersion.parse(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.notFound("There is no bundle " + text);
    }
  }
}
