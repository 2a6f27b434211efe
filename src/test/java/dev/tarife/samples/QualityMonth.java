package dev.tarife.samples;

import dev.tarife.model.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Contact Lens, screen recording, evaluations and schedules: {@code usage-quality.parquet}. */
final class QualityMonth {
  private static final Set<String> SPOKEN =
      Set.of("voice-inbound", "voice-outbound", "voice-campaign");

  /** Weeks are published on the Monday before; agents whose number is 0 in 20 have no schedule. */
  private static final int UNSCHEDULED = 20;

  private final Dice dice = new Dice("quality");
  private final List<UsageRecord> records = new ArrayList<>();
  private int last;

  /** What there was to analyse: the calls and the chats of the month. */
  List<UsageRecord> records(List<UsageRecord> calls, List<UsageRecord> chats) {
    analysed(calls, chats);
    for (Site site : Site.ALL) {
      evaluations(site);
      schedules(site);
      for (LocalDate day : ContactCentre.days()) {
        for (String agent : site.onShift(day)) {
          recordings(site, day, agent);
        }
      }
    }
    return ContactCentre.inTime(records);
  }

  /** Totals of each day: minutes of calls with an agent, and chat messages. */
  private void analysed(List<UsageRecord> calls, List<UsageRecord> chats) {
    SortedMap<String, BigDecimal> totals = new TreeMap<>();
    for (UsageRecord call : calls) {
      BigDecimal seconds = Objects.requireNonNullElse(call.connected(), BigDecimal.ZERO);
      if (SPOKEN.contains(call.usageType()) && seconds.compareTo(BigDecimal.valueOf(30)) > 0) {
        totals.merge(key("speech-analytics", call), seconds, BigDecimal::add);
      }
    }
    for (UsageRecord chat : chats) {
      if (chat.usageType().equals("chat-message")
          && !Objects.equals(chat.attributes().get("sender"), "bot")) {
        totals.merge(
            key("chat-analytics", chat),
            Objects.requireNonNullElse(chat.quantity(), BigDecimal.ONE),
            BigDecimal::add);
      }
    }
    for (Map.Entry<String, BigDecimal> total : totals.entrySet()) {
      String[] parts = total.getKey().split("\\|");
      Site site = Site.US.instance().equals(parts[1]) ? Site.US : Site.EU;
      records.add(
          record(site, parts[0], LocalDate.parse(parts[2]).atTime(12, 0).toInstant(ZoneOffset.UTC))
              .quantity(total.getValue())
              .build());
    }
  }

  private static String key(String usageType, UsageRecord record) {
    return usageType
        + "|"
        + record.instance()
        + "|"
        + LocalDate.ofInstant(record.startTime(), ZoneOffset.UTC);
  }

  /** Three agents in four are evaluated, once or twice, on days before and after the trial. */
  private void evaluations(Site site) {
    List<LocalDate> days = ContactCentre.days();
    for (int i = 0; i < site.agents(); i++) {
      int times = i % 4 == 3 ? 0 : dice.between(1, 2);
      for (; times > 0; times--) {
        agent(site, i, "agent-evaluation", site.moment(dice.oneOf(days), dice));
      }
    }
  }

  private void schedules(Site site) {
    for (int i = 0; i < site.agents(); i++) {
      if (i % UNSCHEDULED == 0) {
        // No schedule, but contacts of a queue whose forecast was published.
        if (dice.chance(50)) {
          agent(site, i, "forecast-contact", Instant.parse("2024-05-23T15:00:00Z"));
        }
        continue;
      }
      // The last of the part-time staff leave before the trial ends.
      int weeks = i % UNSCHEDULED == 1 ? 2 : 4;
      for (int week = 0; week < weeks; week++) {
        agent(
            site,
            i,
            "agent-schedule",
            Instant.parse("2024-05-06T07:00:00Z").plusSeconds(604_800L * week));
      }
    }
  }

  /** Two contacts of a shift, which may overlap, as chats do; now and then a pause in one. */
  private void recordings(Site site, LocalDate day, String agent) {
    Instant start = site.moment(day, dice);
    int first = dice.low(60, 1_500);
    interval(site, "screen-recording", start, first, agent);
    if (dice.chance(30)) {
      interval(site, "screen-recording", start.plusSeconds(dice.below(first)), first, agent);
    } else if (dice.chance(15)) {
      int pause = dice.between(5, 30);
      interval(site, "screen-recording-pause", start.plusSeconds(dice.below(30)), pause, agent);
    }
    if (dice.chance(60)) {
      interval(site, "screen-recording", start.plusSeconds(4_000), dice.low(60, 1_500), agent);
    }
  }

  private void interval(Site site, String usageType, Instant start, int seconds, String agent) {
    records.add(
        record(site, usageType, start)
            .endTime(start.plusSeconds(seconds))
            .resourceId(agent)
            .build());
  }

  private void agent(Site site, int agent, String usageType, Instant start) {
    records.add(record(site, usageType, start).resourceId(site.agent(agent)).build());
  }

  private UsageRecord.Builder record(Site site, String usageType, Instant start) {
    return UsageRecord.of("q-" + (100_000 + last++), site.instance(), usageType, start);
  }
}
