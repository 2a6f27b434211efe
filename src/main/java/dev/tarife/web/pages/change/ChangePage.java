package dev.tarife.web.pages.change;

import dev.tarife.bundle.BundleVersion;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.bundle.Reason;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.table.read.TablesReader;
import dev.tarife.web.api.Uploads;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.pages.Rights;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.store.Audit;
import dev.tarife.web.store.Draft;
import dev.tarife.web.store.DraftRows;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The versions in force, waiting and earlier, and the upload of edited workbooks. */
@Controller
class ChangePage {
  private static final int SHOWN = 50;

  /** More than are shown: the journal has other entries too. */
  private static final int READ = 500;

  private static final Set<String> OF_BUNDLES =
      Set.of("submit-bundle", "approve-bundle", "deploy-bundle", "roll-back-bundle");

  private final Bundles bundles;
  private final DraftRows drafts;
  private final Audit audit;
  private final Rights rights;
  private final Uploads uploads;

  ChangePage(Bundles bundles, DraftRows drafts, Audit audit, Rights rights, Uploads uploads) {
    this.bundles = bundles;
    this.drafts = drafts;
    this.audit = audit;
    this.rights = rights;
    this.uploads = uploads;
  }

  @GetMapping("/change")
  String show(Authentication user, Model model) {
    model.addAttribute("versions", Versions.of(bundles.journal()));
    model.addAttribute("drafts", DraftEntry.of(drafts.of(user.getName()), bundles.journal()));
    model.addAttribute("longestTitle", DraftRows.LONGEST_TITLE);
    model.addAttribute(
        "journal",
        audit.latest(Long.MAX_VALUE, READ).stream()
            .filter(entry -> OF_BUNDLES.contains(entry.action()))
            .limit(SHOWN)
            .toList());
    model.addAttribute("workbooks", String.join(", ", TablesReader.ALL));
    model.addAttribute("brings", rights.brings(user));
    model.addAttribute("approves", rights.approves(user));
    return "change";
  }

  @PostMapping("/change")
  @RolesAllowed("FINANCE")
  ModelAndView upload(
      @RequestParam List<MultipartFile> files,
      @RequestParam(defaultValue = "") String title,
      Authentication user,
      Model model) {
    try {
      String base = bundles.liveEntry().map(JournalEntry::file).orElse("");
      Draft draft =
          drafts.add(user.getName(), title(title), base, Upload.workbooks(files, uploads));
      return new ModelAndView("redirect:/change/draft/" + draft.id());
    } catch (FaultException e) {
      return refused(e.findings(), user, model);
    }
  }

  private static String title(String said) {
    String title = said.strip();
    if (title.codePointCount(0, title.length()) > DraftRows.LONGEST_TITLE) {
      throw ProblemException.bad(
          "The title has more than " + DraftRows.LONGEST_TITLE + " characters; shorten it");
    }
    return title;
  }

  @PostMapping("/change/rollback")
  @RolesAllowed("APPROVER")
  ModelAndView rollBack(
      @RequestParam String to,
      @RequestParam String why,
      Authentication user,
      Model model,
      RedirectAttributes next) {
    try {
      JournalEntry done =
          bundles.rollback(BundleVersion.parse(to), new Reason(user.getName(), why));
      next.addFlashAttribute("done", "change.done.rolled-back");
      next.addFlashAttribute("version", done.version().toString());
      return new ModelAndView("redirect:/change");
    } catch (FaultException e) {
      return refused(e.findings(), user, model);
    } catch (ProblemException e) {
      return refused(ChangeErrors.findings(e), user, model);
    } catch (IllegalArgumentException e) {
      return refused(ChangeErrors.findings(e), user, model);
    }
  }

  private ModelAndView refused(Findings findings, Authentication user, Model model) {
    model.addAttribute("faults", findings);
    return new ModelAndView(show(user, model), model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
  }
}
