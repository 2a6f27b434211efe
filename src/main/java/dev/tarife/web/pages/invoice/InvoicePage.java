package dev.tarife.web.pages.invoice;

import dev.tarife.model.Invoice;
import dev.tarife.model.Period;
import dev.tarife.rating.Explanation;
import dev.tarife.report.LineExplanation;
import dev.tarife.table.Catalogue;
import dev.tarife.web.billing.Documents;
import dev.tarife.web.billing.Issuing;
import dev.tarife.web.billing.MonthProgress;
import dev.tarife.web.billing.Previews;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.pages.InvoiceView;
import dev.tarife.web.pages.Words;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.LoadedBundle;
import dev.tarife.web.rating.WorkQueue;
import dev.tarife.web.store.PartyNames;
import dev.tarife.web.store.invoice.StoredInvoice;
import dev.tarife.web.store.invoice.StoredInvoices;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** Invoices: those that were issued, and what a month comes to as it stands. */
@Controller
class InvoicePage {
  private final Months months;
  private final StoredInvoices invoices;
  private final PartyNames names;
  private final Previews previews;
  private final Issuing issuing;
  private final MonthProgress courses;
  private final Bundles bundles;
  private final WorkQueue workshop;
  private final Words words;
  private final Clock clock;

  InvoicePage(
      Months months,
      StoredInvoices invoices,
      PartyNames names,
      Previews previews,
      Issuing issuing,
      MonthProgress courses,
      Bundles bundles,
      WorkQueue workshop,
      Words words,
      Clock clock) {
    this.months = months;
    this.invoices = invoices;
    this.names = names;
    this.previews = previews;
    this.issuing = issuing;
    this.courses = courses;
    this.bundles = bundles;
    this.workshop = workshop;
    this.words = words;
    this.clock = clock;
  }

  /** The list, or with htmx the part of it that shows what was found. */
  @GetMapping("/invoice")
  String list(
      @RequestParam Map<String, String> fields,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
      HttpServletResponse response,
      Model model) {
    MonthList.Asked asked = MonthList.Asked.of(fields);
    int page = fields.getOrDefault("page", "").matches("[0-9]{1,6}") ? number(fields) : 1;
    MonthList list = MonthList.of(months.all(), asked, page);
    model.addAttribute("list", list);
    model.addAttribute(
        "states", Arrays.stream(Months.State.values()).map(Months.State::code).toList());
    if (part != null) {
      response.setHeader("HX-Replace-Url", asked.page(list.slice().number()));
      return "invoice :: found";
    }
    return "invoice";
  }

  private static int number(Map<String, String> fields) {
    return Integer.parseInt(String.valueOf(fields.get("page")));
  }

  /** An issued invoice. */
  @GetMapping("/invoice/{id}")
  String issued(@PathVariable String id, Model model) {
    StoredInvoice stored = stored(id);
    return document(invoice(stored), catalogue(stored), stored, "/invoice/" + id, "", model);
  }

  /** A month as it stands. */
  @GetMapping("/invoice/preview")
  String preview(@RequestParam String account, @RequestParam String month, Model model) {
    Period period = period(month);
    LoadedBundle priced = bundles.live();
    boolean ended = !clock.instant().isBefore(period.end());
    model.addAttribute("ended", ended);
    model.addAttribute("before", invoices.of(account, month));
    return document(
        preview(account, period, priced),
        priced.tables().catalogue(),
        null,
        "/invoice/preview",
        "account=" + encoded(account) + "&month=" + period + "&",
        model);
  }

  private String document(
      Invoice invoice,
      Catalogue catalogue,
      @Nullable StoredInvoice stored,
      String base,
      String query,
      Model model) {
    model.addAttribute("view", InvoiceView.of(invoice, catalogue, words));
    model.addAttribute("stored", stored);
    model.addAttribute(
        "parties",
        stored == null ? names.parties(invoice.account()) : names.ofInvoice(stored.id()));
    model.addAttribute("base", base);
    model.addAttribute("query", query);
    return "document";
  }

  @GetMapping("/invoice/{id}/why/{number}")
  String why(@PathVariable String id, @PathVariable int number, Model model) {
    LineExplanation story =
        invoices
            .line(id, number)
            .map(line -> Documents.story(line.story()))
            .orElseThrow(() -> ProblemException.notFound("There is no line " + number));
    model.addAttribute("story", story);
    return "lines :: why";
  }

  @GetMapping("/invoice/preview/why/{number}")
  String why(
      @RequestParam String account,
      @RequestParam String month,
      @PathVariable int number,
      Model model) {
    LoadedBundle priced = bundles.live();
    Explanation explanation = workshop.run(() -> previews.explain(account, period(month), priced));
    if (number < 1 || number > explanation.lines().size()) {
      throw ProblemException.notFound("There is no line " + number);
    }
    model.addAttribute(
        "story",
        LineExplanation.of(
            explanation.lines().get(number - 1), explanation.invoice(), priced.engine()::cells));
    return "lines :: why";
  }

  /** How an issued month grew, rated with the bundle of its invoice. */
  @GetMapping("/invoice/{id}/course")
  String course(@PathVariable String id, Model model) {
    StoredInvoice stored = stored(id);
    return course(
        stored.account(), period(stored.period()), bundles.of(stored.bundleFile()), model);
  }

  @GetMapping("/invoice/preview/course")
  String course(@RequestParam String account, @RequestParam String month, Model model) {
    return course(account, period(month), bundles.live(), model);
  }

  private String course(String account, Period period, LoadedBundle priced, Model model) {
    model.addAttribute("points", workshop.run(() -> courses.of(account, period, priced)));
    model.addAttribute("currency", priced.tables().catalogue().settings().currency());
    model.addAttribute("minorUnits", priced.tables().catalogue().settings().minorUnits());
    return "document :: course";
  }

  @GetMapping("/invoice/{id}/download")
  ResponseEntity<byte[]> download(@PathVariable String id, @RequestParam String format) {
    StoredInvoice stored = stored(id);
    return Download.of(invoice(stored), catalogue(stored), id, format);
  }

  @GetMapping("/invoice/preview/download")
  ResponseEntity<byte[]> download(
      @RequestParam String account, @RequestParam String month, @RequestParam String format) {
    Period period = period(month);
    LoadedBundle priced = bundles.live();
    return Download.of(
        preview(account, period, priced),
        priced.tables().catalogue(),
        account + "-" + period + "-preview",
        format);
  }

  /** Issues the invoice of a month, or a correction of it. */
  @PostMapping("/invoice/issue")
  @RolesAllowed("FINANCE")
  String issue(
      @RequestParam String account,
      @RequestParam String month,
      @RequestParam(defaultValue = "false") boolean allowRejected,
      Principal user) {
    String id =
        workshop
            .run(() -> issuing.issue(account, period(month), user.getName(), allowRejected))
            .stored()
            .id();
    return "redirect:/invoice/" + encoded(id);
  }

  private Invoice preview(String account, Period period, LoadedBundle priced) {
    return workshop.run(() -> previews.preview(account, period, priced)).invoices().get(0);
  }

  private StoredInvoice stored(String id) {
    return invoices
        .find(id)
        .orElseThrow(() -> ProblemException.notFound("There is no invoice " + id));
  }

  private Invoice invoice(StoredInvoice stored) {
    return IssuedDocument.of(stored, invoices.lines(stored.id()));
  }

  private Catalogue catalogue(StoredInvoice stored) {
    return bundles.of(stored.bundleFile()).tables().catalogue();
  }

  private static Period period(String month) {
    try {
      return new Period(YearMonth.parse(month));
    } catch (DateTimeException e) {
      throw ProblemException.bad("The month (" + month + ") is none; write one such as 2024-05");
    }
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }
}
