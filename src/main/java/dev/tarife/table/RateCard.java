package dev.tarife.table;

import dev.tarife.model.Origin;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code telephony.xlsx}: thousands of prices by Region, country and number type, looked up rather
 * than made into rules.
 *
 * <p>A row names a Region, always. An empty plan, country or number type matches everything, and
 * the row that names more wins; where no row of its own exists, a stand-in's row is taken.
 */
public final class RateCard {
  private static final int COUNTRY = 1;
  private static final int NUMBER_TYPE = 2;
  private static final int PLAN = 4;

  /** Which columns a row may name, by how many. */
  private static final List<List<Integer>> BY_COUNT =
      List.of(
          List.of(0),
          List.of(COUNTRY, NUMBER_TYPE, PLAN),
          List.of(COUNTRY | NUMBER_TYPE, COUNTRY | PLAN, NUMBER_TYPE | PLAN),
          List.of(COUNTRY | NUMBER_TYPE | PLAN));

  private final List<PriceRow> rows;
  private final List<StandIn> standIns;
  private final Map<String, List<PriceRow>> byKey = new HashMap<>();
  private final Map<String, List<StandIn>> standInByKey = new HashMap<>();
  private final Set<String> charges = new TreeSet<>();
  private final boolean namesPlans;

  public RateCard(Collection<PriceRow> rows, Collection<StandIn> standIns) {
    this.rows = List.copyOf(rows);
    this.standIns = List.copyOf(standIns);
    for (PriceRow row : this.rows) {
      charges.add(row.charge());
      byKey
          .computeIfAbsent(
              key(row.charge(), row.region(), row.country(), row.numberType(), row.plan()),
              key -> new ArrayList<>(1))
          .add(row);
    }
    namesPlans = this.rows.stream().anyMatch(row -> row.plan() != null);
    for (StandIn standIn : this.standIns) {
      standInByKey
          .computeIfAbsent(
              key(standIn.charge(), "", standIn.country(), standIn.numberType(), null),
              key -> new ArrayList<>(1))
          .add(standIn);
    }
  }

  /** Every row, in the order of the workbook. */
  public List<PriceRow> rows() {
    return rows;
  }

  /** Every stand-in, in the order of the sheet. */
  public List<StandIn> standIns() {
    return standIns;
  }

  /** Whether any row prices a charge. */
  public boolean prices(String charge) {
    return charges.contains(charge);
  }

  /**
   * The rows in force on a day for a destination or number: all tiers of its own row, or of its
   * stand-in's. Empty where the card has none.
   *
   * @param plan of the instance on that day; null: usage of the whole account
   */
  public List<PriceRow> find(
      String charge,
      @Nullable String region,
      @Nullable String country,
      @Nullable String numberType,
      @Nullable String plan,
      LocalDate day) {
    if (!charges.contains(charge)) {
      return List.of();
    }
    String named = namesPlans ? plan : null;
    List<PriceRow> own = inForce(charge, region, country, numberType, named, day);
    if (!own.isEmpty()) {
      return own;
    }
    StandIn standIn = standIn(charge, country, numberType, day);
    return standIn == null
        ? List.of()
        : inForce(
            charge,
            region,
            standIn.pricedAsCountry() == null ? country : standIn.pricedAsCountry(),
            standIn.pricedAsNumberType() == null ? numberType : standIn.pricedAsNumberType(),
            named,
            day);
  }

  /**
   * The stand-in that would be used on a day for a destination or number without a row, or null.
   */
  public @Nullable StandIn standIn(
      String charge, @Nullable String country, @Nullable String numberType, LocalDate day) {
    return Stream.of(
            key(charge, "", country, numberType, null),
            key(charge, "", country, null, null),
            key(charge, "", null, numberType, null))
        .flatMap(key -> standInByKey.getOrDefault(key, List.of()).stream())
        .filter(standIn -> standIn.dates().contains(day))
        .findFirst()
        .orElse(null);
  }

  /**
   * The rows that name most. Of rows that name as many, those without a plan come first, then those
   * with a country; where both could apply, the check of the tables asks for a row that settles it.
   */
  private List<PriceRow> inForce(
      String charge,
      @Nullable String region,
      @Nullable String country,
      @Nullable String numberType,
      @Nullable String plan,
      LocalDate day) {
    int most = (country == null ? 0 : 1) + (numberType == null ? 0 : 1) + (plan == null ? 0 : 1);
    for (int named = most; named >= 0; named--) {
      for (int which : BY_COUNT.get(named)) {
        boolean lacks =
            ((which & COUNTRY) != 0 && country == null)
                || ((which & NUMBER_TYPE) != 0 && numberType == null)
                || ((which & PLAN) != 0 && plan == null);
        if (lacks) {
          continue;
        }
        List<PriceRow> found =
            newest(
                byKey.get(
                    key(
                        charge,
                        region,
                        (which & COUNTRY) == 0 ? null : country,
                        (which & NUMBER_TYPE) == 0 ? null : numberType,
                        (which & PLAN) == 0 ? null : plan)),
                day);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return List.of();
  }

  /** Of the rows in force on a day, those that came into force last: a later row replaces. */
  private static List<PriceRow> newest(@Nullable List<PriceRow> candidates, LocalDate day) {
    if (candidates == null) {
      return List.of();
    }
    List<PriceRow> newest = new ArrayList<>(1);
    for (PriceRow row : candidates) {
      if (!row.inForce(day)) {
        continue;
      }
      int later = newest.isEmpty() ? 1 : compare(row, newest.get(0));
      if (later > 0) {
        newest.clear();
      }
      if (later >= 0) {
        newest.add(row);
      }
    }
    return newest;
  }

  private static int compare(PriceRow a, PriceRow b) {
    LocalDate from = a.effectiveFrom() == null ? LocalDate.MIN : a.effectiveFrom();
    LocalDate other = b.effectiveFrom() == null ? LocalDate.MIN : b.effectiveFrom();
    return from.compareTo(other);
  }

  private static String key(
      String charge,
      @Nullable String region,
      @Nullable String country,
      @Nullable String numberType,
      @Nullable String plan) {
    return charge
        + '|'
        + (region == null ? "" : region)
        + '|'
        + (country == null ? "" : country)
        + '|'
        + (numberType == null ? "" : numberType)
        + (plan == null ? "" : '|' + plan);
  }

  /**
   * {@code telephony.xlsx}, Stand-ins: what is priced as something else, where no row of its own
   * exists.
   *
   * @param origin its row
   * @param charge the charge
   * @param country of this country; null: any
   * @param numberType of this type; null: any
   * @param pricedAsCountry the country whose row is taken; null: the same
   * @param pricedAsNumberType the type whose row is taken; null: the same
   * @param dates when
   */
  public record StandIn(
      Origin origin,
      String charge,
      @Nullable String country,
      @Nullable String numberType,
      @Nullable String pricedAsCountry,
      @Nullable String pricedAsNumberType,
      DateRange dates) {}
}
