package dev.tarife.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.metering.Metered;
import dev.tarife.metering.memory.RecordMeter;
import dev.tarife.metering.terms.Kind;
import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineKind;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Period;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.AllowanceRow.Clock;
import dev.tarife.table.MeteringRow.Counting;
import dev.tarife.table.MeteringRow.Measure;
import dev.tarife.table.MeteringRow.MinimumPer;
import dev.tarife.table.PriceRow.Model;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Random usage of a month, over two small tariffs that have every pricing model, allowances that
 * count towards tiers and such that do not, and prices that change within the month.
 */
final class RandomMonth {
  static final Account ACCOUNT =
      Account.of(
          "123456789012",
          "USD",
          new Instance("one", "us-west-2"),
          new Instance("two", "us-west-2"),
          new Instance("three", "us-west-2"));
  static final List<String> INSTANCES = List.of("one", "two", "three");
  static final LocalDate MAY_10 = LocalDate.of(2024, 5, 10);
  static final LocalDate MAY_15 = LocalDate.of(2024, 5, 15);

  /** A counter that runs on over a change of model, fees, a volume price and packages. */
  static final TariffFixture FIRST =
      profiles(metered())
          .price("call", "0.018")
          .to(MAY_15)
          .row()
          .price("call", "0.015")
          .model(Model.GRADUATED)
          .overAccount()
          .tier(0, 100L)
          .flatFee("1")
          .from(MAY_15)
          .row()
          .price("call", "0.01")
          .model(Model.GRADUATED)
          .overAccount()
          .tier(100, null)
          .flatFee("2")
          .from(MAY_15)
          .row()
          .price("chat", "1.3")
          .model(Model.GRADUATED)
          .tier(0, 50L)
          .flatFee("5")
          .row()
          .price("chat", "0.7")
          .model(Model.GRADUATED)
          .tier(50, null)
          .flatFee("7")
          .row()
          .price("text", "0.2")
          .model(Model.VOLUME)
          .tier(0, 30L)
          .flatFee("3")
          .row()
          .price("text", "0.11")
          .model(Model.VOLUME)
          .tier(30, null)
          .flatFee("4")
          .row()
          .price("telephony", "0.77")
          .packages(10, 5L)
          .overAccount()
          .row()
          .allowance("minutes", "1200", "call")
          .allowance("chats", LineKind.FREE_TIER, Clock.NONE, null, null, "20", true, "chat");

  /** Tiers whose prices change, a flat price, and packages whose price changes. */
  static final TariffFixture SECOND =
      profiles(metered())
          .price("call", "0.02")
          .model(Model.GRADUATED)
          .overAccount()
          .tier(0, 50L)
          .flatFee("1")
          .to(MAY_15)
          .row()
          .price("call", "0.01")
          .model(Model.GRADUATED)
          .overAccount()
          .tier(50, null)
          .flatFee("2")
          .to(MAY_15)
          .row()
          .price("call", "0.03")
          .model(Model.GRADUATED)
          .overAccount()
          .tier(0, 60L)
          .flatFee("3")
          .from(MAY_15)
          .row()
          .price("call", "0.015")
          .model(Model.GRADUATED)
          .overAccount()
          .tier(60, null)
          .flatFee("4")
          .from(MAY_15)
          .row()
          .price("chat", "99")
          .model(Model.FLAT)
          .overAccount()
          .row()
          .price("text", "0.33")
          .packages(8, 5L)
          .to(MAY_15)
          .row()
          .price("text", "0.44")
          .packages(8, 5L)
          .from(MAY_15)
          .row()
          .price("telephony", "0.0131")
          .row()
          .allowance("chats", "20", "chat");

  private RandomMonth() {}

  private static TariffFixture metered() {
    return new TariffFixture()
        .metered("voice", "call", Measure.SECONDS, Counting.SUM, 10L, MinimumPer.CHAIN, 1L)
        .metered("message", "chat", Measure.AMOUNT, Counting.SUM, null, MinimumPer.RECORD, null)
        .metered("sms", "text", Measure.AMOUNT, Counting.SUM, null, MinimumPer.RECORD, null)
        .metered("line", "telephony", Measure.SECONDS, Counting.SUM, 60L, MinimumPer.RECORD, 6L)
        .metered(
            "profile",
            "profile",
            Measure.AMOUNT,
            Counting.PRORATED_DAYS,
            null,
            MinimumPer.RECORD,
            null);
  }

  private static TariffFixture profiles(TariffFixture fixture) {
    return fixture
        .price("profile", "0.005")
        .to(MAY_10)
        .row()
        .price("profile", "0.0061")
        .from(MAY_10)
        .row();
  }

  /** Rates records as the command line does: metered, perhaps by tags, and then priced. */
  static Invoice rate(Tariff tariff, List<UsageRecord> records, String... tags) {
    return tariff.rate(ACCOUNT, TariffFixture.MAY, metered(tariff, records, tags));
  }

  static List<MeteredUsage> metered(Tariff tariff, List<UsageRecord> records, String... tags) {
    Set<Kind> kinds = new HashSet<>();
    records.forEach(
        record ->
            kinds.add(
                tariff
                    .kinds()
                    .of(
                        record,
                        ACCOUNT.instances().stream()
                            .filter(instance -> instance.id().equals(record.instance()))
                            .toList())));
    Metered metered =
        new RecordMeter(tariff.tables(), tariff.kinds(), List.of(tags))
            .meter(
                ACCOUNT,
                ACCOUNT.instances(),
                tariff.slices(ACCOUNT, new Period(TariffFixture.MAY)),
                records,
                tariff.terms(kinds));
    assertThat(metered.rejected()).isEmpty();
    return metered.usage();
  }

  /** Records of May, some of quantity 0, with tags; a chain lies in one instance. */
  static List<UsageRecord> records(Random random) {
    List<UsageRecord> records = new ArrayList<>();
    int size = random.nextInt(40);
    int most = random.nextInt(5) == 0 ? 1 : 1 + random.nextInt(300);
    for (int i = 0; i < size; i++) {
      String type =
          List.of("voice", "voice", "message", "sms", "line", "profile").get(random.nextInt(6));
      String chain = "c" + random.nextInt(9);
      Instant start = Instant.parse("2024-05-01T00:00:00Z").plusSeconds(random.nextInt(31 * 86400));
      boolean chained = type.equals("voice") && random.nextInt(2) == 0;
      String instance =
          INSTANCES.get(chained ? chain.charAt(1) % 3 : random.nextInt(INSTANCES.size()));
      UsageRecord.Builder record = UsageRecord.of("r" + i, instance, type, start);
      if (type.equals("profile")) {
        record.endTime(start.plusSeconds(random.nextInt(20 * 86400))).resourceId("p" + i);
      } else if (type.equals("voice") || type.equals("line")) {
        record.quantity(BigDecimal.valueOf(random.nextInt(100 * most), random.nextInt(2)));
      } else {
        record.quantity(BigDecimal.valueOf(random.nextInt(most)));
      }
      if (chained) {
        record.contactId(chain);
      } else if (!type.equals("profile") && random.nextInt(4) == 0) {
        record.count(1 + random.nextInt(3));
      }
      if (random.nextInt(3) > 0) {
        record.attribute("tag:team", "t" + random.nextInt(3));
      }
      records.add(record.build());
    }
    return records;
  }

  /** The same records in other instances of the same Region and plan; chains stay together. */
  static List<UsageRecord> moved(List<UsageRecord> records, Random random) {
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      targets.add(INSTANCES.get(random.nextInt(INSTANCES.size())));
    }
    List<UsageRecord> moved = new ArrayList<>();
    for (UsageRecord record : records) {
      String chain = record.chain() + record.instance();
      UsageRecord.Builder copy =
          UsageRecord.of(
                  record.recordId(),
                  targets.get(Math.floorMod(chain.hashCode(), 16)),
                  record.usageType(),
                  record.startTime())
              .endTime(record.endTime())
              .quantity(record.quantity())
              .count(record.count())
              .contactId(record.contactId())
              .resourceId(record.resourceId())
              .attributes(record.attributes());
      moved.add(copy.build());
    }
    return moved;
  }
}
