package dev.tarife.samples;

import dev.tarife.model.UsageRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Chat, SMS and Apple messages: {@code usage-digital.csv}. */
final class DigitalMonth {
  private final Dice dice = new Dice("digital");
  private final List<UsageRecord> records = new ArrayList<>();
  private int last;

  List<UsageRecord> records() {
    for (LocalDate day : ContactCentre.days()) {
      for (Site site : Site.ALL) {
        for (int i = site.busy(day, 26, dice); i > 0; i--) {
          chat(site, site.moment(day, dice));
        }
        for (int i = site.busy(day, 6, dice); i > 0; i--) {
          messages(site, "guided-chat-message", site.moment(day, dice), dice.between(2, 9));
        }
        for (int i = site.busy(day, 4, dice); i > 0; i--) {
          messages(site, "apple-message", site.moment(day, dice), dice.low(2, 25));
        }
      }
      for (int i = Site.US.busy(day, 12, dice); i > 0; i--) {
        sms(Site.US.moment(day, dice));
      }
    }
    return ContactCentre.inTime(records);
  }

  private void chat(Site site, Instant start) {
    String contact = "chat-" + (100_000 + records.size());
    if (dice.chance(40)) {
      chat(site, start, contact, "bot", dice.between(1, 5));
    }
    chat(site, start.plusSeconds(3), contact, "customer", dice.low(1, 24));
    if (dice.chance(85)) {
      chat(site, start.plusSeconds(dice.between(20, 600)), contact, "agent", dice.low(1, 30));
    }
  }

  private void chat(Site site, Instant start, String contact, String sender, int messages) {
    records.add(
        record(site, "chat-message", start)
            .quantity(messages)
            .contactId(contact)
            .attribute("sender", sender)
            .build());
  }

  private void sms(Instant start) {
    String contact = "sms-" + (100_000 + records.size());
    int in = dice.low(1, 9);
    int out = dice.low(1, 11);
    for (String type : List.of("sms-message", "sms-part-inbound")) {
      int more = type.equals("sms-message") ? 0 : dice.below(in + 1);
      sms(type, start, contact, in + more);
    }
    for (String type : List.of("sms-message", "sms-part-outbound")) {
      int more = type.equals("sms-message") ? 0 : dice.between(out, out * 2);
      sms(type, start.plusSeconds(dice.between(30, 900)), contact, out + more);
    }
  }

  private void sms(String usageType, Instant start, String contact, int quantity) {
    UsageRecord.Builder record =
        record(Site.US, usageType, start).quantity(quantity).contactId(contact);
    if (!usageType.equals("sms-message")) {
      record.country("US").numberType("10dlc");
    }
    records.add(record.build());
  }

  private void messages(Site site, String usageType, Instant start, int messages) {
    records.add(record(site, usageType, start).quantity(messages).build());
  }

  private UsageRecord.Builder record(Site site, String usageType, Instant start) {
    return UsageRecord.of("m-" + (100_000 + last++), site.instance(), usageType, start);
  }
}
