package dev.tarife.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.Money;
import dev.tarife.model.UsageRecord;
import dev.tarife.rating.ByHand.Ratio;
import dev.tarife.table.PriceRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * The totals of random invoices with tags, tiers, allowances, volume, package and flat prices, and
 * prices that change in the month, worked out again twice: from the records, and from the lines.
 */
class RecomputedTotalsTest {
  private static final Tariff FIRST = RandomMonth.FIRST.tariff();
  private static final Tariff SECOND = RandomMonth.SECOND.tariff();

  @Property(seed = "20240501", tries = 500, shrinking = ShrinkingMode.OFF)
  void bothTotalsAreThoseOfTheRecordsAndOfTheLines(@ForAll long seed) {
    List<UsageRecord> records = RandomMonth.records(random(seed));
    ByHand byHand = new ByHand(records);
    check(FIRST, records, byHand.first());
    check(SECOND, records, byHand.second());
  }

  private static void check(Tariff tariff, List<UsageRecord> records, Ratio exact) {
    Invoice invoice = RandomMonth.rate(tariff, records, "tag:team");
    assertThat(invoice.rejected()).isEmpty();
    assertThat(invoice.totalExact()).hasToString(exact.rounded(10));
    assertThat(invoice.total()).hasToString(exact.rounded(2));
    Ratio ofLines = ofLines(tariff, invoice);
    assertThat(ofLines.rounded(10)).isEqualTo(exact.rounded(10));
    assertThat(ofLines.rounded(2)).isEqualTo(exact.rounded(2));
  }

  /** From each line's quantity and the price in the row that it names. */
  private static Ratio ofLines(Tariff tariff, Invoice invoice) {
    Map<Object, PriceRow> rows =
        tariff.tables().prices().stream().collect(Collectors.toMap(PriceRow::origin, row -> row));
    Ratio sum = Ratio.ZERO;
    Money shown = Money.ZERO;
    for (LineItem line : invoice.lines()) {
      long perUnit =
          switch (line.unit()) {
            case "minute" -> 60;
            case "profile-month" -> 31;
            default -> 1;
          };
      // Records have at most one decimal, so that ten of a unit tell them exactly.
      BigDecimal base =
          line.quantity()
              .value()
              .multiply(BigDecimal.valueOf(perUnit))
              .setScale(3, RoundingMode.HALF_UP);
      Ratio amount = Ratio.of(base).over(perUnit).times(price(line, rows));
      sum = sum.plus(amount);
      shown = shown.plus(line.amount());
      assertThat(amount.minus(Ratio.of(line.amount().value())).times("10000000000"))
          .as(line.toString())
          .satisfies(
              off -> {
                assertThat(off.plus(Ratio.of("1.5")).signum()).isNotNegative();
                assertThat(off.minus(Ratio.of("1.5")).signum()).isNotPositive();
              });
    }
    assertThat(shown).isEqualTo(invoice.totalExact());
    return sum;
  }

  private static String price(LineItem line, Map<Object, PriceRow> rows) {
    List<PriceRow> named =
        line.sources().stream()
            .filter(source -> rows.containsKey(source.origin()))
            .map(source -> rows.get(source.origin()))
            .toList();
    if (line.kind().isFree()) {
      assertThat(named).isEmpty();
      return "0";
    }
    assertThat(named).hasSize(1);
    PriceRow row = named.get(0);
    if (row.freeQuantity() != null && line.unitPrice().isZero()) {
      return "0";
    }
    Money price =
        line.unit().equals("flat fee") ? Objects.requireNonNull(row.flatFee()) : row.unitPrice();
    assertThat(line.unitPrice()).isEqualTo(price);
    return price.toString();
  }

  @Property(seed = "20240501", tries = 150, shrinking = ShrinkingMode.OFF)
  void neitherTagsNorInstancesChangeATotal(@ForAll long seed) {
    Random random = random(seed);
    List<UsageRecord> records = RandomMonth.records(random);
    List<UsageRecord> moved = RandomMonth.moved(records, random);
    for (Tariff tariff : List.of(FIRST, SECOND)) {
      Invoice whole = tariff.rate(RandomMonth.ACCOUNT, TariffFixture.MAY, records);
      for (Invoice apart :
          List.of(
              RandomMonth.rate(tariff, records),
              RandomMonth.rate(tariff, records, "tag:team"),
              RandomMonth.rate(tariff, moved),
              RandomMonth.rate(tariff, moved, "tag:team"))) {
        assertThat(apart.totalExact()).isEqualTo(whole.totalExact());
        assertThat(apart.total()).isEqualTo(whole.total());
      }
    }
  }

  /** Seeds that are near each other give numbers that are not. */
  private static Random random(long seed) {
    return new Random(seed * 0x9E3779B97F4A7C15L);
  }
}
