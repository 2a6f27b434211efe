package dev.tarife.web.pages.administration;

import dev.tarife.report.CsvInvoices;
import dev.tarife.web.pages.Words;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.store.Audit;
import dev.tarife.web.store.ListPart;
import dev.tarife.web.store.ListSlice;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.text.Collator;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** The journal: searched, filtered, downloaded as CSV, and checked. */
@Controller
@RolesAllowed("ADMIN")
class JournalPage {
  private static final int PAGE = 100;
  private static final int EXPORT = 1_000;
  private static final List<String> FILTERS = List.of("search", "who", "action", "from", "to");

  private final Audit audit;
  private final Words words;

  JournalPage(Audit audit, Words words) {
    this.audit = audit;
    this.words = words;
  }

  @GetMapping("/administration/journal")
  String show(
      @RequestParam Map<String, String> fields,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
      @RequestHeader(name = "HX-History-Restore-Request", required = false) @Nullable String whole,
      Model model) {
    String after = fields.get("after");
    ListPart<Audit.Entry> found =
        audit.find(
            search(fields), new ListSlice(after == null || after.isEmpty() ? null : after, PAGE));
    model.addAttribute("fields", fields);
    model.addAttribute("entries", found.items());
    model.addAttribute("total", found.total());
    model.addAttribute("first", query(fields, "/administration/journal", null));
    model.addAttribute("begins", after == null || after.isEmpty());
    model.addAttribute(
        "next",
        found.next() == null ? null : query(fields, "/administration/journal", found.next()));
    model.addAttribute("csv", query(fields, "/administration/journal.csv", null));
    if (part != null && whole == null) {
      return "administration/journal :: found";
    }
    model.addAttribute("people", audit.people());
    model.addAttribute("actions", actions());
    return "administration/journal";
  }

  /** What is found, as a file: every entry, in the words of the journal itself. */
  @GetMapping("/administration/journal.csv")
  void export(@RequestParam Map<String, String> fields, HttpServletResponse response)
      throws IOException {
    Audit.Search search = search(fields);
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename("journal.csv").build().toString());
    try (Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
        CSVPrinter csv =
            new CSVPrinter(
                out,
                CSVFormat.DEFAULT
                    .builder()
                    .setRecordSeparator('\n')
                    .setHeader("number", "at", "who", "action", "subject", "detail", "sha256")
                    .get())) {
      String after = null;
      do {
        ListPart<Audit.Entry> part = audit.find(search, new ListSlice(after, EXPORT));
        part.items().forEach(entry -> write(csv, entry));
        after = part.next();
      } while (after != null);
    }
  }

  private static void write(CSVPrinter csv, Audit.Entry entry) {
    try {
      csv.printRecord(
          entry.seq(),
          entry.at(),
          CsvInvoices.text(entry.who()),
          CsvInvoices.text(entry.action()),
          CsvInvoices.text(entry.subject()),
          CsvInvoices.text(entry.detail()),
          entry.sha256());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Checks whether every entry is as it was written. */
  @PostMapping("/administration/journal/verify")
  String verify(RedirectAttributes next) {
    next.addFlashAttribute("damaged", audit.firstDamaged().orElse(0L));
    return "redirect:/administration/journal";
  }

  private Audit.Search search(Map<String, String> fields) {
    String text = fields.getOrDefault("search", "").strip();
    return new Audit.Search(
        text,
        text.isEmpty() ? Set.of() : named(text),
        fields.getOrDefault("who", ""),
        fields.getOrDefault("action", ""),
        day(fields.get("from")),
        day(fields.get("to")));
  }

  /** The actions that a text names in the reader's language. */
  private Set<String> named(String text) {
    Locale locale = LocaleContextHolder.getLocale();
    String wanted = text.toLowerCase(locale);
    return audit.actions().stream()
        .filter(action -> words.action(action).toLowerCase(locale).contains(wanted))
        .collect(Collectors.toSet());
  }

  private List<Words.Choice> actions() {
    Collator collator = Words.collator();
    return audit.actions().stream()
        .map(action -> new Words.Choice(action, words.action(action)))
        .sorted((one, other) -> collator.compare(one.name(), other.name()))
        .toList();
  }

  private static @Nullable LocalDate day(@Nullable String field) {
    try {
      return field == null || field.isBlank() ? null : LocalDate.parse(field);
    } catch (DateTimeException e) {
      throw ProblemException.bad(
          "The day (" + field + ") is not a date; write one such as 2024-05-31");
    }
  }

  private static String query(Map<String, String> fields, String path, @Nullable String after) {
    UriComponentsBuilder query = UriComponentsBuilder.fromPath(path);
    for (String name : FILTERS) {
      if (!fields.getOrDefault(name, "").isBlank()) {
        query.queryParam(name, "{" + name + "}");
      }
    }
    if (after != null) {
      query.queryParam("after", after);
    }
    return query.encode().buildAndExpand(fields).toUriString();
  }
}
