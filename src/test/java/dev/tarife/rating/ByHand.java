package dev.tarife.rating;

import dev.tarife.model.UsageRecord;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a {@link RandomMonth} costs, worked out from its records and the tables by formulas alone,
 * in rational numbers: nothing of the engine is used.
 */
final class ByHand {
  /** A rational number. */
  record Ratio(BigInteger over, BigInteger under) {
    static final Ratio ZERO = of("0");

    static Ratio of(BigDecimal value) {
      return value.scale() <= 0
          ? new Ratio(value.toBigIntegerExact(), BigInteger.ONE)
          : new Ratio(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
    }

    static Ratio of(String value) {
      return of(new BigDecimal(value));
    }

    static Ratio of(long value) {
      return of(BigDecimal.valueOf(value));
    }

    Ratio plus(Ratio other) {
      return new Ratio(
          over.multiply(other.under).add(other.over.multiply(under)), under.multiply(other.under));
    }

    Ratio minus(Ratio other) {
      return plus(new Ratio(other.over.negate(), other.under));
    }

    Ratio times(Ratio other) {
      return new Ratio(over.multiply(other.over), under.multiply(other.under));
    }

    Ratio times(String price) {
      return times(of(price));
    }

    Ratio over(long divisor) {
      return new Ratio(over, under.multiply(BigInteger.valueOf(divisor)));
    }

    Ratio min(Ratio other) {
      return minus(other).over.signum() <= 0 ? this : other;
    }

    Ratio max(Ratio other) {
      return minus(other).over.signum() >= 0 ? this : other;
    }

    int signum() {
      return over.signum();
    }

    Ratio up() {
      BigInteger[] parts = over.divideAndRemainder(under);
      return new Ratio(
          parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0], BigInteger.ONE);
    }

    String rounded(int decimals) {
      return new BigDecimal(over)
          .divide(new BigDecimal(under), decimals, RoundingMode.HALF_UP)
          .stripTrailingZeros()
          .toPlainString();
    }
  }

  /** What a charge counted before its price changed and from then on, and whether it did at all. */
  private static final class Count {
    private final Ratio[] quantity = {Ratio.ZERO, Ratio.ZERO};
    private final boolean[] any = {false, false};

    private void add(int part, Ratio more) {
      quantity[part] = quantity[part].plus(more);
      any[part] = true;
    }

    private Ratio whole() {
      return quantity[0].plus(quantity[1]);
    }

    private boolean isAny() {
      return any[0] || any[1];
    }
  }

  private final Count call = new Count();
  private final Count chat = new Count();
  private final Count text = new Count();
  private final Count telephony = new Count();
  private final Count profile = new Count();

  ByHand(List<UsageRecord> records) {
    Map<String, List<UsageRecord>> chains = new TreeMap<>();
    for (UsageRecord record : records) {
      int part = part(record.startTime(), RandomMonth.MAY_15);
      switch (record.usageType()) {
        case "voice" -> {
          String chain = record.contactId() == null ? record.recordId() : record.contactId();
          chains
              .computeIfAbsent(record.instance() + "/" + chain, c -> new ArrayList<>())
              .add(record);
        }
        case "message" -> chat.add(part, amount(record));
        case "sms" -> text.add(part, amount(record));
        case "line" ->
            telephony.add(
                part,
                seconds(record).over(6).up().times("6").max(Ratio.of(60)).times(times(record)));
        default -> {
          Instant last = record.endTime() == null ? record.startTime() : record.endTime();
          for (LocalDate day = day(record.startTime()); isHeld(day, record, last); ) {
            profile.add(day.isBefore(RandomMonth.MAY_10) ? 0 : 1, Ratio.of(1));
            day = day.plusDays(1);
          }
        }
      }
    }
    for (List<UsageRecord> chain : chains.values()) {
      chain.sort(Comparator.comparing(UsageRecord::startTime).thenComparing(UsageRecord::recordId));
      Ratio sum = Ratio.ZERO;
      for (UsageRecord record : chain) {
        sum = sum.plus(seconds(record));
      }
      call.add(
          part(chain.get(0).startTime(), RandomMonth.MAY_15),
          sum.up().max(Ratio.of(10)).times(times(chain.get(0))));
    }
  }

  /** The exact total of the first tariff. */
  Ratio first() {
    Ratio free0 = call.quantity[0].min(Ratio.of(1200));
    Ratio free1 = call.quantity[1].min(Ratio.of(1200).minus(free0));
    Ratio before = call.quantity[0].minus(free0);
    Ratio after = call.quantity[1].minus(free1);
    Ratio low = stretch(before, after, 0, 6000);
    Ratio total =
        minutes(before, "0.018")
            .plus(minutes(low, "0.015"))
            .plus(minutes(after.minus(low), "0.01"));
    total = total.plus(fee(low, "1")).plus(fee(after.minus(low), "2"));

    Ratio chats = chat.whole();
    Ratio free = chats.min(Ratio.of(20));
    Ratio charged = chats.minus(free);
    Ratio cheap = stretch(free, charged, 0, 50);
    total = total.plus(cheap.times("1.3")).plus(charged.minus(cheap).times("0.7"));
    total = total.plus(fee(cheap, "5")).plus(fee(charged.minus(cheap), "7"));
    if (chat.isAny() && chats.signum() == 0) {
      total = total.plus(Ratio.of("5"));
    }

    Ratio texts = text.whole();
    boolean few = Ratio.of(30).minus(texts).signum() >= 0;
    total = total.plus(texts.times(few ? "0.2" : "0.11"));
    if (text.isAny()) {
      total = total.plus(Ratio.of(few ? "3" : "4"));
    }
    Ratio beyond = telephony.whole().minus(Ratio.of(300)).max(Ratio.ZERO);
    return total.plus(beyond.over(600).up().times("0.77")).plus(profiles());
  }

  /** The exact total of the second tariff. */
  Ratio second() {
    Ratio before = call.quantity[0];
    Ratio after = call.quantity[1];
    Ratio low0 = stretch(Ratio.ZERO, before, 0, 3000);
    Ratio low1 = stretch(before, after, 0, 3600);
    Ratio high1 = after.minus(low1);
    Ratio total =
        minutes(low0, "0.02")
            .plus(minutes(before.minus(low0), "0.01"))
            .plus(minutes(low1, "0.03"))
            .plus(minutes(high1, "0.015"))
            .plus(fee(low0, "1"))
            .plus(fee(before.minus(low0), "2"));
    // A tier whose fee the price before has charged is not entered a second time.
    if (before.signum() == 0) {
      total = total.plus(fee(low1, "3"));
    }
    if (Ratio.of(3600).minus(before).signum() >= 0) {
      total = total.plus(fee(high1, "4"));
    }

    Ratio chats = chat.whole();
    boolean isCharged = chats.minus(Ratio.of(20)).signum() > 0;
    if (isCharged || (chat.isAny() && chats.signum() == 0)) {
      total = total.plus(Ratio.of("99"));
    }
    Ratio packages0 = packages(text.quantity[0]);
    Ratio packages1 = packages(text.whole()).minus(packages0);
    return total
        .plus(packages0.times("0.33"))
        .plus(packages1.times("0.44"))
        .plus(minutes(telephony.whole(), "0.0131"))
        .plus(profiles());
  }

  private Ratio profiles() {
    return profile.quantity[0].times("0.005").plus(profile.quantity[1].times("0.0061")).over(31);
  }

  private static Ratio packages(Ratio texts) {
    return texts.minus(Ratio.of(5)).max(Ratio.ZERO).over(8).up();
  }

  /** What a stretch of a length from a place has in common with a tier. */
  private static Ratio stretch(Ratio from, Ratio length, long tierFrom, long tierTo) {
    Ratio start = from.max(Ratio.of(tierFrom));
    return from.plus(length).min(Ratio.of(tierTo)).minus(start).max(Ratio.ZERO);
  }

  private static Ratio fee(Ratio quantity, String fee) {
    return quantity.signum() > 0 ? Ratio.of(fee) : Ratio.ZERO;
  }

  private static Ratio minutes(Ratio seconds, String price) {
    return seconds.over(60).times(price);
  }

  private static boolean isHeld(LocalDate day, UsageRecord record, Instant end) {
    boolean isFirst = day.equals(day(record.startTime()));
    return day.getMonthValue() == 5
        && (isFirst || day.atStartOfDay().toInstant(ZoneOffset.UTC).isBefore(end));
  }

  private static int part(Instant start, LocalDate change) {
    return day(start).isBefore(change) ? 0 : 1;
  }

  private static LocalDate day(Instant time) {
    return time.atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static Ratio amount(UsageRecord record) {
    return seconds(record).times(times(record));
  }

  private static Ratio seconds(UsageRecord record) {
    BigDecimal quantity = record.quantity();
    return quantity == null
        ? Ratio.of(
            Duration.between(record.startTime(), Objects.requireNonNull(record.endTime()))
                .toSeconds())
        : Ratio.of(quantity);
  }

  private static Ratio times(UsageRecord record) {
    return Ratio.of(record.count());
  }
}
