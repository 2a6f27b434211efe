package dev.tarife.samples;

import dev.tarife.model.UsageRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Tasks, cases, profiles, guides, Q and Voice ID: {@code usage-work.jsonl}. */
final class WorkMonth {
  private static final List<String> AUTHENTICATION =
      List.of(
          "Authenticated",
          "Authenticated",
          "Authenticated",
          "Authenticated",
          "Not Authenticated",
          "Inconclusive",
          "Not Enrolled",
          "Opted Out");
  private static final List<String> FRAUD =
      List.of("Low Risk", "Low Risk", "Low Risk", "Low Risk", "High Risk", "Inconclusive");

  private final Dice dice = new Dice("work");
  private final List<UsageRecord> records = new ArrayList<>();
  private int last;

  List<UsageRecord> records() {
    profilesHeldBefore();
    for (LocalDate day : ContactCentre.days()) {
      for (Site site : Site.ALL) {
        each(site, day, "task", 24);
        each(site, day, "task-transfer", 4);
        each(site, day, "case", 11);
        each(site, day, "guide-message", 10);
        newProfiles(site, day);
        assisted(site, day);
      }
      voiceId(day);
    }
    return ContactCentre.inTime(records);
  }

  private void each(Site site, LocalDate day, String usageType, int onWorkingDay) {
    for (int i = site.busy(day, onWorkingDay, dice); i > 0; i--) {
      UsageRecord.Builder record = record(site, usageType, site.moment(day, dice));
      if (usageType.equals("guide-message")) {
        // A guide of so many views, each shown and answered.
        record.quantity(2L * dice.between(1, 6));
      }
      records.add(record.build());
    }
  }

  private void profilesHeldBefore() {
    Instant imported = Instant.parse("2024-02-10T04:00:00Z");
    records.add(record(Site.US, "profile", imported).count(26_000).build());
    records.add(record(Site.EU, "profile", imported).count(9_500).build());
    records.add(record(Site.US, "profile-connect-only", imported).count(4_200).build());
    records.add(record(Site.EU, "profile-connect-only", imported).count(1_300).build());
    // Erased at their owners' wish: the day of deletion counts.
    records.add(
        record(Site.EU, "profile", imported)
            .endTime(Instant.parse("2024-05-14T13:30:00Z"))
            .count(120)
            .build());
    for (int i = 0; i < 60; i++) {
      records.add(
          record(Site.US, "profile", imported)
              .resourceId("profile-" + (1_000 + i))
              .attribute("objects", Integer.toString(dice.between(90, 140)))
              .build());
    }
  }

  private void newProfiles(Site site, LocalDate day) {
    records.add(
        record(site, "profile", site.moment(day, dice)).count(dice.between(20, 60)).build());
  }

  /** Every third agent works with Q. */
  private void assisted(Site site, LocalDate day) {
    List<String> onShift = site.onShift(day);
    for (int i = 0; i < site.agents(); i += 3) {
      if (onShift.contains(site.agent(i)) && dice.chance(70)) {
        records.add(
            record(site, "q-agent", site.moment(day, dice)).resourceId(site.agent(i)).build());
      }
    }
  }

  private void voiceId(LocalDate day) {
    for (int i = Site.US.busy(day, 12, dice); i > 0; i--) {
      Instant start = Site.US.moment(day, dice);
      if (dice.chance(25)) {
        records.add(record(Site.US, "voice-id-enrollment", start).build());
      } else {
        voiceId("voice-id-authentication", start, dice.oneOf(AUTHENTICATION));
      }
      voiceId("voice-id-fraud-detection", start.plusSeconds(15), dice.oneOf(FRAUD));
    }
    if (day.getDayOfMonth() == 17) {
      records.add(
          record(Site.US, "voice-id-watchlist", Site.US.moment(day, dice)).count(8).build());
    }
  }

  private void voiceId(String usageType, Instant start, String result) {
    records.add(record(Site.US, usageType, start).attribute("result", result).build());
  }

  private UsageRecord.Builder record(Site site, String usageType, Instant start) {
    return UsageRecord.of("w-" + (100_000 + last++), site.instance(), usageType, start);
  }
}
