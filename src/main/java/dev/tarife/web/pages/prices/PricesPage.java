package dev.tarife.web.pages.prices;

import dev.tarife.table.Catalogue;
import dev.tarife.table.Charge;
import dev.tarife.table.PriceRow;
import dev.tarife.table.Tables;
import dev.tarife.web.billing.PriceList;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.pages.Words;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.LoadedBundle;
import dev.tarife.web.rating.WorkQueue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The prices of the live bundle: browsed, each with its history, and its workbooks to take along.
 */
@Controller
class PricesPage {
  private static final int PAGE = 100;
  private static final MediaType WORKBOOK =
      MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

  private final Bundles bundles;
  private final PriceHistory history;
  private final WorkQueue workshop;
  private final PriceTable table;
  private final Words words;
  private final Clock clock;

  PricesPage(
      Bundles bundles,
      PriceHistory history,
      WorkQueue workshop,
      PriceTable table,
      Words words,
      Clock clock) {
    this.bundles = bundles;
    this.history = history;
    this.workshop = workshop;
    this.table = table;
    this.words = words;
    this.clock = clock;
  }

  /**
   * A heading that sorts.
   *
   * @param column by which
   * @param sorted ascending or descending, where the table is sorted by it
   * @param link to the table sorted by it, or the other way round
   */
  record Heading(String column, @Nullable String sorted, String link) {}

  @GetMapping("/prices")
  String list(
      @RequestParam Map<String, String> fields,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
      @RequestHeader(name = "HX-History-Restore-Request", required = false) @Nullable String whole,
      Model model) {
    LoadedBundle priced = bundles.live();
    Tables tables = priced.tables();
    LocalDate day = day(fields.get("day"));
    String sort = text(fields.get("sort"));
    List<PriceTable.Shown> found =
        table.find(
            tables.catalogue(),
            PriceList.inForce(tables, day, wanted(fields)),
            text(fields.get("search")),
            sort);
    int page = page(fields.get("page"), found.size());
    int from = (page - 1) * PAGE;
    model.addAttribute("catalogue", tables.catalogue());
    model.addAttribute("version", priced.bundle().manifest().version().toString());
    model.addAttribute("fields", fields);
    model.addAttribute("day", day);
    model.addAttribute("count", found.size());
    model.addAttribute("page", page);
    model.addAttribute("pages", Math.max(1, (found.size() + PAGE - 1) / PAGE));
    model.addAttribute("query", query(fields, day, sort));
    model.addAttribute("headings", headings(fields, day, sort));
    model.addAttribute("sorts", sorts(sort));
    model.addAttribute("prices", found.subList(from, Math.min(found.size(), from + PAGE)));
    if (part != null && whole == null) {
      return "prices :: found";
    }
    model.addAttribute("charges", charges(tables));
    model.addAttribute("workbooks", priced.bundle().manifest().workbooks().keySet());
    return "prices";
  }

  /** One price through time. */
  @GetMapping("/prices/history")
  String history(@RequestParam String item, Model model) {
    Tables tables = bundles.live().tables();
    List<PriceHistory.Step> steps = workshop.run(() -> history.of(item));
    PriceRow like =
        steps.stream()
            .flatMap(step -> step.rows().stream())
            .findFirst()
            .orElseThrow(() -> ProblemException.notFound("There is no price of " + item));
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    model.addAttribute("shown", table.shown(tables.catalogue(), like));
    model.addAttribute("steps", steps);
    model.addAttribute("shares", shares(steps));
    model.addAttribute("tiers", steps.stream().mapToInt(s -> s.prices().size()).max().orElse(1));
    model.addAttribute("today", today);
    model.addAttribute(
        "now",
        steps.stream()
            .filter(step -> step.from() == null || !step.from().isAfter(today))
            .reduce((one, next) -> next)
            .orElse(null));
    model.addAttribute("currency", tables.catalogue().settings().currency());
    return "history";
  }

  /** A workbook of the live bundle, byte for byte. */
  @GetMapping("/prices/workbooks/{name}")
  ResponseEntity<byte[]> workbook(@PathVariable String name) {
    LoadedBundle priced = bundles.live();
    byte[] content =
        Optional.ofNullable(bundles.workbooks(priced.file()).get(name))
            .orElseThrow(() -> ProblemException.notFound("There is no workbook " + name));
    return ResponseEntity.ok()
        .contentType(WORKBOOK)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString())
        .body(content);
  }

  /** The charges that have a price, by the name of their area. */
  private Map<String, List<Map.Entry<String, String>>> charges(Tables tables) {
    Catalogue catalogue = tables.catalogue();
    Map<String, List<Map.Entry<String, String>>> byArea = new LinkedHashMap<>();
    List<String> priced =
        Stream.concat(tables.prices().stream(), tables.card().rows().stream())
            .map(PriceRow::charge)
            .distinct()
            .toList();
    for (Charge charge : catalogue.charges().values()) {
      if (priced.contains(charge.code())) {
        byArea
            .computeIfAbsent(words.area(catalogue, charge.area()), area -> new ArrayList<>())
            .add(Map.entry(charge.code(), words.name(charge.name(), charge.nameTr())));
      }
    }
    return byArea;
  }

  /** By how much each step changed the first tier's price; null where there is none to compare. */
  private static List<@Nullable BigDecimal> shares(List<PriceHistory.Step> steps) {
    List<@Nullable BigDecimal> shares = new ArrayList<>();
    BigDecimal before = null;
    for (PriceHistory.Step step : steps) {
      BigDecimal now = step.prices().isEmpty() ? null : step.prices().get(0).value();
      shares.add(
          now == null || before == null || before.signum() == 0
              ? null
              : now.subtract(before).divide(before, 4, RoundingMode.HALF_UP));
      before = now;
    }
    return shares;
  }

  private static Map<String, Heading> headings(
      Map<String, String> fields, LocalDate day, String sort) {
    Map<String, Heading> headings = new LinkedHashMap<>();
    for (String column : PriceTable.COLUMNS) {
      boolean up = sort.equals(column);
      String sorted = up ? "ascending" : sort.equals("-" + column) ? "descending" : null;
      headings.put(
          column, new Heading(column, sorted, query(fields, day, (up ? "-" : "") + column)));
    }
    return headings;
  }

  /** What a list offers to sort by, and whether it is chosen. */
  private static Map<String, Boolean> sorts(String sort) {
    Map<String, Boolean> sorts = new LinkedHashMap<>();
    for (String column : PriceTable.COLUMNS) {
      sorts.put(column, sort.equals(column));
      sorts.put("-" + column, sort.equals("-" + column));
    }
    return sorts;
  }

  private static PriceList.Wanted wanted(Map<String, String> fields) {
    return new PriceList.Wanted(
        given(fields.get("charge")),
        given(fields.get("plan")),
        given(fields.get("region")),
        given(fields.get("country")),
        given(fields.get("type")));
  }

  private static String text(@Nullable String field) {
    return field == null ? "" : field.strip();
  }

  private static @Nullable String given(@Nullable String field) {
    return field == null || field.isBlank() ? null : field;
  }

  private LocalDate day(@Nullable String field) {
    try {
      return given(field) == null
          ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
          : LocalDate.parse(Objects.requireNonNull(field));
    } catch (DateTimeException e) {
      throw ProblemException.bad(
          "The day (" + field + ") is not a date; write one such as 2024-05-31");
    }
  }

  private static int page(@Nullable String field, int found) {
    int last = Math.max(1, (found + PAGE - 1) / PAGE);
    return field != null && field.matches("[0-9]{1,6}")
        ? Math.max(1, Math.min(last, Integer.parseInt(field)))
        : 1;
  }

  /** The filters as a link has them, without the page. */
  private static String query(Map<String, String> fields, LocalDate day, String sort) {
    UriComponentsBuilder query = UriComponentsBuilder.fromPath("/prices");
    Map<String, String> values = new LinkedHashMap<>(fields);
    values.put("sort", sort);
    for (String name : List.of("search", "charge", "plan", "region", "country", "type", "sort")) {
      if (given(values.get(name)) != null) {
        query.queryParam(name, "{" + name + "}");
      }
    }
    query.queryParam("day", day);
    return query.encode().buildAndExpand(values).toUriString();
  }
}
