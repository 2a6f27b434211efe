package dev.tarife.web.pages.invoice;

import dev.tarife.web.pages.ListPage;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The months that somebody looks for, in the order they asked for.
 *
 * @param asked what they asked
 * @param slice a page of what was found
 * @param all how many months there are
 * @param months the months that can be chosen, the latest first
 */
record MonthList(Asked asked, ListPage<Months.Entry> slice, int all, List<YearMonth> months) {
  MonthList {
    months = List.copyOf(months);
  }

  /** What a list can be sorted by. */
  enum Order {
    MONTH(true),
    ACCOUNT(false),
    RECORDS(true),
    AMOUNT(true);

    /** Whether the largest comes first unless somebody asks otherwise. */
    private final boolean descends;

    Order(boolean descends) {
      this.descends = descends;
    }

    Comparator<Months.Entry> comparator() {
      return switch (this) {
        case MONTH -> Comparator.comparing(Months.Entry::month);
        case ACCOUNT -> Comparator.comparing(Months.Entry::called);
        case RECORDS -> Comparator.comparingLong(Months.Entry::records);
        case AMOUNT -> Comparator.comparing(Months.Entry::total);
      };
    }

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What is asked. A link has all of it.
   *
   * @param account part of an account's name or number; empty: any
   * @param month a month; null: any
   * @param state where it stands; null: anywhere
   * @param order what to sort by
   * @param turned whether to sort the other way round
   */
  record Asked(
      String account,
      @Nullable YearMonth month,
      Months.@Nullable State state,
      Order order,
      boolean turned) {
    /** Reads the fields of the form or of a link; what is unknown is as if it was left out. */
    static Asked of(Map<String, String> fields) {
      return new Asked(
          fields.getOrDefault("account", "").strip(),
          month(fields.get("month")),
          constant(Months.State.values(), fields.get("state")),
          orElse(constant(Order.values(), fields.get("sort")), Order.MONTH),
          "turned".equals(fields.get("order")));
    }

    private static @Nullable YearMonth month(@Nullable String text) {
      return text != null && text.matches("[0-9]{4}-(0[1-9]|1[0-2])")
          ? YearMonth.parse(text)
          : null;
    }

    private static <E extends Enum<E>> @Nullable E constant(E[] all, @Nullable String text) {
      for (E one : all) {
        if (one.name().toLowerCase(Locale.ROOT).equals(text)) {
          return one;
        }
      }
      return null;
    }

    private static Order orElse(@Nullable Order order, Order other) {
      return order == null ? other : order;
    }

    public String stateCode() {
      return state == null ? "" : state.code();
    }

    public String orderCode() {
      return order.code();
    }

    boolean finds(Months.Entry entry) {
      return entry.called().toLowerCase(Locale.ROOT).contains(account.toLowerCase(Locale.ROOT))
          && (month == null || month.equals(entry.month()))
          && (state == null || state == entry.state());
    }

    Comparator<Months.Entry> comparator() {
      Comparator<Months.Entry> first = order.comparator();
      return (order.descends == turned ? first : first.reversed())
          .thenComparing(Months.Entry::month, Comparator.reverseOrder())
          .thenComparing(Months.Entry::account);
    }

    /** How the column of an order is sorted, as {@code aria-sort} says it; null: it is not. */
    public @Nullable String sorted(String column) {
      return column.equals(order.code())
          ? order.descends == turned ? "ascending" : "descending"
          : null;
    }

    /** The list sorted by a column; by the one that it is sorted by, the other way round. */
    public String sortedBy(String column) {
      return link(column, column.equals(order.code()) && !turned, 1);
    }

    /** Another page of the list. */
    public String page(int number) {
      return link(order.code(), turned, number);
    }

    private String link(String sort, boolean turn, int page) {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("account", account);
      fields.put("month", month == null ? "" : month.toString());
      fields.put("state", stateCode());
      fields.put("sort", sort);
      fields.put("order", turn ? "turned" : "");
      fields.put("page", page == 1 ? "" : String.valueOf(page));
      UriComponentsBuilder link = UriComponentsBuilder.fromPath("/invoice");
      fields.forEach(
          (name, value) -> {
            if (!value.isEmpty()) {
              link.queryParam(name, "{" + name + "}");
            }
          });
      return link.encode().buildAndExpand(fields).toUriString();
    }
  }

  static MonthList of(Collection<Months.Entry> entries, Asked asked, int page) {
    List<Months.Entry> found =
        entries.stream().filter(asked::finds).sorted(asked.comparator()).toList();
    TreeSet<YearMonth> months = new TreeSet<>(Comparator.reverseOrder());
    entries.forEach(entry -> months.add(entry.month()));
    return new MonthList(asked, ListPage.of(found, page), entries.size(), List.copyOf(months));
  }
}
