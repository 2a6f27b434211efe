package dev.tarife.samples;

import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.UsageRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * May 2024 of a contact centre of 200 agents in two Regions, with what real deliveries have:
 * records that come twice, records that are fixed later, and records of the neighbouring months.
 */
final class ContactCentre {
  static final String ACCOUNT = "123456789012";
  static final YearMonth MONTH = YearMonth.of(2024, 5);

  private static final String FOLDER = "contact-center-2024-05/";

  private ContactCentre() {}

  /** The account: in its first year, with trials of which two end on 20 May. */
  static Account account() {
    return Account.of(
            ACCOUNT,
            "USD",
            Site.ALL.stream()
                .map(site -> new Instance(site.instance(), site.region()))
                .toArray(Instance[]::new))
        .withFirstDeployment(LocalDate.of(2024, 1, 15))
        .withActivations(
            Map.of(
                "contact-lens-voice", LocalDate.of(2024, 4, 10),
                "performance-evaluation", LocalDate.of(2024, 4, 20),
                "forecasting", LocalDate.of(2024, 2, 20)));
  }

  /** The files of the month, by path below {@code samples}. */
  static SortedMap<String, byte[]> files() {
    List<UsageRecord> voice = new VoiceMonth().records();
    List<UsageRecord> campaigns = new CampaignMonth().records();
    List<UsageRecord> digital = new DigitalMonth().records();
    List<UsageRecord> work = new WorkMonth().records();
    List<UsageRecord> calls = new ArrayList<>(voice);
    calls.addAll(campaigns);
    List<UsageRecord> quality = new QualityMonth().records(calls, digital);

    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(FOLDER + "account.yaml", bytes(UsageTexts.yaml(account())));
    files.put(FOLDER + "usage-voice.csv", bytes(UsageTexts.csv(neighbours(delivered(voice)))));
    files.put(FOLDER + "usage-campaigns.csv", bytes(UsageTexts.csv(delivered(campaigns))));
    files.put(FOLDER + "usage-digital.csv", bytes(UsageTexts.csv(delivered(digital))));
    files.put(FOLDER + "usage-work.jsonl", bytes(UsageTexts.jsonl(delivered(work))));
    files.put(FOLDER + "usage-quality.parquet", ParquetBytes.of(quality));
    return files;
  }

  /** The days of the month. */
  static List<LocalDate> days() {
    return IntStream.rangeClosed(1, MONTH.lengthOfMonth()).mapToObj(MONTH::atDay).toList();
  }

  static List<UsageRecord> inTime(List<UsageRecord> records) {
    return records.stream()
        .sorted(Comparator.comparing(UsageRecord::startTime).thenComparing(UsageRecord::recordId))
        .toList();
  }

  /** One hour's delivery comes again at the end, and some records were wrong at first. */
  private static List<UsageRecord> delivered(List<UsageRecord> records) {
    List<UsageRecord> delivered = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      UsageRecord record = records.get(i);
      boolean fixed = i % 997 == 500 && record.quantity() != null;
      if (!fixed) {
        delivered.add(record);
        continue;
      }
      Instant first = record.startTime().plusSeconds(3_600);
      UsageRecord wrong = copy(record).quantity(1).connectedSeconds(null).updatedAt(first).build();
      UsageRecord right = copy(record).updatedAt(first.plusSeconds(86_400)).build();
      // Deliveries may overtake each other: it is the time that decides.
      boolean inOrder = i % 2 == 0;
      delivered.add(inOrder ? wrong : right);
      delivered.add(inOrder ? right : wrong);
    }
    int hour = records.size() / 2;
    delivered.addAll(delivered.subList(hour, hour + 40));
    return delivered;
  }

  /** The last minute of April, and the first of June. */
  private static List<UsageRecord> neighbours(List<UsageRecord> records) {
    List<UsageRecord> all = new ArrayList<>(records);
    all.add(0, neighbour("v-099999", "2024-04-30T23:59:12Z"));
    all.add(neighbour("v-199999", "2024-06-01T00:00:00Z"));
    return all;
  }

  private static UsageRecord neighbour(String id, String start) {
    return UsageRecord.of(id, Site.US.instance(), "voice-inbound", Instant.parse(start))
        .quantity(600)
        .contactId("c" + id.substring(1))
        .country("US")
        .numberType("did")
        .attribute("tag:queue", "sales")
        .build();
  }

  private static UsageRecord.Builder copy(UsageRecord record) {
    return UsageRecord.of(
            record.recordId(), record.instance(), record.usageType(), record.startTime())
        .endTime(record.endTime())
        .quantity(record.quantity())
        .count(record.count())
        .connectedSeconds(record.connectedSeconds())
        .contactId(record.contactId())
        .resourceId(record.resourceId())
        .country(record.country())
        .numberCountry(record.numberCountry())
        .numberType(record.numberType())
        .attributes(record.attributes());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
