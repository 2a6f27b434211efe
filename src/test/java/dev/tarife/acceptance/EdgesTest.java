package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.LineKind;
import dev.tarife.model.UsageRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** First and last days, months' ends and Regions that finance's scenarios leave out. */
class EdgesTest {
  private static YearMonth month(String time) {
    return YearMonth.from(Instant.parse(time).atZone(ZoneOffset.UTC));
  }

  private static Set<LineKind> kinds(Invoice invoice, String charge) {
    return invoice.lines().stream()
        .filter(line -> line.charge().equals(charge))
        .map(LineItem::kind)
        .collect(Collectors.toSet());
  }

  private static Invoice rate(Account account, UsageRecord.Builder record, String time) {
    Invoice invoice = Real.tariff().rate(account, month(time), List.of(record.build()));
    assertThat(invoice.rejected()).isEmpty();
    assertThat(invoice.notes()).isEmpty();
    return invoice;
  }

  @DisplayName("FT-01: the 12 months begin and end with the day, in UTC")
  @ParameterizedTest
  @CsvSource({
    "2024-01-15, 2024-01-14T23:59:59Z, USAGE",
    "2024-01-15, 2024-01-15T00:00:00Z, FREE_TIER",
    "2024-01-15, 2025-01-14T23:59:59.999999999Z, FREE_TIER",
    "2024-01-15, 2025-01-15T00:00:00Z, USAGE",
    "2024-01-31, 2024-01-31T00:00:00Z, FREE_TIER",
    "2024-01-31, 2025-01-30T23:59:59Z, FREE_TIER",
    "2024-01-31, 2025-01-31T00:00:00Z, USAGE",
    "2024-02-29, 2024-02-29T00:00:00Z, FREE_TIER",
    "2024-02-29, 2025-02-27T23:59:59Z, FREE_TIER",
    "2024-02-29, 2025-02-28T00:00:00Z, USAGE",
    "2023-02-28, 2024-02-27T23:59:59Z, FREE_TIER",
    "2023-02-28, 2024-02-28T00:00:00Z, USAGE",
    "2023-02-28, 2024-02-29T12:00:00Z, USAGE",
    "2023-03-01, 2024-02-29T23:59:59Z, FREE_TIER",
    "2023-03-01, 2024-03-01T00:00:00Z, USAGE",
    "2024-12-30, 2025-12-29T23:59:59Z, FREE_TIER",
    "2024-12-30, 2025-12-30T00:00:00Z, USAGE",
    "2024-12-31, 2025-12-30T23:59:59Z, FREE_TIER",
    "2024-12-31, 2025-12-31T00:00:00Z, USAGE",
  })
  void theFreeTierLastsTwelveMonths(String deployment, String time, LineKind kind) {
    Invoice invoice =
        rate(Real.account("us-west-2", deployment), Real.record("a", "task", time), time);
    assertThat(kinds(invoice, "task")).containsExactly(kind);
  }

  @DisplayName("TR-01, TR-02, TR-03, TR-04: the month of first use and the next, if begun in time")
  @ParameterizedTest
  @CsvSource({
    "2024-04-10, 2024-04-09T23:59:59Z, USAGE",
    "2024-04-10, 2024-04-10T00:00:00Z, TRIAL",
    "2024-04-10, 2024-05-31T23:59:59Z, TRIAL",
    "2024-04-10, 2024-06-01T00:00:00Z, USAGE",
    "2024-01-31, 2024-01-31T00:00:00Z, TRIAL",
    "2024-01-31, 2024-02-29T23:59:59Z, TRIAL",
    "2024-01-31, 2024-03-01T00:00:00Z, USAGE",
    "2023-12-01, 2024-01-31T23:59:59Z, TRIAL",
    "2023-12-01, 2024-02-01T00:00:00Z, USAGE",
    "2024-12-30, 2024-12-29T23:59:59Z, USAGE",
    "2024-12-30, 2024-12-30T00:00:00Z, TRIAL",
    "2024-12-30, 2024-12-31T23:59:59Z, TRIAL",
    "2024-12-30, 2025-01-31T23:59:59Z, TRIAL",
    "2024-12-30, 2025-02-01T00:00:00Z, USAGE",
    "2024-12-31, 2024-12-31T00:00:00Z, USAGE",
    "2024-12-31, 2025-01-01T00:00:00Z, USAGE",
  })
  void theVoiceAnalyticsTrialLastsTwoCalendarMonths(String activation, String time, LineKind kind) {
    Account account =
        Real.account("us-west-2")
            .withActivations(Map.of("contact-lens-voice", LocalDate.parse(activation)));
    Invoice invoice = rate(account, Real.record("a", "speech-analytics", time).quantity(60), time);
    assertThat(kinds(invoice, "speech-analytics")).containsExactly(kind);
  }

  @DisplayName("TR-05, TR-06: 30 and 90 days, the day of activation is the first")
  @ParameterizedTest
  @CsvSource({
    // Day 30 of 20 April is 19 May.
    "performance-evaluation, agent-evaluation, 2024-04-20, 2024-04-19T23:59:59Z, USAGE",
    "performance-evaluation, agent-evaluation, 2024-04-20, 2024-04-20T00:00:00Z, TRIAL",
    "performance-evaluation, agent-evaluation, 2024-04-20, 2024-05-19T23:59:59Z, TRIAL",
    "performance-evaluation, agent-evaluation, 2024-04-20, 2024-05-20T00:00:00Z, USAGE",
    // Day 30 of 31 January 2024 is 29 February; of 29 February it is 29 March.
    "performance-evaluation, agent-evaluation, 2024-01-31, 2024-02-29T23:59:59Z, TRIAL",
    "performance-evaluation, agent-evaluation, 2024-01-31, 2024-03-01T00:00:00Z, USAGE",
    "performance-evaluation, agent-evaluation, 2024-02-29, 2024-03-29T23:59:59Z, TRIAL",
    "performance-evaluation, agent-evaluation, 2024-02-29, 2024-03-30T00:00:00Z, USAGE",
    // Begun at the year's end: neither trial has a last day of start.
    "performance-evaluation, agent-evaluation, 2024-12-31, 2025-01-29T23:59:59Z, TRIAL",
    "performance-evaluation, agent-evaluation, 2024-12-31, 2025-01-30T00:00:00Z, USAGE",
    // Day 90 of 2 December 2024 is 1 March 2025: 30 + 31 + 28 + 1 days.
    "forecasting, agent-schedule, 2024-12-02, 2024-12-01T23:59:59Z, USAGE",
    "forecasting, agent-schedule, 2024-12-02, 2024-12-02T00:00:00Z, TRIAL",
    "forecasting, agent-schedule, 2024-12-02, 2025-03-01T23:59:59Z, TRIAL",
    "forecasting, agent-schedule, 2024-12-02, 2025-03-02T00:00:00Z, USAGE",
    // The same in a leap year: 30 + 31 + 29 days end with February.
    "forecasting, forecast-contact, 2023-12-02, 2024-02-29T23:59:59Z, TRIAL",
    "forecasting, forecast-contact, 2023-12-02, 2024-03-01T00:00:00Z, USAGE",
  })
  void aTrialOfDaysCountsTheDayOfActivation(
      String feature, String type, String activation, String time, LineKind kind) {
    Account account =
        Real.account("us-west-2").withActivations(Map.of(feature, LocalDate.parse(activation)));
    Invoice invoice = rate(account, Real.record("a", type, time).resourceId("agent"), time);
    assertThat(invoice.lines()).hasSize(1);
    assertThat(invoice.lines().get(0).kind()).isEqualTo(kind);
  }

  @DisplayName("FT-03, FT-04, FT-05, FT-06, FT-07, FT-08: each Region's home country")
  @ParameterizedTest
  @CsvSource({
    // Region, home country, free outbound, free toll-free
    "us-east-1, US, true, true",
    "us-west-2, US, true, true",
    "us-gov-west-1, US, true, true",
    "ca-central-1, US, true, true",
    "af-south-1, ZA, false, false",
    "ap-northeast-1, JP, true, false",
    "ap-northeast-2, KR, false, false",
    "ap-southeast-1, SG, true, false",
    "ap-southeast-2, AU, true, false",
    "eu-central-1, DE, true, false",
    "eu-west-2, GB, true, false",
  })
  void everyRegionHasItsHomeCountry(
      String region, String home, boolean outbound, boolean tollFree) {
    LineKind outboundKind = outbound ? LineKind.FREE_TIER : LineKind.USAGE;
    LineKind tollFreeKind = tollFree ? LineKind.FREE_TIER : LineKind.USAGE;
    assertThat(kind(region, "phone-number", home, "did")).isEqualTo(LineKind.FREE_TIER);
    assertThat(kind(region, "telephony-inbound", home, "did")).isEqualTo(LineKind.FREE_TIER);
    assertThat(kind(region, "telephony-outbound", home, null)).isEqualTo(outboundKind);
    if (priced(region, "phone-number", home, "toll-free")) {
      assertThat(kind(region, "phone-number", home, "toll-free")).isEqualTo(tollFreeKind);
    }
    if (priced(region, "telephony-inbound", home, "toll-free")) {
      assertThat(kind(region, "telephony-inbound", home, "toll-free")).isEqualTo(tollFreeKind);
    }
    String abroad = home.equals("GB") ? "DE" : "GB";
    assertThat(kind(region, "telephony-outbound", abroad, null)).isEqualTo(LineKind.USAGE);
    if (priced(region, "telephony-inbound", abroad, "did")) {
      assertThat(kind(region, "telephony-inbound", abroad, "did")).isEqualTo(LineKind.USAGE);
      assertThat(kind(region, "phone-number", abroad, "did")).isEqualTo(LineKind.USAGE);
    }
  }

  @DisplayName("FT-05: Canada (Central) is at home in the US, not in Canada")
  @Test
  void canadaIsNotAtHomeInCanada() {
    assertThat(kind("ca-central-1", "telephony-outbound", "CA", null)).isEqualTo(LineKind.USAGE);
    assertThat(kind("ca-central-1", "telephony-inbound", "CA", "did")).isEqualTo(LineKind.USAGE);
    assertThat(kind("ca-central-1", "phone-number", "CA", "did")).isEqualTo(LineKind.USAGE);
  }

  @Test
  void everyRegionOfTheTablesIsTried() {
    assertThat(Real.tariff().tables().catalogue().regions().keySet())
        .containsExactlyInAnyOrder(
            "us-east-1",
            "us-west-2",
            "us-gov-west-1",
            "ca-central-1",
            "af-south-1",
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-southeast-1",
            "ap-southeast-2",
            "eu-central-1",
            "eu-west-2");
  }

  private static boolean priced(
      String region, String charge, String country, @Nullable String type) {
    return !Real.tariff()
        .tables()
        .card()
        .find(charge, region, country, type, null, LocalDate.of(2024, 5, 6))
        .isEmpty();
  }

  /** What a minute or a day is to an account in its first year. */
  private static LineKind kind(
      String region, String charge, String country, @Nullable String numberType) {
    String time = "2024-05-06T09:00:00Z";
    UsageRecord.Builder record =
        switch (charge) {
          case "phone-number" ->
              Real.record("a", "phone-number", time).endTime(Instant.parse("2024-05-06T10:00:00Z"));
          case "telephony-inbound" -> Real.record("a", "voice-inbound", time).quantity(60);
          default -> Real.record("a", "voice-outbound", time).quantity(60);
        };
    record.country(country).numberType(numberType == null ? "did" : numberType);
    Invoice invoice = rate(Real.account(region, "2024-01-15"), record, time);
    return kinds(invoice, charge).iterator().next();
  }

  @DisplayName("FT-10: the whole allowance again in each month, none of it carried over")
  @Test
  void anAllowanceIsWholeInEveryMonthAndNeverCarriedOver() {
    Account account = Real.account("us-west-2", "2024-01-31");
    for (String day : List.of("2024-01-31", "2024-02-29", "2024-03-01", "2025-01-01")) {
      String time = day + "T12:00:00Z";
      assertThat(Shown.of(rate(account, Real.record("a", "task", time).count(101), time)))
          .containsExactly(Shown.free("task", "100"), Shown.usage("task", "1", "0.04", "0.04"));
    }
  }

  @DisplayName("FT-10: one pool over all of an account's instances and Regions")
  @Test
  void anAccountHasOnePoolOverItsInstances() {
    Account account =
        new Account(
            "a",
            "USD",
            LocalDate.of(2024, 1, 15),
            List.of(new Instance("main", "us-west-2"), new Instance("two", "eu-west-2")),
            new TreeMap<>());
    Instant time = Instant.parse("2024-05-06T09:00:00Z");
    Invoice invoice =
        Real.tariff()
            .rate(
                account,
                Real.MAY,
                List.of(
                    UsageRecord.of("a", "main", "task", time).count(70).build(),
                    UsageRecord.of("b", "two", "task", time).count(70).build()));
    // 140 tasks, 100 of them free: 40 x 0.04.
    assertThat(invoice.totalExact()).hasToString("1.6");
  }

  @DisplayName("A-40, A-61: free number-days are the first of the tiers, whoever holds them")
  @Test
  void freeNumberDaysComeBeforeAllOthersOfTheirTiers() {
    Account account =
        new Account(
            "a",
            "USD",
            LocalDate.of(2023, 5, 16),
            List.of(new Instance("main", "us-east-1"), new Instance("two", "us-east-1")),
            new TreeMap<>());
    Invoice invoice =
        Real.tariff()
            .rate(
                account, Real.MAY, List.of(held("a", "main", 20, 29_980), held("b", "two", 2, 10)));
    // 10 days are free until the 15th: 29,960 more reach the bound of 29,970, and 20 lie above it.
    assertThat(Shown.of(invoice))
        .containsExactlyInAnyOrder(
            Shown.free("phone-number", "10"),
            Shown.usage("phone-number", "29960", "0.06", "1797.6"),
            Shown.usage("phone-number", "20", "0.039", "0.78"));
  }

  private static UsageRecord held(String id, String instance, int day, int count) {
    Instant start = LocalDate.of(2024, 5, day).atStartOfDay(ZoneOffset.UTC).toInstant();
    return UsageRecord.of(id, instance, "phone-number", start)
        .endTime(start.plusSeconds(86_400))
        .count(count)
        .country("US")
        .numberType("toll-free")
        .build();
  }

  @DisplayName("VO-03, VO-10: a campaign's connected minute")
  @Test
  void aCampaignsConnectedMinuteIsDearer() {
    String time = "2024-05-06T09:00:00Z";
    UsageRecord.Builder call =
        Real.record("a", "voice-campaign", time).quantity(90).country("US").numberType("did");
    // 1.5 minutes of service at 0.025 and of telephony at 0.0048.
    assertThat(Shown.of(rate(Real.account("us-west-2"), call, time)))
        .containsExactly(
            Shown.usage("voice-service-campaign", "1.5", "0.025", "0.0375"),
            Shown.usage("telephony-outbound", "1.5", "0.0048", "0.0072"));
  }

  @DisplayName("VO-17: a number held over 29 February has 29 days")
  @Test
  void aNumberHeldAllFebruaryHasItsDays() {
    for (Map.Entry<Integer, String> year : Map.of(2024, "29", 2025, "28").entrySet()) {
      Invoice invoice =
          Real.tariff()
              .rate(
                  Real.account("us-west-2"),
                  YearMonth.of(year.getKey(), 2),
                  List.of(
                      Real.record("a", "phone-number", "2023-11-30T12:00:00Z")
                          .country("US")
                          .numberType("did")
                          .build()));
      assertThat(invoice.lines()).hasSize(1);
      assertThat(invoice.lines().get(0).quantity()).hasToString(year.getValue());
    }
  }

  @Test
  @Tag("VO-08")
  void theLastNanosecondOfAMonthIsInItAndTheFirstOfTheNextIsNot() {
    Account account = Real.account("us-west-2");
    List<UsageRecord> calls =
        List.of(
            Real.record("a", "web-call", "2024-05-01T00:00:00Z").quantity(60).build(),
            Real.record("b", "web-call", "2024-05-31T23:59:59.999999999Z").quantity(60).build(),
            Real.record("c", "web-call", "2024-04-30T23:59:59.999999999Z").quantity(60).build(),
            Real.record("d", "web-call", "2024-06-01T00:00:00Z").quantity(60).build());
    Invoice invoice = Real.tariff().rate(account, Real.MAY, calls);
    assertThat(Shown.of(invoice))
        .containsExactly(
            Shown.usage("voice-service", "2", "0.018", "0.036"),
            Shown.usage("in-app-web-calling", "2", "0.01", "0.02"));
    assertThat(invoice.notes())
        .containsExactly("2 records lie outside 2024-05 and are not charged");
  }
}
