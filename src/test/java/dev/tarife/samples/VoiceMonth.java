package dev.tarife.samples;

import dev.tarife.model.UsageRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers and calls that are no campaign: {@code usage-voice.csv}. */
final class VoiceMonth {
  /** A number of ours, or of a carrier, and the queue that answers it. */
  private record PhoneLine(String id, String queue, String country, String type) {}

  // Numbers set aside for fiction, where their country has any.
  private static final PhoneLine US_SALES = new PhoneLine("+12065550100", "sales", "US", "did");
  private static final PhoneLine US_CARE = new PhoneLine("+18005550100", "care", "US", "toll-free");
  private static final PhoneLine US_OUTAGE =
      new PhoneLine("+18885550123", "outage", "US", "toll-free-std");
  private static final PhoneLine CANADA = new PhoneLine("+16045550142", "care", "CA", "did");
  private static final PhoneLine MEXICO = new PhoneLine("mx-line-1", "care", "MX", "did");
  private static final PhoneLine GERMANY = new PhoneLine("+493023125010", "care", "DE", "did");
  private static final PhoneLine GERMANY_FREE =
      new PhoneLine("de-freephone-1", "outage", "DE", "toll-free");
  private static final PhoneLine BRITAIN = new PhoneLine("+442079460123", "sales", "GB", "did");
  private static final PhoneLine FRANCE = new PhoneLine("+33199001234", "care", "FR", "did");
  private static final PhoneLine TURKEY =
      new PhoneLine("tr-carrier-1", "care", "TR", "third-party-did");

  // Those that ring more often stand here more often.
  private static final List<PhoneLine> RING_US =
      List.of(
          US_SALES, US_SALES, US_SALES, US_SALES, US_CARE, US_CARE, US_CARE, US_OUTAGE, CANADA,
          MEXICO);
  private static final List<PhoneLine> RING_EU =
      List.of(
          GERMANY,
          GERMANY,
          GERMANY,
          GERMANY,
          GERMANY_FREE,
          BRITAIN,
          BRITAIN,
          FRANCE,
          FRANCE,
          TURKEY);
  private static final List<String> DIALLED_US =
      List.of("US", "US", "US", "US", "US", "US", "CA", "CA", "MX", "GB", "IN", "BR");
  private static final List<String> DIALLED_EU =
      List.of("DE", "DE", "DE", "DE", "AT", "AT", "CH", "FR", "GB", "PL", "GG", "TR");

  private final Dice dice = new Dice("voice");
  private final List<UsageRecord> records = new ArrayList<>();
  private int last;

  List<UsageRecord> records() {
    numbers();
    for (LocalDate day : ContactCentre.days()) {
      for (Site site : Site.ALL) {
        for (int i = site.busy(day, site.calls(), dice); i > 0; i--) {
          inbound(site, site.moment(day, dice));
        }
        for (int i = site.busy(day, 20, dice); i > 0; i--) {
          outbound(site, site.moment(day, dice));
        }
        for (int i = site.busy(day, 5, dice); i > 0; i--) {
          online(site, site.moment(day, dice));
        }
      }
      for (int i = Site.US.busy(day, 14, dice); i > 0; i--) {
        reminder(Site.US.moment(day, dice));
      }
    }
    return ContactCentre.inTime(records);
  }

  private void numbers() {
    String opened = "2024-01-15T09:00:00Z";
    held(Site.US, US_SALES, opened, null);
    held(Site.US, US_CARE, opened, null);
    held(Site.US, US_OUTAGE, "2024-05-01T00:00:00Z", null);
    held(Site.US, CANADA, "2024-02-01T12:00:00Z", null);
    held(Site.US, MEXICO, "2024-05-13T16:20:00Z", null);
    // Released at midnight: the 16th is no day of it any more.
    held(
        Site.US,
        new PhoneLine("+12065550199", "sales", "US", "did"),
        opened,
        "2024-05-16T00:00:00Z");
    held(Site.EU, GERMANY, opened, null);
    held(Site.EU, GERMANY_FREE, opened, null);
    held(Site.EU, BRITAIN, "2024-03-04T08:00:00Z", null);
    held(Site.EU, FRANCE, "2024-03-04T08:00:00Z", "2024-06-20T17:00:00Z");
    held(Site.EU, TURKEY, "2024-04-02T07:00:00Z", null);
    // Claimed by mistake, and given back within the hour.
    held(
        Site.EU,
        new PhoneLine("+493023125011", "care", "DE", "did"),
        "2024-05-22T10:05:00Z",
        "2024-05-22T10:40:00Z");
  }

  private void held(Site site, PhoneLine number, String from, @Nullable String to) {
    records.add(
        UsageRecord.of(
                "n-" + number.id().replace("+", ""),
                site.instance(),
                "phone-number",
                Instant.parse(from))
            .endTime(to == null ? null : Instant.parse(to))
            .resourceId(number.id())
            .country(number.country())
            .numberType(number.type())
            .build());
  }

  private void inbound(Site site, Instant start) {
    String contact = "c-" + (100_000 + records.size());
    PhoneLine number = dice.oneOf(site.equals(Site.US) ? RING_US : RING_EU);
    // Some hang up in the queue, within a minimum.
    int seconds = dice.chance(6) ? dice.between(2, 25) : dice.low(60, 2_450);
    inbound(site, start, contact, number, seconds);
    Instant end = start.plusSeconds(seconds);
    if (seconds >= 60 && dice.chance(9)) {
      // Handed to another agent: a further segment of the same call.
      int more = dice.low(20, 900);
      inbound(site, end, contact, number, more);
      end = end.plusSeconds(more);
    }
    if (seconds >= 120 && dice.chance(3)) {
      int talk = dice.chance(10) ? 0 : dice.low(8, 110);
      String country = site.equals(Site.US) ? (dice.chance(80) ? "US" : "CA") : number.country();
      records.add(
          record(site, "external-transfer", end.minusSeconds(talk + 10))
              .quantity(talk + 10)
              .connectedSeconds(talk)
              .contactId(contact)
              .country(country)
              .numberCountry(number.country())
              .numberType(number.type())
              .attribute("tag:queue", number.queue())
              .build());
    }
  }

  private void inbound(Site site, Instant start, String contact, PhoneLine number, int seconds) {
    records.add(
        record(site, "voice-inbound", start)
            .quantity(seconds)
            .contactId(contact)
            .country(number.country())
            .numberType(number.type())
            .attribute("tag:queue", number.queue())
            .build());
  }

  private void outbound(Site site, Instant start) {
    String country = dice.oneOf(site.equals(Site.US) ? DIALLED_US : DIALLED_EU);
    PhoneLine number = site.equals(Site.US) ? US_SALES : country.equals("TR") ? TURKEY : GERMANY;
    int ring = dice.between(4, 30);
    int talk = dice.chance(18) ? 0 : dice.low(5, 1_100);
    records.add(
        record(site, "voice-outbound", start)
            .quantity(ring + talk)
            .connectedSeconds(talk)
            .contactId("c-" + (100_000 + records.size()))
            .country(country)
            .numberCountry(number.country())
            .numberType(number.type())
            .attribute("tag:queue", number.queue())
            .build());
  }

  /** A reminder that a program dials: charged from the attempt. */
  private void reminder(Instant start) {
    int ring = dice.between(3, 28);
    int talk = dice.chance(30) ? 0 : dice.low(6, 75);
    records.add(
        record(Site.US, "voice-api-outbound", start)
            .quantity(ring + talk)
            .connectedSeconds(talk)
            .country(dice.chance(92) ? "US" : "CA")
            .numberCountry("US")
            .numberType("did")
            .attribute("tag:queue", "reminders")
            .build());
  }

  /** A call out of the app or the web page, some with video and a shared screen. */
  private void online(Site site, Instant start) {
    String contact = "c-" + (100_000 + records.size());
    int seconds = dice.low(6, 1_500);
    boolean web = dice.chance(40);
    records.add(
        record(site, web ? "web-call" : "in-app-call", start)
            .quantity(seconds)
            .contactId(contact)
            .attribute("tag:queue", "online")
            .build());
    if (seconds > 60 && dice.chance(35)) {
      video(site, start.plusSeconds(20), contact, "customer", seconds - 20);
      int first = dice.between(3, seconds - 30);
      video(site, start.plusSeconds(5), contact, "agent", first);
      if (dice.chance(25)) {
        // The agent's camera was off for a moment: two records, one timer.
        video(site, start.plusSeconds(first + 15), contact, "agent", dice.between(2, 15));
      }
    }
    if (seconds > 60 && dice.chance(15)) {
      records.add(
          record(site, "screen-share", start.plusSeconds(30))
              .quantity(dice.between(4, seconds - 30))
              .contactId(contact)
              .attribute("tag:queue", "online")
              .build());
    }
  }

  private void video(Site site, Instant start, String contact, String who, int seconds) {
    records.add(
        record(site, "video", start)
            .quantity(seconds)
            .contactId(contact)
            .resourceId(who)
            .attribute("tag:queue", "online")
            .build());
  }

  private UsageRecord.Builder record(Site site, String usageType, Instant start) {
    return UsageRecord.of("v-" + (100_000 + last++), site.instance(), usageType, start);
  }
}
