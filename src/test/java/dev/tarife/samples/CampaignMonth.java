package dev.tarife.samples;

import dev.tarife.model.UsageRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Two outbound campaigns: {@code usage-campaigns.csv}. */
final class CampaignMonth {
  /** Endpoints 1 to 4,000 are dialled from Oregon, 3,901 to 5,600 from Frankfurt: 100 from both. */
  private static final int LAST_US = 4_000;

  private static final int FIRST_EU = 3_901;
  private static final int LAST_EU = 5_600;

  private final Dice dice = new Dice("campaigns");
  private final List<UsageRecord> records = new ArrayList<>();
  private int last;

  List<UsageRecord> records() {
    campaign(Site.US, "spring-offer", 1, LAST_US);
    campaign(Site.EU, "survey", FIRST_EU, LAST_EU);
    return ContactCentre.inTime(records);
  }

  private void campaign(Site site, String campaign, int first, int lastEndpoint) {
    List<LocalDate> days = ContactCentre.days().stream().filter(Site::isWorkingDay).toList();
    // What a dialler reports of the unanswered: how many rang how long, a day and country.
    SortedMap<String, Integer> unanswered = new TreeMap<>();
    for (int endpoint = first; endpoint <= lastEndpoint; endpoint++) {
      LocalDate day = dice.oneOf(days);
      Instant start = site.moment(day, dice);
      String country = country(site);
      records.add(
          record(site, "campaign-endpoint", start, campaign)
              .resourceId("endpoint-" + (10_000 + endpoint))
              .build());
      for (int attempt = 0; attempt < 2; attempt++) {
        if (dice.chance(26)) {
          answered(site, start.plusSeconds(attempt * 1_800L), campaign, country);
          break;
        }
        int ring = dice.chance(20) ? 3 : dice.chance(50) ? 18 : 30;
        unanswered.merge(day + "|" + country + "|" + (10 + ring), 1, Integer::sum);
        if (dice.chance(60)) {
          break;
        }
      }
    }
    unanswered.forEach((key, count) -> unanswered(site, campaign, key, count));
  }

  private void answered(Site site, Instant start, String campaign, String country) {
    int ring = dice.between(3, 18);
    // An answering machine gets half a minute, a person a talk.
    int talk = dice.chance(45) ? dice.between(4, 30) : dice.low(25, 700);
    records.add(
        record(site, "voice-campaign", start, campaign)
            .quantity(ring + talk)
            .connectedSeconds(talk)
            .country(country)
            .numberCountry(site.equals(Site.US) ? "US" : "DE")
            .numberType(site.equals(Site.US) ? "toll-free" : "did")
            .build());
  }

  private void unanswered(Site site, String campaign, String key, int count) {
    String[] parts = key.split("\\|");
    Instant noon = LocalDate.parse(parts[0]).atTime(16, 0).toInstant(ZoneOffset.UTC);
    records.add(
        record(site, "voice-campaign", noon, campaign)
            .quantity(Long.parseLong(parts[2]) - 10)
            .count(count)
            .connectedSeconds(0)
            .country(parts[1])
            .numberCountry(site.equals(Site.US) ? "US" : "DE")
            .numberType(site.equals(Site.US) ? "toll-free" : "did")
            .build());
  }

  private String country(Site site) {
    boolean home = dice.chance(90);
    return site.equals(Site.US) ? (home ? "US" : "CA") : (home ? "DE" : "AT");
  }

  private UsageRecord.Builder record(Site site, String usageType, Instant start, String campaign) {
    return UsageRecord.of("d-" + (100_000 + last++), site.instance(), usageType, start)
        .attribute("tag:campaign", campaign);
  }
}
