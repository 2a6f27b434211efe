package dev.tarife.web.pages.estimate;

import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import dev.tarife.rating.Explanation;
import dev.tarife.report.LineExplanation;
import dev.tarife.table.Catalogue;
import dev.tarife.web.billing.Estimates;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.pages.InvoiceView;
import dev.tarife.web.pages.Words;
import dev.tarife.web.rating.LoadedBundle;
import dev.tarife.web.rating.RatedMonth;
import dev.tarife.web.rating.WorkQueue;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** The calculator: from counts to the cost of a month, and what it consists of. */
@Controller
class EstimatePage {
  private static final int MONTHS_BEFORE = 12;
  private static final int MONTHS_AFTER = 12;

  private final Bundles bundles;
  private final Estimates estimates;
  private final WorkQueue workshop;
  private final Words words;
  private final Clock clock;

  EstimatePage(Bundles bundles, Estimates estimates, WorkQueue workshop, Words words, Clock clock) {
    this.bundles = bundles;
    this.estimates = estimates;
    this.workshop = workshop;
    this.words = words;
    this.clock = clock;
  }

  /** The questions of an area. */
  record Section(String name, boolean open, List<Answers.Answer> answers) {}

  /** The page, or with htmx the part of it that shows the result. */
  @GetMapping("/estimate")
  String show(
      @RequestParam Map<String, String> fields,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
      HttpServletResponse response,
      Model model) {
    LoadedBundle priced = bundles.live();
    EstimateForm asked = EstimateForm.of(priced.tables(), fields, present());
    model.addAttribute("asked", asked);
    model.addAttribute("link", asked.link());
    model.addAttribute("faulty", asked.answers().isFaulty());
    if (!asked.answers().isFaulty()) {
      model.addAttribute("view", view(priced, asked));
    }
    if (part != null) {
      response.setHeader("HX-Replace-Url", asked.link());
      return "estimate :: result";
    }
    Catalogue catalogue = priced.tables().catalogue();
    model.addAttribute("catalogue", catalogue);
    model.addAttribute("months", months(asked.month()));
    model.addAttribute("sections", sections(catalogue, asked.answers()));
    model.addAttribute("presets", Preset.of(priced.tables().calculator(), asked));
    return "estimate";
  }

  /** What the same usage costs in each Region and with each plan. */
  @GetMapping("/estimate/compare")
  String compare(@RequestParam Map<String, String> fields, Model model) {
    LoadedBundle priced = bundles.live();
    EstimateForm asked = EstimateForm.of(priced.tables(), fields, present());
    if (asked.answers().isFaulty()) {
      throw FaultException.of(
          Place.ofFile("the estimate"), "an answer is not a number", "correct the marked fields");
    }
    // The thread that rates does not know the reader's language.
    Locale locale = LocaleContextHolder.getLocale();
    model.addAttribute(
        "alternatives",
        workshop.run(
            () -> {
              LocaleContextHolder.setLocale(locale);
              try {
                return Alternatives.of(priced, asked, estimates, words);
              } finally {
                LocaleContextHolder.resetLocaleContext();
              }
            }));
    return "compared :: compared";
  }

  /** Why a line of an estimate is as it is. */
  @GetMapping("/estimate/why/{number}")
  String why(@PathVariable int number, @RequestParam Map<String, String> fields, Model model) {
    LoadedBundle priced = bundles.live();
    EstimateForm asked = EstimateForm.of(priced.tables(), fields, present());
    Explanation explanation =
        workshop.run(() -> estimates.explain(priced, asked.request(currency(priced))));
    if (number < 1 || number > explanation.lines().size()) {
      throw FaultException.of(
          Place.ofFile("the estimate"), "there is no line " + number, "look at it anew");
    }
    model.addAttribute(
        "story",
        LineExplanation.of(
            explanation.lines().get(number - 1), explanation.invoice(), priced.engine()::cells));
    return "lines :: why";
  }

  private InvoiceView view(LoadedBundle priced, EstimateForm asked) {
    RatedMonth rated =
        workshop.run(() -> estimates.estimate(priced, asked.request(currency(priced))));
    return InvoiceView.of(rated.invoices().get(0), priced.tables().catalogue(), words);
  }

  private static String currency(LoadedBundle priced) {
    return priced.tables().catalogue().settings().currency();
  }

  private List<Section> sections(Catalogue catalogue, Answers answers) {
    Map<String, List<Answers.Answer>> byArea = new LinkedHashMap<>();
    for (Answers.Answer answer : answers.all()) {
      byArea.computeIfAbsent(answer.question().area(), area -> new ArrayList<>()).add(answer);
    }
    List<Section> sections = new ArrayList<>();
    byArea.forEach(
        (area, of) ->
            sections.add(
                new Section(
                    words.area(catalogue, area),
                    of.stream().anyMatch(answer -> !answer.count().isEmpty()),
                    of)));
    return sections;
  }

  private Set<YearMonth> months(YearMonth asked) {
    Set<YearMonth> months = new TreeSet<>();
    for (int i = -MONTHS_BEFORE; i <= MONTHS_AFTER; i++) {
      months.add(present().plusMonths(i));
    }
    months.add(asked);
    return months;
  }

  private YearMonth present() {
    return YearMonth.from(clock.instant().atOffset(java.time.ZoneOffset.UTC));
  }
}
