package dev.tarife.web.pages.prices;

import dev.tarife.table.Catalogue;
import dev.tarife.table.Charge;
import dev.tarife.table.PriceRow;
import dev.tarife.web.pages.Figures;
import dev.tarife.web.pages.Words;
import java.text.Collator;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Prices as a reader finds them: named in their language, searched by text, and sorted. */
@Component
class PriceTable {
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  /** What prices can be sorted by, in the order of the columns. */
  static final List<String> COLUMNS =
      List.of("charge", "region", "country", "type", "price", "since");

  private final Words words;
  private final Figures figures;

  PriceTable(Words words, Figures figures) {
    this.words = words;
    this.figures = figures;
  }

  /** A price in the reader's words. What its row is not limited to is empty. */
  record Shown(
      PriceRow row,
      String charge,
      String plan,
      String region,
      String country,
      String type,
      String unit) {}

  /** Names a price. */
  Shown shown(Catalogue catalogue, PriceRow row) {
    Charge charge = catalogue.charges().get(row.charge());
    return new Shown(
        row,
        words.charge(catalogue, row.charge()),
        row.plan() == null ? "" : words.plan(catalogue, row.plan()),
        row.region() == null ? "" : words.region(catalogue, row.region()),
        row.country() == null ? "" : words.country(catalogue, row.country()),
        row.numberType() == null ? "" : words.numberType(catalogue, row.numberType()),
        charge == null ? "" : words.unit(charge.unit()));
  }

  /**
   * Names prices, and keeps those that have every word of a search.
   *
   * @param search words in any order; case and accents do not count
   * @param sort one of {@link #COLUMNS}, with a hyphen before it for the reverse; anything else:
   *     the order of the workbooks
   */
  List<Shown> find(Catalogue catalogue, List<PriceRow> rows, String search, String sort) {
    List<String> wanted =
        Arrays.stream(SPACES.split(plain(search))).filter(word -> !word.isEmpty()).toList();
    Stream<Shown> found =
        rows.stream()
            .map(row -> shown(catalogue, row))
            .filter(price -> wanted.isEmpty() || has(catalogue, price, wanted));
    Comparator<Shown> order = order(sort);
    return (order == null ? found : found.sorted(order)).toList();
  }

  private boolean has(Catalogue catalogue, Shown price, List<String> wanted) {
    PriceRow row = price.row();
    Charge charge = catalogue.charges().get(row.charge());
    String text =
        plain(
            Stream.of(
                    price.charge(),
                    row.charge(),
                    charge == null ? "" : words.area(catalogue, charge.area()),
                    price.plan(),
                    price.region(),
                    row.region(),
                    price.country(),
                    row.country(),
                    price.type(),
                    row.numberType(),
                    price.unit(),
                    figures.number(row.unitPrice()),
                    row.origin().toString())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" ")));
    return wanted.stream().allMatch(text::contains);
  }

  /** Without case and accents: Çin is found by cin, and Isparta by ısparta. */
  private static String plain(String text) {
    String lower = text.toLowerCase(LocaleContextHolder.getLocale()).toLowerCase(Locale.ROOT);
    return MARKS
        .matcher(Normalizer.normalize(lower, Normalizer.Form.NFD))
        .replaceAll("")
        .replace('ı', 'i');
  }

  private static @Nullable Comparator<Shown> order(String sort) {
    boolean reverse = sort.startsWith("-");
    Comparator<Shown> order = orders().get(reverse ? sort.substring(1) : sort);
    return order == null ? null : reverse ? order.reversed() : order;
  }

  private static Map<String, Comparator<Shown>> orders() {
    Collator collator = Words.collator();
    Map<String, Comparator<Shown>> orders = new LinkedHashMap<>();
    orders.put("charge", (one, other) -> collator.compare(one.charge(), other.charge()));
    orders.put("region", (one, other) -> collator.compare(one.region(), other.region()));
    orders.put("country", (one, other) -> collator.compare(one.country(), other.country()));
    orders.put("type", (one, other) -> collator.compare(one.type(), other.type()));
    orders.put("price", Comparator.comparing(price -> price.row().unitPrice()));
    orders.put("since", Comparator.comparing(PriceTable::since));
    return orders;
  }

  private static LocalDate since(Shown price) {
    LocalDate from = price.row().effectiveFrom();
    return from == null ? LocalDate.MIN : from;
  }
}
