package dev.tarife.rating;

import static dev.tarife.rating.TariffFixture.MAY;
import static dev.tarife.rating.TariffFixture.MAY_1;
import static dev.tarife.rating.TariffFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.Invoice;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The total does not depend on how lines are told apart, and the lines add up (decision A-45). */
class TotalsTest {
  private static final Account ACCOUNT =
      Account.of(
          "123456789012",
          "USD",
          new Instance("one", "us-west-2"),
          new Instance("two", "us-west-2"),
          new Instance("three", "us-west-2"));
  private static final TariffFixture CALLS = new TariffFixture().price("call", "0.01").row();

  private static MeteredUsage calls(String instance, String team, String seconds) {
    return new MeteredUsage(
        "call|" + instance + "|" + team,
        "call",
        instance,
        null,
        null,
        new TreeMap<>(team.isEmpty() ? Map.of() : Map.of("tag:team", team)),
        List.of(MAY_1),
        Quantity.of(seconds),
        1,
        "r",
        List.of());
  }

  private static Invoice rate(MeteredUsage... usage) {
    return CALLS.tariff().rate(ACCOUNT, MAY, List.of(usage));
  }

  private static void assertTotal(Invoice invoice, String exact, String rounded) {
    assertThat(invoice.totalExact()).hasToString(exact);
    assertThat(invoice.total()).hasToString(rounded);
  }

  @Test
  void tagsDoNotChangeIt() {
    assertTotal(rate(calls("one", "", "150")), "0.025", "0.03");
    Invoice apart = rate(calls("one", "a", "50"), calls("one", "b", "50"), calls("one", "c", "50"));
    assertTotal(apart, "0.025", "0.03");
    // Each is 0.00833..., and the first makes up what all three lost.
    assertThat(text(apart.lines()))
        .isEqualTo(
            """
            call usage tier 1 0.8333333333 minute @ 0.01 = 0.0083333334
            call usage tier 1 0.8333333333 minute @ 0.01 = 0.0083333333
            call usage tier 1 0.8333333333 minute @ 0.01 = 0.0083333333
            """);
    assertThat(apart.lines().get(0).dimensions()).containsEntry("tag:team", "a");
  }

  @Test
  void instancesDoNotChangeIt() {
    assertTotal(
        rate(calls("one", "", "50"), calls("two", "", "50"), calls("three", "", "50")),
        "0.025",
        "0.03");
  }

  @Test
  void aLineThatWasRoundedUpGivesWhereTheLinesExceedTheTotal() {
    // 0.0016666... each, rounded up to ...667: five of them exceed the exact sum by two units.
    List<MeteredUsage> usage = new ArrayList<>();
    for (String team : List.of("a", "b", "c", "d", "e")) {
      usage.add(calls("one", team, "10"));
    }
    Invoice invoice = rate(usage.toArray(new MeteredUsage[0]));
    assertTotal(invoice, "0.0083333333", "0.01");
    assertThat(invoice.lines())
        .extracting(line -> line.amount().toString())
        .containsExactly(
            "0.0016666666", "0.0016666666", "0.0016666667", "0.0016666667", "0.0016666667");
  }

  @Test
  void theTotalIsRoundedOnceFromTheExactSum() {
    // 0.00499999999998 is 0.005 in ten decimals; the total is that of the sum itself.
    TariffFixture cheap = new TariffFixture().price("chat", "0.00499999999998").row();
    Invoice invoice =
        cheap
            .tariff()
            .rate(
                ACCOUNT, MAY, List.of(MeteredUsage.of("a", "chat", "one", MAY_1, Quantity.of(1))));
    assertTotal(invoice, "0.005", "0");
  }

  @Test
  void explainShowsTheUnitThatALineTookOrGave() {
    Explanation taken =
        CALLS
            .tariff()
            .explain(
                ACCOUNT,
                MAY,
                List.of(calls("one", "a", "50"), calls("one", "b", "50"), calls("one", "c", "50")));
    assertThat(taken.lines().get(0).arithmetic())
        .containsExactly(
            "50 second / 60 ≈ 0.8333333333 minute",
            "50 / 60 × 0.01 = 0.0083333333, rounded half up to 10 decimals",
            "0.0083333333 + 0.0000000001 = 0.0083333334: the rounded lines miss the exact total,"
                + " and this line, which rounding lowered most, makes it up");
    assertThat(taken.lines().get(1).arithmetic())
        .containsExactly(
            "50 second / 60 ≈ 0.8333333333 minute",
            "50 / 60 × 0.01 = 0.0083333333, rounded half up to 10 decimals");
  }
}
