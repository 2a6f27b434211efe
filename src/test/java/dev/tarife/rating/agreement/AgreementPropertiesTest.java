package dev.tarife.rating.agreement;

import static dev.tarife.table.SmallTariff.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Account;
import dev.tarife.model.Carried;
import dev.tarife.model.Instance;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.LineKind;
import dev.tarife.model.Money;
import dev.tarife.model.UsageRecord;
import dev.tarife.rating.Tariff;
import dev.tarife.table.SmallTariff;
import dev.tarife.table.read.TablesReader;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for agreements whatever the usage. */
class AgreementPropertiesTest {
  private static final YearMonth MAY = YearMonth.of(2024, 5);
  private static final Money COMMITTED = Money.of("2.5");
  private static final Money GRANTED = Money.of("30");

  private static final Tariff WITHOUT = tariff(new SmallTariff());
  private static final Tariff WITH =
      tariff(
          new SmallTariff()
              .with(
                  "agreements.xlsx",
                  "Fees",
                  row("Fee", "Name", "Amount", "Per"),
                  row("base", "Base", 0.37),
                  row("seat", "Seat", 1.11, "instance"))
              .with(
                  "agreements.xlsx",
                  "Caps",
                  row("Cap", "Name", "Amount", "Charges"),
                  row("most", "Most", 1.7, "service; inbound"))
              .with(
                  "agreements.xlsx",
                  "Discounts",
                  row("Discount", "Name", "Kind", "Percent", "Areas"),
                  row("third", "Third", "discount", 33.3, null),
                  row("more", "More", "surcharge", 7.77, "voice"))
              .with(
                  "agreements.xlsx",
                  "Commitments",
                  row("Commitment", "Name", "Amount", "Areas"),
                  row("least", "Least", 2.5, "voice"))
              .with(
                  "agreements.xlsx",
                  "Taxes",
                  row("Tax", "Name", "Percent"),
                  row("vat", "VAT", 18)));
  private static final List<Tariff> UNDONE = List.of(undone(20, 25), undone(50, 100));
  private static final Tariff REMOVED =
      tariff(
          new SmallTariff()
              .with(
                  "agreements.xlsx",
                  "Discounts",
                  row("Discount", "Name", "Kind", "Percent", "Areas")));
  private static final Tariff COMMITMENT =
      tariff(
          new SmallTariff()
              .with(
                  "agreements.xlsx",
                  "Commitments",
                  row("Commitment", "Name", "Amount", "Areas"),
                  row("least", "Least", 2.5, "voice")));
  private static final Tariff CREDITS =
      tariff(
          new SmallTariff()
              .with(
                  "agreements.xlsx",
                  "Credits",
                  row("Credit", "Name", "Amount", "Granted"),
                  row("hello", "Hello", 30, LocalDate.of(2024, 1, 15))));

  private static Tariff undone(int less, int more) {
    return tariff(
        new SmallTariff()
            .with(
                "agreements.xlsx",
                "Discounts",
                row("Discount", "Name", "Kind", "Percent"),
                row("less", "Less", "discount", less),
                row("more", "More", "surcharge", more)));
  }

  private static Tariff tariff(SmallTariff tables) {
    return Tariff.of(TablesReader.read(tables.bytes()));
  }

  private static Account account() {
    return Account.of(
        "a", "USD", new Instance("one", "us-west-2"), new Instance("two", "us-west-2", "gold"));
  }

  private static List<UsageRecord> usage(long seed, YearMonth month) {
    Random random = new Random(seed);
    List<UsageRecord> usage = new ArrayList<>();
    int records = random.nextInt(12);
    for (int i = 0; i < records; i++) {
      String instance = random.nextBoolean() ? "one" : "two";
      var start =
          month
              .atDay(1 + random.nextInt(month.lengthOfMonth()))
              .atStartOfDay()
              .toInstant(ZoneOffset.UTC);
      usage.add(
          random.nextInt(3) > 0
              ? UsageRecord.of("r" + i, instance, "voice-inbound", start)
                  .quantity(random.nextInt(4000))
                  .country("US")
                  .numberType("did")
                  .build()
              : UsageRecord.of("r" + i, instance, "chat-message", start)
                  .quantity(random.nextInt(300))
                  .attribute("objects", "101")
                  .attribute("result", "ok")
                  .build());
    }
    return usage;
  }

  private static Money sum(List<LineItem> lines) {
    return lines.stream().map(LineItem::amount).reduce(Money.ZERO, Money::plus);
  }

  @Property(tries = 150, seed = "20240501")
  void agreementsComeAfterTheLinesOfUsageAndChangeNone(@ForAll long seed) {
    List<UsageRecord> usage = usage(seed, MAY);
    List<LineItem> plain = WITHOUT.rate(account(), MAY, usage).lines();
    Invoice agreed = WITH.rate(account(), MAY, usage);
    assertThat(agreed.lines().subList(0, plain.size())).isEqualTo(plain);
    assertThat(agreed.lines().subList(plain.size(), agreed.lines().size()))
        .allMatch(line -> line.kind().isOfAgreement());
    assertThat(agreed.totalExact()).isEqualTo(sum(agreed.lines()));
    for (LineItem line : agreed.lines()) {
      assertThat(line.standsOn()).isSorted().doesNotHaveDuplicates();
      assertThat(line.amount().value().scale()).isLessThanOrEqualTo(10);
    }
  }

  @Property(tries = 50, seed = "20240501")
  void theOrderOfTheInputChangesNothing(@ForAll long seed) {
    List<UsageRecord> usage = usage(seed, MAY);
    Invoice invoice = WITH.rate(account(), MAY, usage);
    Collections.shuffle(usage, new Random(seed));
    assertThat(WITH.rate(account(), MAY, usage)).isEqualTo(invoice);
  }

  @Property(tries = 150, seed = "20240501")
  void aCapIsTheMostAndACommitmentTheLeast(@ForAll long seed) {
    List<LineItem> lines = WITH.rate(account(), MAY, usage(seed, MAY)).lines();
    Money voice =
        sum(
            lines.stream()
                .filter(line -> line.charge().equals("service") || line.charge().equals("inbound"))
                .toList());
    Money cap = sum(lines.stream().filter(line -> line.kind() == LineKind.CAP).toList());
    assertThat(voice.plus(cap)).isLessThanOrEqualTo(Money.of("1.7"));
    Money left = voice.plus(cap);
    // A third off, then 7.77 % more; each rounded to ten decimals.
    Money factor = Money.of("0.718825900"); // 0.667 × 1.0777
    Money expected = Money.of(left.value().multiply(factor.value()));
    Money missing = sum(lines.stream().filter(line -> line.kind() == LineKind.COMMITMENT).toList());
    assertThat(expected.plus(missing).minus(COMMITTED).value().doubleValue())
        .isBetween(-1e-9, 1e-9);
  }

  @Property(tries = 40, seed = "20240501")
  void aCreditThatIsCarriedPaysAsMuchAsOneOfAllMonths(@ForAll long seed) {
    Money used = Money.ZERO;
    Money usage = Money.ZERO;
    Carried carried = Carried.NONE;
    for (int month = 1; month <= 12; month++) {
      YearMonth each = YearMonth.of(2024, month);
      Account account = account().withCarried(carried);
      Invoice invoice = CREDITS.rate(account, each, usage(seed + month, each));
      assertThat(CREDITS.rate(account, each, usage(seed + month, each))).isEqualTo(invoice);
      assertThat(invoice.totalExact().value().signum()).isNotNegative();
      for (LineItem line : invoice.lines()) {
        if (line.kind() == LineKind.CREDIT) {
          used = used.minus(line.amount());
        } else {
          usage = usage.plus(line.amount());
        }
      }
      carried = invoice.carries();
    }
    assertThat(used).isEqualTo(usage.compareTo(GRANTED) < 0 ? usage : GRANTED);
    Money left = carried.credits().getOrDefault("hello", Money.ZERO);
    assertThat(used.plus(left)).isEqualTo(GRANTED);
  }

  /** 20 % less and then 25 % more, or 50 % less and 100 % more, is what it was. */
  @Property(tries = 60, seed = "20240501")
  void aDiscountAndWhatUndoesItAreNothing(@ForAll long seed) {
    List<UsageRecord> usage = usage(seed, MAY);
    Money plain = WITHOUT.rate(account(), MAY, usage).totalExact();
    for (Tariff undone : UNDONE) {
      Invoice invoice = undone.rate(account(), MAY, usage);
      assertThat(invoice.totalExact().minus(plain).value().doubleValue()).isBetween(-1e-9, 1e-9);
    }
  }

  /** Without the row, the invoice is what it was before the row came. */
  @Property(tries = 60, seed = "20240501")
  void aDiscountThatIsRemovedLeavesNothing(@ForAll long seed) {
    List<UsageRecord> usage = usage(seed, MAY);
    Invoice before = WITHOUT.rate(account(), MAY, usage);
    Invoice after = REMOVED.rate(account(), MAY, usage);
    assertThat(after.lines()).isEqualTo(before.lines());
    assertThat(after.total()).isEqualTo(before.total());
    assertThat(after.carries()).isEqualTo(before.carries());
  }

  @Property(tries = 100, seed = "20240501")
  void aShortfallAndItsLinesAreNeverBelowTheCommitment(@ForAll long seed) {
    List<LineItem> lines = COMMITMENT.rate(account(), MAY, usage(seed, MAY)).lines();
    Money missing = sum(lines.stream().filter(line -> line.kind() == LineKind.COMMITMENT).toList());
    Money used =
        sum(
            lines.stream()
                .filter(line -> line.charge().equals("service") || line.charge().equals("inbound"))
                .toList());
    assertThat(used.plus(missing)).isEqualTo(used.compareTo(COMMITTED) < 0 ? COMMITTED : used);
  }
}
