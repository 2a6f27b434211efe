package dev.tarife.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.metering.input.UsageReader;
import dev.tarife.model.FaultException;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.UsageRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule of counting by example; the meter of files must say the same. */
class MeteringRulesTest {
  @TempDir Path folder;

  @Test
  void minimumOfChainAppliesOnceToTheSumOfItsSegments() throws IOException {
    Metered metered =
        both(
            voice("a", "2024-05-02T10:00:00Z").quantity(4).contactId("c").build(),
            voice("b", "2024-05-02T10:01:00Z").quantity(5).contactId("c").build(),
            voice("d", "2024-05-02T10:01:00Z").quantity(3).build());
    assertThat(facts(metered))
        .containsExactly(
            "service|east||||2024-05-01 = 20 of 3, a",
            "telephony|east|US|did||2024-05-01 = 120 of 3, a");
  }

  @Test
  void repeatedSegmentCountsOnceAndInTheChainThatItsLatestRecordNames() throws IOException {
    List<UsageRecord> calls = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      calls.add(voice("r" + i, "2024-05-02T10:00:00Z").quantity(4).contactId("c" + i / 2).build());
    }
    calls.add(
        voice("r0", "2024-05-02T10:00:00Z")
            .quantity(4)
            .contactId("alone")
            .updatedAt(Instant.parse("2024-05-03T10:00:00Z"))
            .build());
    Metered metered = both(calls.toArray(new UsageRecord[0]));
    // 24 chains of two segments, and two of one: each is less than the minimum of 10.
    assertThat(facts(metered)).contains("service|east||||2024-05-01 = 260 of 50, r0");
  }

  @Test
  void chainBelongsToTheMonthAndSliceOfItsFirstSegment() throws IOException {
    Metered metered =
        both(
            voice("a", "2024-05-10T23:59:00Z").quantity(40).contactId("c").build(),
            voice("b", "2024-05-11T00:01:00Z").quantity(50).contactId("c").build(),
            voice("d", "2024-04-30T23:59:00Z").quantity(40).contactId("e").build(),
            voice("f", "2024-05-01T00:01:00Z").quantity(50).contactId("e").build());
    assertThat(facts(metered))
        .containsExactly(
            "service|east||||2024-05-01 = 90 of 2, a",
            "telephony|east|US|did||2024-05-01 = 90 of 2, a");
    assertThat(metered.outOfPeriod()).isEqualTo(2);
  }

  /** 90 + 90 + 150 + 150: above the minimum, whole increments more; not multiples of them. */
  @Test
  void minimumAndIncrementThatDoNotDivide() throws IOException {
    Metered metered = both(block("a", 61), block("b", 90), block("c", 91), block("d", 150));
    assertThat(facts(metered)).containsExactly("block|east||||2024-05-01 = 480 of 4, a");
    Metered uneven = both(uneven("a", 20, "x"), uneven("b", 12, "y"), uneven("e", 7, "x"));
    // 39 seconds at 30/7 are 44; by resource, 27 and 12 seconds at 25/10 are 35 and 25.
    assertThat(facts(uneven))
        .containsExactly(
            "uneven|east||||2024-05-01 = 44 of 3, a",
            "uneven-each|east||||2024-05-01 = 60 of 3, a");
    Metered chain = both(uneven("a", 20, "x"), uneven("b", 12, "y"));
    assertThat(facts(chain)).contains("uneven|east||||2024-05-01 = 37 of 2, a");
  }

  @Test
  void incrementWithoutAMinimumIsAMultiple() throws IOException {
    Metered metered =
        both(
            Fixture.record("a", "steps", "2024-05-02T10:00:00Z").quantity(61).build(),
            Fixture.record("b", "steps", "2024-05-02T10:00:00Z").quantity(0).build());
    assertThat(facts(metered)).containsExactly("steps|east||||2024-05-01 = 120 of 2, a");
  }

  private static UsageRecord block(String id, long seconds) {
    return Fixture.record(id, "block", "2024-05-02T10:00:00Z").quantity(seconds).build();
  }

  private static UsageRecord uneven(String id, long seconds, String resource) {
    return Fixture.record(id, "uneven", "2024-05-02T10:00:00Z")
        .quantity(seconds)
        .contactId("call")
        .resourceId(resource)
        .build();
  }

  @Test
  void countMultipliesTheMinimumOfARecord() throws IOException {
    Metered metered =
        both(Fixture.record("a", "campaign", "2024-05-02T10:00:00Z").quantity(3).count(5).build());
    // One resource cannot be told from another among five.
    assertThat(metered.rejected().get(0).reason()).startsWith("resource_id is missing");
    Metered voice = both(voice("a", "2024-05-02T10:00:00Z").quantity(3).count(5).build());
    assertThat(facts(voice)).contains("service|east||||2024-05-01 = 50 of 1, a");
  }

  @Test
  void distinctResourcesAreKeptBySetsOfSlices() throws IOException {
    Metered metered =
        both(
            event("a", "evaluation", "2024-05-02T00:00:00Z", "x"),
            event("b", "schedule", "2024-05-12T00:00:00Z", "x"),
            event("c", "schedule", "2024-05-12T00:00:00Z", "y"),
            event("d", "schedule", "2024-06-12T00:00:00Z", "z"));
    assertThat(facts(metered))
        .containsExactly(
            "agent|east||||2024-05-01|2024-05-11 = 1 of 2, a",
            "agent|east||||2024-05-11 = 1 of 1, c");
    assertThat(metered.outOfPeriod()).isEqualTo(1);
  }

  @Test
  void unionCountsEachSecondOnceAndTakesPausesOut() throws IOException {
    Metered metered =
        both(
            interval("a", "recording", "2024-05-02T10:00:00Z", 100),
            interval("b", "recording", "2024-05-02T10:00:50Z", 100),
            interval("c", "pause", "2024-05-02T10:00:40Z", 20),
            interval("d", "pause", "2024-05-02T10:00:50Z", 20),
            interval("e", "recording", "2024-04-30T23:59:00Z", 120),
            interval("f", "recording", "2024-05-01T00:00:30Z", 60));
    assertThat(facts(metered)).containsExactly("recording|east||||2024-05-01 = 150 of 3, a");
  }

  @Test
  void aRecordingWithinAnotherAddsNothingThoughBothArePaused() throws IOException {
    Metered metered =
        both(
            interval("a", "recording", "2024-05-02T10:00:00Z", 60),
            interval("b", "recording", "2024-05-02T10:00:20Z", 1),
            interval("c", "pause", "2024-05-02T10:00:10Z", 600));
    assertThat(facts(metered)).containsExactly("recording|east||||2024-05-01 = 10 of 2, a");
  }

  @Test
  void holdingsCountUtcDaysOnce() throws IOException {
    Metered metered =
        both(
            number("a", "2024-04-20T00:00:00Z", "2024-05-03T00:00:00Z", "n1"),
            number("b", "2024-05-02T12:00:00Z", "2024-05-02T12:00:00Z", "n1"),
            number("c", "2024-05-09T22:00:00-05:00", null, "n2"));
    assertThat(facts(metered))
        .containsExactly(
            "number-day|east|US|did||2024-05-01 = 259200 of 3, a",
            "number-day|east|US|did||2024-05-11 = 864000 of 1, c",
            "number-day|east|US|did||2024-05-21 = 950400 of 1, c");
  }

  @Test
  void aRecordWithoutAContactIsTheChainThatOthersNameByItsId() throws IOException {
    Metered metered =
        both(
            voice("c1", "2024-05-02T10:00:00Z").quantity(5).country("US").build(),
            voice("c2", "2024-05-02T10:01:00Z").quantity(5).country("US").contactId("c1").build(),
            voice("c3", "2024-05-02T10:02:00Z").quantity(5).country("US").build());
    Metered named =
        both(
            voice("c1", "2024-05-02T10:00:00Z").quantity(5).country("US").contactId("c1").build(),
            voice("c2", "2024-05-02T10:01:00Z").quantity(5).country("US").contactId("c1").build(),
            voice("c3", "2024-05-02T10:02:00Z").quantity(5).country("US").build());
    assertThat(facts(metered)).isEqualTo(facts(named));
    assertThat(facts(metered)).anySatisfy(fact -> assertThat(fact).contains("of 3, c1"));
  }

  @Test
  void aHoldingsQuantityIsHowManyAreHeld() throws IOException {
    Metered metered =
        both(
            Fixture.record("a", "profile", "2024-05-30T00:00:00Z").quantity(1000).count(2).build(),
            Fixture.record("b", "profile", "2024-05-30T00:00:00Z")
                .quantity(new BigDecimal("1.5"))
                .build());
    assertThat(facts(metered)).contains("profile|east||||2024-05-21 = 4000 of 1, a");
    assertThat(metered.rejected())
        .singleElement()
        .satisfies(r -> assertThat(r.reason()).startsWith("quantity must be a whole number"));
  }

  @Test
  void rejectsWithTheValueAndTheTable() throws IOException {
    Metered metered =
        both(
            Fixture.record("a", "voice-inbund", "2024-05-02T10:00:00Z").build(),
            UsageRecord.of("b", "mars", "message", Instant.parse("2024-05-02T10:00:00Z")).build(),
            UsageRecord.of("c", "moon", "message", Instant.parse("2024-05-02T10:00:00Z")).build(),
            voice("d", "2024-05-02T10:00:00Z").country("XX").build(),
            voice("e", "2024-05-02T10:00:00Z").build(),
            voice("f", "2024-05-02T10:00:00Z").quantity(9).country(null).build(),
            Fixture.record("g", "message", "2024-05-02T10:00:00Z").account("other").build(),
            Fixture.record("h", "profile", "2024-05-02T10:00:00Z")
                .attribute("objects", "many")
                .build(),
            Fixture.record("i", "strict", "2024-05-02T10:00:00Z").build(),
            Fixture.record("j", "nonsense", "2024-06-02T10:00:00Z").build());
    assertThat(metered.rejected().stream().map(r -> r.example() + " " + r.reason()))
        .containsExactly(
            "f country is missing: needed by metering.xlsx, Metering, row 3",
            "i no row of metering.xlsx, Metering matches usage type (strict) with result is one of"
                + " ok: no",
            "e no seconds are known, neither quantity nor end_time is given: measured by"
                + " metering.xlsx, Metering, row 2",
            "h objects (many) is not a number: metering.xlsx, Metering asks whether objects is above"
                + " 100",
            "g record of another account (other): rate it with that account",
            "c unknown Region (moon-1) of instance (moon): no row in charges.xlsx, Regions;"
                + " known: us-east-1, us-west-2",
            "d unknown country (XX): no row in charges.xlsx, Countries; known: DE, TR, US",
            "b unknown instance (mars): not among the account's instances; known: east, moon,"
                + " west",
            "a unknown usage type (voice-inbund): no row in metering.xlsx, Usage types");
    // What a charge needs is missing in f: its service is charged all the same.
    assertThat(facts(metered)).containsExactly("service|east||||2024-05-01 = 10 of 1, f");
    assertThat(metered.outOfPeriod()).isEqualTo(1);
  }

  @Test
  void whatOneChargeNeedsRejectsThatChargeAlone() throws IOException {
    Metered metered =
        both(
            voice("a", "2024-05-02T10:00:00Z").quantity(70).country(null).contactId("x").build(),
            voice("b", "2024-05-02T10:05:00Z").quantity(20).contactId("x").build(),
            voice("c", "2024-05-12T10:00:00Z").quantity(30).country(null).build(),
            voice("d", "2024-05-12T10:00:00Z").quantity(30).build(),
            voice("e", "2024-06-02T10:00:00Z").quantity(30).country(null).build(),
            Fixture.record("f", "campaign", "2024-05-02T10:00:00Z").quantity(3).count(5).build());
    assertThat(facts(metered))
        .containsExactlyInAnyOrder(
            "service|east||||2024-05-01 = 140 of 3, a",
            "telephony|east|US|did||2024-05-01 = 60 of 1, b",
            "service|east||||2024-05-11 = 60 of 2, c",
            "telephony|east|US|did||2024-05-11 = 60 of 1, d");
    assertThat(metered.rejected().stream().map(r -> r.records() + " " + r.reason()))
        .containsExactly(
            "2 country is missing: needed by metering.xlsx, Metering, row 3",
            "1 resource_id is missing: told apart by metering.xlsx, Metering, row 5");
    assertThat(metered.outOfPeriod()).isEqualTo(1);
  }

  @Test
  void laterRecordOfAnIdWinsAndATieIsAFault() throws IOException {
    UsageRecord first = message("a").quantity(1).build();
    UsageRecord later =
        message("a").quantity(2).updatedAt(Instant.parse("2024-05-03T00:00:00Z")).build();
    assertThat(facts(both(first, later, first))).contains("chat|east||||2024-05-01 = 2 of 1, a");
    List<UsageRecord> tie = List.of(first, message("a").quantity(3).build());
    assertThatThrownBy(() -> Fixture.inMemory(tie)).isInstanceOf(FaultException.class);
    Path file = Fixture.csv(folder, "tie.csv", tie);
    assertThatThrownBy(() -> Fixture.bulk(List.of(file)))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("tie.csv:3: record_id (a)")
        .hasMessageContaining("quantity is (3) here and (1) at " + file + ":2");
  }

  @Test
  void sumsStayExactBeyondEighteenDigits() throws IOException {
    Metered metered =
        both(
            message("a").quantity(new BigDecimal("999999999999999.999999999")).count(1000).build(),
            message("b").quantity(new BigDecimal("0.000000001")).build());
    assertThat(facts(metered))
        .contains("chat|east||||2024-05-01 = 999999999999999999.999999001 of 2, a");
  }

  @Test
  void localeAndTimeZoneOfTheMachineDoNotMatter() throws IOException {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
      Metered metered =
          both(
              message("a").attribute("author", "bot").build(),
              message("b").attribute("author", "SYSTEM").build(),
              message("c").attribute("author", "system").build(),
              message("d").attribute("author", "I").build());
      assertThat(facts(metered)).contains("bot|east||||2024-05-01 = 4 of 4, a");
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  private Metered both(UsageRecord... records) throws IOException {
    Metered metered = Fixture.inMemory(List.of(records));
    Path file = Fixture.csv(folder, "usage.csv", List.of(records));
    assertThat(UsageReader.read(file)).containsExactly(records);
    assertThat(Fixture.bulk(List.of(file))).isEqualTo(metered);
    return metered;
  }

  private static List<String> facts(Metered metered) {
    return metered.usage().stream().map(MeteringRulesTest::text).toList();
  }

  private static String text(MeteredUsage usage) {
    String id = usage.id().replaceFirst("\\|(?=\\d{4}-)", "||");
    return id + " = " + usage.quantity() + " of " + usage.records() + ", " + usage.example();
  }

  private static UsageRecord.Builder message(String id) {
    return Fixture.record(id, "message", "2024-05-02T10:00:00Z");
  }

  private static UsageRecord.Builder voice(String id, String start) {
    return Fixture.record(id, "voice", start).country("US").numberType("did");
  }

  private static UsageRecord event(String id, String type, String start, String resource) {
    return Fixture.record(id, type, start).resourceId(resource).build();
  }

  private static UsageRecord interval(String id, String type, String start, long seconds) {
    return Fixture.record(id, type, start)
        .endTime(Instant.parse(start).plusSeconds(seconds))
        .resourceId("agent")
        .build();
  }

  private static UsageRecord number(
      String id, String start, @org.jspecify.annotations.Nullable String end, String number) {
    return UsageRecord.of(id, "east", "number", java.time.OffsetDateTime.parse(start).toInstant())
        .endTime(end == null ? null : Instant.parse(end))
        .resourceId(number)
        .country("US")
        .numberType("did")
        .build();
  }
}
