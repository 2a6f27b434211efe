package dev.tarife.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.compare.LineDifference.Reach;
import dev.tarife.model.BundleId;
import dev.tarife.model.Carried;
import dev.tarife.model.Instance;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.LineKind;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Money;
import dev.tarife.model.Origin;
import dev.tarife.model.Period;
import dev.tarife.model.Quantity;
import dev.tarife.model.Rejection;
import dev.tarife.model.Source;
import dev.tarife.rating.price.AccountInstances;
import dev.tarife.rating.price.UnpricedReasons;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which line before is which line after, and which rows make the difference. */
class DifferenceTotalsTest {
  private static final Origin PRICE = new Origin("prices.xlsx", "Prices", 2);
  private static final Origin OTHER = new Origin("prices.xlsx", "Prices", 3);
  private static final TableDiff NOTHING = new TableDiff("a", "b", List.of(), List.of(), List.of());

  private static LineItem line(String charge, String quantity, String price, Origin origin) {
    return new LineItem(
        charge,
        charge,
        LineKind.USAGE,
        "main",
        "us-west-2",
        new TreeMap<>(),
        1,
        Quantity.of(quantity),
        "minute",
        Money.of(price),
        Money.of(price).times(Quantity.of(quantity), Quantity.ONE, 10),
        List.of(new Source(origin, "rule")),
        List.of());
  }

  private static Invoice invoice(String account, LineItem... lines) {
    Money total = Arrays.stream(lines).map(LineItem::amount).reduce(Money.ZERO, Money::plus);
    return new Invoice(
        account,
        new Period(YearMonth.of(2024, 5)),
        "USD",
        new BundleId("v", "h"),
        List.of(lines),
        List.of(),
        List.of(),
        total,
        total,
        Carried.NONE);
  }

  private static TableDiff changed(Origin before, Origin after, String column) {
    RowChange row =
        new RowChange(
            Map.of("Charge", "voice"),
            before,
            after,
            List.of(
                new CellChange(
                    column, null, null, null, new CellValue(CellValue.Type.NUMBER, "1"))));
    SheetChange sheet =
        new SheetChange(after.workbook(), after.sheet(), List.of(), List.of(), List.of(row), false);
    return new TableDiff("a", "b", List.of(sheet), List.of(), List.of());
  }

  private static List<LineDifference> differences(TableDiff tables, Invoice before, Invoice after) {
    DifferenceTotals tally = new DifferenceTotals(tables, 10);
    tally.add(before, after);
    return tally.lines().shown();
  }

  @Test
  void pairsLinesOfOnePriceThoughAnotherIsNew() {
    List<LineDifference> lines =
        differences(
            NOTHING,
            invoice("1", line("voice", "10", "0.02", PRICE)),
            invoice("1", line("voice", "4", "0.03", OTHER), line("voice", "6", "0.02", PRICE)));
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).before()).isNull();
    assertThat(lines.get(0).amounts().difference()).isEqualTo(Money.of("0.12"));
    assertThat(lines.get(1).amounts()).isEqualTo(new Amounts(Money.of("0.2"), Money.of("0.12")));
  }

  @Test
  void rowsOfTheLineComeFirstThenOfItsChargeThenOfTheAccount() {
    Invoice before =
        invoice("1", line("voice", "10", "0.02", PRICE), line("chat", "1", "0.5", OTHER));
    Invoice after =
        invoice("1", line("voice", "10", "0.03", PRICE), line("chat", "2", "0.5", OTHER));
    List<LineDifference> lines = differences(changed(PRICE, PRICE, "Unit price"), before, after);
    assertThat(lines.get(0).line().charge()).isEqualTo("chat");
    assertThat(lines.get(0).cause().reach()).isEqualTo(Reach.ACCOUNT);
    assertThat(lines.get(1).cause().reach()).isEqualTo(Reach.LINE);
    assertThat(lines.get(1).cause().rows()).hasSize(1);
  }

  @Test
  void aNoteMakesNoDifference() {
    List<LineDifference> lines =
        differences(
            changed(PRICE, PRICE, "Note"),
            invoice("1", line("voice", "10", "0.02", PRICE)),
            invoice("1", line("voice", "10", "0.03", PRICE)));
    assertThat(lines.get(0).cause()).isEqualTo(LineDifference.Cause.UNKNOWN);
  }

  @Test
  void aRowThatMovedIsFoundWhereItStoodAndStands() {
    List<LineDifference> lines =
        differences(
            changed(PRICE, OTHER, "Unit price"),
            invoice("1", line("voice", "10", "0.02", PRICE)),
            invoice("1", line("voice", "10", "0.03", OTHER)));
    assertThat(lines.get(0).cause().reach()).isEqualTo(Reach.LINE);
    assertThat(lines.get(0).cause().rows()).hasSize(1);
  }

  @Test
  void theSettingsAndTheUnitOfALineCanBeTheCause() {
    for (String sheet : List.of("Settings", "Units", "Charges")) {
      Origin origin = new Origin("charges.xlsx", sheet, 4);
      RowChange row =
          new RowChange(
              Map.of("Charge", "voice", "Unit", "minute"),
              origin,
              origin,
              List.of(new CellChange("Value", null, null, null, null)));
      TableDiff tables =
          new TableDiff(
              "a",
              "b",
              List.of(
                  new SheetChange(
                      "charges.xlsx", sheet, List.of(), List.of(), List.of(row), false)),
              List.of(),
              List.of());
      List<LineDifference> lines =
          differences(
              tables,
              invoice("1", line("voice", "10", "0.02", PRICE)),
              invoice("1", line("voice", "600", "0.02", PRICE)));
      assertThat(lines.get(0).cause().rows()).as(sheet).containsExactly(row);
    }
  }

  @Test
  void countsWhoPaysMoreAndLessAndAddsUp() {
    DifferenceTotals tally = new DifferenceTotals(NOTHING, 1);
    tally.add(
        invoice("1", line("voice", "1", "1", PRICE)), invoice("1", line("voice", "1", "3", PRICE)));
    tally.add(
        invoice("2", line("voice", "1", "9", PRICE)), invoice("2", line("voice", "1", "4", PRICE)));
    tally.add(invoice("3"), invoice("3"));
    assertThat(List.of(tally.rising(), tally.falling(), tally.unchanged()))
        .containsExactly(1L, 1L, 1L);
    assertThat(tally.totals()).isEqualTo(new Amounts(Money.of("10"), Money.of("7")));
    assertThat(tally.accounts().shown())
        .containsExactly(new AccountDifference("2", new Amounts(Money.of("9"), Money.of("4"))));
    assertThat(tally.accounts().others()).isEqualTo(1);
    assertThat(tally.accounts().othersDifference()).isEqualTo(Money.of("2"));
    assertThat(tally.charges())
        .containsExactly(
            new ChargeDifference("voice", "voice", new Amounts(Money.of("10"), Money.of("7")), 2));
  }

  @Test
  void addsUpWhatIsRejectedForOneReason() {
    DifferenceTotals tally = new DifferenceTotals(NOTHING, 1);
    tally.reject(
        List.of(new Rejection("no price", 2, "x")),
        List.of(new Rejection("no price", 5, "y"), new Rejection("another", 1, "z")));
    assertThat(tally.rejections())
        .containsExactly(
            new RejectionDifference("another", 0, 1, "z"),
            new RejectionDifference("no price", 2, 5, "x"));
    assertThat(tally.rejections()).allMatch(RejectionDifference::isNew);
  }

  @Test
  void whatNeitherSidePricesIsNotNewWhereOneCutsTheMonthAtAnotherDay() {
    DifferenceTotals tally = new DifferenceTotals(NOTHING, 1);
    tally.reject(List.of(unpriced(1)), List.of(unpriced(16)));
    assertThat(tally.rejections())
        .containsExactly(
            new RejectionDifference(
                "no price for telephony, country CN, Region us-west-2, plan standard: add a row to"
                    + " the price tables",
                1,
                1,
                "x"));
    assertThat(tally.rejections()).noneMatch(RejectionDifference::isNew);
  }

  private static Rejection unpriced(int day) {
    MeteredUsage call =
        MeteredUsage.of(
            "x", "telephony", "main", "CN", null, LocalDate.of(2024, 5, day), Quantity.of(60));
    AccountInstances roster = AccountInstances.of(List.of(new Instance("main", "us-west-2")));
    return new Rejection(
        UnpricedReasons.noPrice(call, new Period(YearMonth.of(2024, 5)), roster),
        1,
        call.example());
  }

  @Test
  void refusesInvoicesOfDifferentAccountsAndSumsThatDoNotAddUp() {
    DifferenceTotals tally = new DifferenceTotals(NOTHING, 1);
    assertThatThrownBy(() -> tally.add(invoice("1"), invoice("2")))
        .isInstanceOf(IllegalArgumentException.class);
    Comparison.Side side = new Comparison.Side("a", new BundleId("v", "h"), Money.ZERO, 0);
    assertThatThrownBy(
            () ->
                new Comparison(
                    side,
                    side,
                    new Period(YearMonth.of(2024, 5)),
                    "USD",
                    2,
                    new Amounts(Money.ZERO, Money.of("1")),
                    1,
                    0,
                    0,
                    new LargestDifferences<>(List.of(), 0, Money.of("1")),
                    List.of(),
                    new LargestDifferences<>(List.of(), 0, Money.of("1")),
                    List.of(),
                    NOTHING))
        .hasMessageContaining("The totals differ by 1");
  }
}
