package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.Money;
import dev.tarife.model.Period;
import dev.tarife.model.Quantity;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.AllowanceRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.LongRange;

/** What must hold of every invoice, whatever the usage: random records over the shipped tables. */
@Tag("slow")
class InvoicePropertiesTest {
  private static final List<String> REGIONS =
      List.of("us-east-1", "us-west-2", "eu-central-1", "ap-southeast-1", "ca-central-1");
  private static final List<String> INSTANCES = List.of("one", "two", "three");

  /** Counted one by one, without a minimum: what two halves cost, the whole costs. */
  private static final List<String> COUNTED =
      List.of(
          "chat-message",
          "sms-message",
          "apple-message",
          "guide-message",
          "guided-chat-message",
          "task",
          "task-transfer",
          "case",
          "chat-analytics",
          "voice-id-watchlist");

  @Property(seed = "20240501", tries = 15, shrinking = ShrinkingMode.OFF)
  void filesGiveTheInvoiceOfTheSessionHoweverTheyAreCut(@ForAll long seed) throws IOException {
    Random random = random(seed);
    Account account = account(random);
    List<UsageRecord> records = records(random, 120);
    Invoice expected = Real.tariff().rate(account, Real.MAY, records);
    List<UsageRecord> shuffled = new ArrayList<>(records);
    shuffled.addAll(records.subList(0, 30));
    Collections.shuffle(shuffled, random);
    Path folder = Files.createTempDirectory("invoices");
    try {
      UsageFiles.account(folder, account);
      int first = random.nextInt(shuffled.size());
      int second = first + random.nextInt(shuffled.size() - first);
      UsageFiles.csv(folder, "usage-1.csv", shuffled.subList(0, first));
      if (second > first) {
        // A file of no bytes is a fault, not a cut.
        UsageFiles.jsonl(folder, "usage-2.jsonl", shuffled.subList(first, second));
      }
      UsageFiles.csv(folder, "usage-3.csv", shuffled.subList(second, shuffled.size()));
      Invoice bulk =
          ScenariosBothWaysTest.bulk(folder, new Period(Real.MAY)).values().iterator().next();
      assertThat(Shown.of(bulk)).isEqualTo(Shown.of(expected));
      assertThat(bulk).isEqualTo(expected);
    } finally {
      try (Stream<Path> inside = Files.walk(folder)) {
        for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  @Example
  void randomUsageReachesEveryChargeAndEveryAllowance() {
    Set<String> charged = new TreeSet<>();
    Set<String> free = new TreeSet<>();
    for (int seed = 0; seed < 60; seed++) {
      Random random = random(seed);
      Invoice invoice = Real.tariff().rate(account(random), Real.MAY, records(random, 150));
      for (LineItem line : invoice.lines()) {
        (line.kind().isFree() ? free : charged).add(line.charge());
      }
    }
    Set<String> all = new TreeSet<>(Real.tariff().tables().catalogue().charges().keySet());
    // Its first 5,000 endpoints are free, and these are fewer.
    all.remove("monthly-targeted-audience");
    assertThat(charged).isEqualTo(all);
    Set<String> drawn = new TreeSet<>();
    Real.tariff().tables().draws().forEach(draw -> drawn.add(draw.charge()));
    assertThat(free).isEqualTo(drawn);
  }

  @Property(seed = "20240501", tries = 60, shrinking = ShrinkingMode.OFF)
  void neitherOrderNorRepetitionChangesAnInvoice(@ForAll long seed) {
    Random random = random(seed);
    Account account = account(random);
    List<UsageRecord> records = records(random, 100);
    Invoice expected = Real.tariff().rate(account, Real.MAY, records);
    List<UsageRecord> shuffled = new ArrayList<>(records);
    shuffled.addAll(records.subList(0, random.nextInt(records.size())));
    Collections.shuffle(shuffled, random);
    assertThat(Real.tariff().rate(account, Real.MAY, shuffled)).isEqualTo(expected);
  }

  @Property(seed = "20240501", tries = 60, shrinking = ShrinkingMode.OFF)
  void linesAddUpMultiplyOutAndNoneIsNegative(@ForAll long seed) throws IOException {
    Random random = random(seed);
    Invoice invoice = Real.tariff().rate(account(random), Real.MAY, records(random, 150));
    PrintedArithmeticTest.multipliesOut(invoice);
    Money sum = Money.ZERO;
    for (LineItem line : invoice.lines()) {
      assertThat(line.quantity().isPositive()).as(line.toString()).isTrue();
      assertThat(line.amount().value().signum()).as(line.toString()).isNotNegative();
      if (line.kind().isFree()) {
        assertThat(line.amount()).isEqualTo(Money.ZERO);
      }
      sum = sum.plus(line.amount());
    }
    assertThat(invoice.totalExact()).isEqualTo(sum);
    assertThat(invoice.total()).isEqualTo(sum.rounded(2, RoundingMode.HALF_UP));
  }

  @Property(seed = "20240501", tries = 60, shrinking = ShrinkingMode.OFF)
  void noAllowanceGivesMoreThanItsQuantity(@ForAll long seed) {
    Random random = random(seed);
    Account account = account(random);
    List<UsageRecord> records = records(random, 150);
    records.add(
        UsageRecord.of("many", "one", "chat-message", Instant.parse("2024-05-30T00:00:00Z"))
            .count(900)
            .build());
    records.add(
        UsageRecord.of("long", "two", "speech-analytics", Instant.parse("2024-05-30T00:00:00Z"))
            .quantity(9_000_000)
            .build());
    Invoice invoice = Real.tariff().rate(account, Real.MAY, records);
    assertThat(invoice.lines())
        .filteredOn(line -> line.kind().isFree())
        .allSatisfy(
            line ->
                assertThat(line.sources())
                    .filteredOn(source -> source.origin().sheet().equals("Allowances"))
                    .hasSize(1));
    for (AllowanceRow allowance : Real.tariff().tables().allowances()) {
      Quantity given = Quantity.ZERO;
      for (LineItem line : invoice.lines()) {
        if (line.kind().isFree()
            && line.sources().stream().anyMatch(s -> s.origin().equals(allowance.origin()))) {
          given = given.plus(line.quantity());
        }
      }
      if (allowance.quantity() != null) {
        // A line shows ten decimals of a minute.
        assertThat(given.minus(allowance.quantity()).value())
            .as(allowance.code())
            .isLessThan(new BigDecimal("0.00000001"));
      }
    }
  }

  @Property(seed = "20240501", tries = 60, shrinking = ShrinkingMode.OFF)
  void anAllowanceNeverMakesAnInvoiceDearer(@ForAll long seed) {
    Random random = random(seed);
    Account account = account(random);
    Account plain = new Account(account.id(), "USD", null, account.instances(), new TreeMap<>());
    List<UsageRecord> records = records(random, 100);
    assertThat(Real.tariff().rate(account, Real.MAY, records).totalExact())
        .isLessThanOrEqualTo(Real.tariff().rate(plain, Real.MAY, records).totalExact());
  }

  @Property(seed = "20240501", tries = 100)
  void theGraduatedPriceIsContinuousAndGrows(
      @ForAll @LongRange(min = 299_990_000, max = 300_010_000) long seconds) {
    BigDecimal here = speech(seconds);
    BigDecimal next = speech(seconds + 1);
    // 5,000,000 minutes are 300,000,000 seconds, at 0.015 and from there at 0.0125 a minute.
    BigDecimal below = BigDecimal.valueOf(Math.min(seconds, 300_000_000L));
    BigDecimal above = BigDecimal.valueOf(Math.max(seconds - 300_000_000L, 0));
    assertThat(here)
        .isEqualByComparingTo(
            below
                .multiply(new BigDecimal("0.015"))
                .divide(BigDecimal.valueOf(60), 10, RoundingMode.HALF_UP)
                .add(
                    above
                        .multiply(new BigDecimal("0.0125"))
                        .divide(BigDecimal.valueOf(60), 10, RoundingMode.HALF_UP)));
    assertThat(next.subtract(here))
        .isPositive()
        .isLessThanOrEqualTo(new BigDecimal("0.0002500001"));
  }

  private static BigDecimal speech(long seconds) {
    Account account = Account.of("a", "USD", new Instance("main", "us-west-2"));
    return Real.tariff()
        .rate(
            account,
            Real.MAY,
            List.of(
                Real.record("a", "speech-analytics", "2024-05-06T00:00:00Z")
                    .quantity(seconds)
                    .build()))
        .totalExact()
        .value();
  }

  @Property(seed = "20240501", tries = 60, shrinking = ShrinkingMode.OFF)
  void whatIsCountedOneByOneAddsUp(@ForAll long seed) {
    Random random = random(seed);
    Account account = new Account("a", "USD", null, account(random).instances(), new TreeMap<>());
    List<UsageRecord> one = counted(random, "a");
    List<UsageRecord> two = counted(random, "b");
    List<UsageRecord> both = new ArrayList<>(one);
    both.addAll(two);
    assertThat(Real.tariff().rate(account, Real.MAY, both).totalExact())
        .isEqualTo(
            Real.tariff()
                .rate(account, Real.MAY, one)
                .totalExact()
                .plus(Real.tariff().rate(account, Real.MAY, two).totalExact()));
  }

  private static List<UsageRecord> counted(Random random, String prefix) {
    List<UsageRecord> records = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      records.add(
          UsageRecord.of(prefix + i, pick(random, INSTANCES), pick(random, COUNTED), time(random))
              .count(1 + random.nextInt(1000))
              .build());
    }
    return records;
  }

  private static Account account(Random random) {
    TreeMap<String, LocalDate> activations = new TreeMap<>();
    for (String feature : List.of("contact-lens-voice", "performance-evaluation", "forecasting")) {
      if (random.nextBoolean()) {
        activations.put(feature, LocalDate.of(2024, 1, 25).plusDays(random.nextInt(130)));
      }
    }
    return new Account(
        "123456789012",
        "USD",
        random.nextInt(4) == 0 ? null : LocalDate.of(2023, 4, 25).plusDays(random.nextInt(400)),
        INSTANCES.stream().map(id -> new Instance(id, pick(random, REGIONS))).toList(),
        activations);
  }

  /** Records of every usage type, good ones, and some that are rejected or of another month. */
  private static List<UsageRecord> records(Random random, int size) {
    List<String> types = new ArrayList<>(Real.tariff().tables().usageTypes().keySet());
    types.addAll(List.of("voice-inbound", "voice-inbound", "voice-outbound", "voice-campaign"));
    List<UsageRecord> records = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String type = random.nextInt(60) == 0 ? "unheard-of" : pick(random, types);
      Instant start = time(random);
      UsageRecord.Builder record =
          UsageRecord.of("r" + i, pick(random, INSTANCES), type, start)
              .country(pick(random, List.of("US", "US", "DE", "BR", "IN", "CN")))
              .numberType(
                  type.startsWith("sms-part")
                      ? "10dlc"
                      : pick(
                          random,
                          List.of("did", "did", "toll-free", "third-party-did", "toll-free-std")))
              .resourceId("s" + random.nextInt(8));
      if (type.contains("record") || type.equals("profile") || type.equals("phone-number")) {
        record.endTime(start.plusSeconds(random.nextInt(20 * 86400)));
      } else if (random.nextInt(3) > 0) {
        record.quantity(BigDecimal.valueOf(random.nextInt(900_000), random.nextInt(4)));
      } else {
        record.endTime(start.plusMillis(random.nextInt(5_000_000)));
      }
      if (random.nextInt(4) == 0) {
        record.connectedSeconds(random.nextInt(3) == 0 ? 0 : random.nextInt(300));
      }
      if (random.nextInt(3) == 0) {
        record.numberCountry(pick(random, List.of("US", "DE", "BR", "IN")));
      }
      if (random.nextInt(3) == 0) {
        record.contactId("c" + random.nextInt(15));
      } else if (random.nextInt(3) == 0) {
        record.count(1 + random.nextInt(40));
      }
      if (random.nextInt(3) == 0) {
        record.attribute("objects", String.valueOf(95 + random.nextInt(10)));
      }
      if (type.startsWith("voice-id") && random.nextInt(2) == 0) {
        record.attribute(
            "result", pick(random, List.of("Authenticated", "Low Risk", "Opted Out", "Odd")));
      }
      records.add(record.build());
      if (random.nextInt(25) == 0) {
        // Delivered again, and changed.
        records.add(record.updatedAt(start.plusSeconds(60)).quantity(random.nextInt(900)).build());
      }
    }
    return records;
  }

  /** Seeds that are near each other give numbers that are not. */
  private static Random random(long seed) {
    return new Random(seed * 0x9E3779B97F4A7C15L);
  }

  private static Instant time(Random random) {
    return Instant.parse("2024-04-29T00:00:00Z")
        .plusMillis((long) (random.nextDouble() * 35 * 86_400_000L));
  }

  private static <T> T pick(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
