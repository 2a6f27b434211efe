package dev.tarife.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.metering.input.HashSettings;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.MeteringRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;

/** Both meters give the same result, whatever the records, their order and their files. */
class MetersAgreeTest {
  /** Texts share hashes, ids are looked at in several passes, and texts are staged in files. */
  private static final HashSettings POOR =
      new HashSettings("hash(%s) % 61", "hash(%s) % 9973", "md5_number_lower(%s) % 2", 40, 0);

  private static final List<String> INSTANCES =
      List.of("east", "east", "west", "west", "moon", "mars");
  private static final List<String> TYPES =
      List.of(
          "voice",
          "voice",
          "campaign",
          "video",
          "block",
          "ring",
          "uneven",
          "steps",
          "message",
          "case",
          "profile",
          "number",
          "lease",
          "recording",
          "recording",
          "pause",
          "seats",
          "desks",
          "evaluation",
          "schedule",
          "bridged",
          "odd",
          "strict",
          "unheard-of");

  @Property(seed = "20240501", tries = 8, shrinking = ShrinkingMode.OFF)
  void sameResultFromMemoryAndFiles(@ForAll long seed) throws IOException, SQLException {
    compare(seed);
  }

  @Tag("slow")
  @Property(seed = "20240501", tries = 60, shrinking = ShrinkingMode.OFF)
  void sameResultFromMemoryAndFilesManyTimes(@ForAll long seed) throws IOException, SQLException {
    compare(seed);
  }

  private static void compare(long seed) throws IOException, SQLException {
    Random random = new Random(seed);
    boolean whole = random.nextBoolean();
    List<UsageRecord> records = records(random, 150, whole);
    String[] tags = random.nextBoolean() ? new String[] {"tag:team"} : new String[0];
    Slices slices =
        (random.nextBoolean() ? Fixture.SLICES : Slices.of(Fixture.MAY, List.of()))
            .with(new Splits(charges(random), charges(random), charges(random)));
    if (random.nextBoolean()) {
      records.removeIf(record -> record.usageType().equals("pause"));
    }
    Metered expected = Fixture.inMemory(slices, records, tags);
    List<UsageRecord> shuffled = new ArrayList<>(records);
    shuffled.addAll(records.subList(0, random.nextInt(20)));
    Collections.shuffle(shuffled, random);
    assertThat(Fixture.inMemory(slices, shuffled, tags)).isEqualTo(expected);
    Path folder = Files.createTempDirectory("meters");
    int cut = random.nextInt(shuffled.size());
    Path first = Fixture.csv(folder, "a.csv", shuffled.subList(0, cut));
    Path second = Fixture.csv(folder, "b.csv", shuffled.subList(cut, shuffled.size()));
    List<Path> files =
        List.of(random.nextBoolean() ? first : Fixture.parquet(first, whole), second);
    BulkMeter.Options options =
        new BulkMeter.Options(null, "1GB", 1 + random.nextInt(2), List.of(tags));
    HashSettings tuning = random.nextBoolean() ? HashSettings.STANDARD : POOR;
    Metered bulk = Fixture.bulk(slices, files, options, tuning);
    assertThat(bulk.rejected()).isEqualTo(expected.rejected());
    assertThat(bulk.usage()).isEqualTo(expected.usage());
    assertThat(bulk).isEqualTo(expected);
  }

  /** Some charges, often none. */
  private static Set<String> charges(Random random) {
    int some = random.nextInt(3);
    return Fixture.TABLES.metering().stream()
        .map(MeteringRow::charge)
        .filter(charge -> charge != null && random.nextInt(2) < some)
        .collect(Collectors.toSet());
  }

  static List<UsageRecord> records(Random random, int size, boolean whole) {
    List<UsageRecord> records = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Instant start = time(random, whole);
      String type = TYPES.get(random.nextInt(TYPES.size()));
      UsageRecord.Builder record =
          UsageRecord.of("r" + i, INSTANCES.get(random.nextInt(INSTANCES.size())), type, start);
      if (random.nextInt(3) > 0) {
        record.endTime(
            start.plusNanos(
                type.equals("number") || type.equals("lease") || type.equals("profile")
                    ? random.nextLong(40L * 86400) * 1_000_000_000L
                    : random.nextInt(9000) * (whole ? 1_000_000_000L : 1_234_567_891L)));
      }
      if (random.nextInt(3) > 0) {
        record.quantity(number(random, whole));
      }
      if (random.nextInt(3) == 0) {
        record.connectedSeconds(number(random, whole));
      }
      if (random.nextInt(3) > 0) {
        record.contactId("c" + random.nextInt(20));
      } else if (random.nextInt(3) == 0) {
        record.count(1 + random.nextInt(4));
      }
      if (random.nextInt(4) > 0) {
        record.resourceId("s" + random.nextInt(4));
      }
      record.country(
          pick(random, null, "US", "US", "DE", "TR", random.nextInt(9) == 0 ? "XX" : "US"));
      record.numberCountry(pick(random, null, "US", "DE"));
      record.numberType(pick(random, null, "did", "did", "toll-free"));
      attribute(
          record,
          "author",
          pick(random, null, "BOT", "bot", "İ", "I", "ı", "özel", "ÖZEL", "Agent"));
      attribute(record, "result", pick(random, null, "FAILED", "ok", "maybe"));
      attribute(
          record,
          "objects",
          pick(random, null, "99.5", "100", "101", random.nextInt(9) == 0 ? "many" : "250"));
      attribute(record, "x\"; DROP TABLE tuples; --", pick(random, null, "1"));
      attribute(record, "tag:team", pick(random, null, "a", "b|c"));
      attribute(record, "unknown", pick(random, null, "z"));
      if (random.nextInt(9) == 0) {
        record.account(pick(random, "111111111111", "222222222222"));
      }
      records.add(record.build());
      if (random.nextInt(20) == 0) {
        record.updatedAt(time(random, whole)).quantity(7);
        records.add(record.build());
      }
    }
    return records;
  }

  private static void attribute(UsageRecord.Builder record, String name, @Nullable String value) {
    if (value != null) {
      record.attribute(name, value);
    }
  }

  private static Instant time(Random random, boolean whole) {
    Instant day = Instant.parse("2024-04-25T00:00:00Z").plusSeconds(random.nextInt(44) * 86400L);
    return random.nextInt(4) == 0
        ? day
        : day.plusSeconds(random.nextInt(86400)).plusNanos(whole ? 0 : random.nextInt(999_999_999));
  }

  private static BigDecimal number(Random random, boolean whole) {
    return whole
        ? BigDecimal.valueOf(random.nextInt(400))
        : BigDecimal.valueOf(random.nextLong(400_000_000_000L), random.nextInt(10));
  }

  private static @Nullable String pick(Random random, @Nullable String... values) {
    return values[random.nextInt(values.length)];
  }
}
