package dev.tarife.web.billing;

import dev.tarife.table.PriceRow;
import dev.tarife.table.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The prices in force on a day. */
public final class PriceList {
  private PriceList() {}

  /**
   * Which prices are asked for; what is null may be anything.
   *
   * @param charge code of the charge
   * @param plan price plan
   * @param region AWS Region
   * @param country ISO 3166-1 alpha-2
   * @param numberType such as {@code did}
   */
  public record Wanted(
      @Nullable String charge,
      @Nullable String plan,
      @Nullable String region,
      @Nullable String country,
      @Nullable String numberType)
      implements Predicate<PriceRow> {
    @Override
    public boolean test(PriceRow row) {
      return matches(charge, row.charge())
          && matches(plan, row.plan())
          && matches(region, row.region())
          && matches(country, row.country())
          && matches(numberType, row.numberType());
    }

    /** A row that names nothing is for all. */
    private static boolean matches(@Nullable String asked, @Nullable String said) {
      return asked == null || said == null || said.equals(asked);
    }
  }

  /** Rows in force on a day, in the order of the workbooks: prices first, then rate cards. */
  public static List<PriceRow> inForce(Tables tables, LocalDate day, Wanted wanted) {
    List<PriceRow> rows = new ArrayList<>();
    for (List<PriceRow> sheet : List.of(tables.prices(), tables.card().rows())) {
      List<PriceRow> found = sheet.stream().filter(wanted).filter(row -> row.inForce(day)).toList();
      Map<String, LocalDate> latest = new HashMap<>();
      found.forEach(
          row ->
              latest.merge(
                  row.item(), since(row), (one, other) -> one.isAfter(other) ? one : other));
      // A row whose end is left open ends where a later row of the same begins.
      found.stream()
          .filter(row -> Objects.equals(latest.get(row.item()), since(row)))
          .forEach(rows::add);
    }
    return rows;
  }

  private static LocalDate since(PriceRow row) {
    return row.effectiveFrom() == null ? LocalDate.MIN : row.effectiveFrom();
  }
}
