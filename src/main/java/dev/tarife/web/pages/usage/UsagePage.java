package dev.tarife.web.pages.usage;

import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import dev.tarife.model.Period;
import dev.tarife.model.Place;
import dev.tarife.model.Rejection;
import dev.tarife.web.billing.Previews;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.pages.Rights;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.WorkQueue;
import dev.tarife.web.store.Accounts;
import dev.tarife.web.store.ListSlice;
import dev.tarife.web.store.PartyNames;
import dev.tarife.web.store.usage.StoredUsages;
import jakarta.annotation.security.RolesAllowed;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What usage there is of whom, what of it nothing charges, and where more comes in. */
@Controller
class UsagePage {
  private static final int DELIVERIES = 50;

  /** The number of an upload. */
  private static final String NUMBER = "[0-9]{1,18}";

  private final Deliveries deliveries;
  private final Accounts accounts;
  private final StoredUsages usages;
  private final PartyNames names;
  private final Previews previews;
  private final Bundles bundles;
  private final WorkQueue workshop;
  private final Rights rights;

  UsagePage(
      Deliveries deliveries,
      Accounts accounts,
      StoredUsages usages,
      PartyNames names,
      Previews previews,
      Bundles bundles,
      WorkQueue workshop,
      Rights rights) {
    this.deliveries = deliveries;
    this.accounts = accounts;
    this.usages = usages;
    this.names = names;
    this.previews = previews;
    this.bundles = bundles;
    this.workshop = workshop;
    this.rights = rights;
  }

  @GetMapping("/usage")
  String show(
      @RequestParam(required = false) @Nullable String account,
      @RequestParam(required = false) @Nullable String month,
      @RequestParam(required = false) @Nullable String before,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
      Authentication user,
      Model model) {
    List<String> ids = accounts.ids();
    String shown = account != null ? account : ids.isEmpty() ? null : ids.get(0);
    if (shown != null && month != null) {
      fillRejected(model, shown, month);
    }
    if (month != null && part != null) {
      return "rejected :: rejected";
    }
    model.addAttribute("accounts", ids);
    model.addAttribute("account", shown);
    model.addAttribute("brings", rights.brings(user));
    if (shown != null) {
      SortedMap<YearMonth, Long> months = new TreeMap<>(Comparator.reverseOrder());
      usages.months(shown).forEach((m, records) -> months.put(YearMonth.parse(m), records));
      model.addAttribute("months", months);
      ListSlice slice = new ListSlice(later(before) ? before : null, DELIVERIES);
      model.addAttribute("batches", usages.part(shown, slice));
      model.addAttribute("later", later(before));
      model.addAttribute("name", names.of(shown));
    }
    return "usage";
  }

  private static boolean later(@Nullable String before) {
    return before != null && before.matches(NUMBER);
  }

  @PostMapping("/usage")
  @RolesAllowed("FINANCE")
  ModelAndView take(
      @RequestParam String account,
      @RequestParam List<MultipartFile> files,
      Authentication user,
      Model model) {
    List<Delivered> delivered = new ArrayList<>();
    for (MultipartFile file : files) {
      delivered.add(deliveries.take(account, file, user.getName()));
    }
    model.addAttribute("delivered", delivered);
    boolean all = delivered.stream().allMatch(one -> one.batch() != null);
    return new ModelAndView(
        show(account, null, null, null, user, model),
        model.asMap(),
        all ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  @PostMapping("/usage/accounts")
  @RolesAllowed("FINANCE")
  ModelAndView describe(
      @RequestParam MultipartFile file, Authentication user, Model model, RedirectAttributes next) {
    try {
      String id = deliveries.describe(file, user.getName());
      next.addFlashAttribute("described", id);
      next.addAttribute("account", id);
      return new ModelAndView("redirect:/usage");
    } catch (FaultException e) {
      model.addAttribute("faults", e.findings());
    } catch (ProblemException e) {
      model.addAttribute("faults", List.of(e.problem().title()));
    }
    return new ModelAndView(
        show(null, null, null, null, user, model), model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
  }

  /** Names an account, as invoices show it from then on. */
  @PostMapping("/usage/accounts/name")
  @RolesAllowed("FINANCE")
  String name(
      @RequestParam String account,
      @RequestParam String name,
      Authentication user,
      RedirectAttributes next) {
    names.put(account, name, user.getName());
    next.addFlashAttribute("described", account);
    next.addAttribute("account", account);
    return "redirect:/usage";
  }

  /** The usage of a month that is not charged. */
  private void fillRejected(Model model, String account, String month) {
    model.addAttribute("month", month);
    try {
      Period period = new Period(YearMonth.parse(month));
      List<Rejection> rejected =
          workshop
              .run(() -> previews.preview(account, period, bundles.live()))
              .invoices()
              .get(0)
              .rejected();
      model.addAttribute("rejected", rejected);
      model.addAttribute("rejectedMonth", period.month());
      model.addAttribute("rejectedRecords", rejected.stream().mapToLong(Rejection::records).sum());
    } catch (FaultException e) {
      model.addAttribute("rejectedFaults", e.findings());
    } catch (ProblemException e) {
      model.addAttribute("rejectedFaults", List.of(e.problem().title()));
    } catch (DateTimeException e) {
      model.addAttribute(
          "rejectedFaults",
          List.of(
              Finding.error(Place.ofFile("month"), "is not a month", "write one such as 2024-05")));
    }
  }
}
