package dev.tarife.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.metering.input.HashSettings;
import dev.tarife.model.UsageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two texts that share a hash are still two: what is metered never hangs on luck. */
class HashesTest {
  /** Every text has the hash of every other. */
  private static final HashSettings WORST =
      new HashSettings("hash(%s) % 1", "hash(%s) % 9973", "md5_number_lower(%s) % 2", 3, 0);

  @TempDir Path folder;

  @Test
  void idsChainsAndResourcesOfOneHashAreToldApart() throws IOException {
    List<UsageRecord> records = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String at = "2024-05-%02dT10:00:00Z".formatted(i + 1);
      // Chains of one, two and three segments, within a slice and across.
      for (int segment = 0; segment <= i % 3; segment++) {
        records.add(
            Fixture.record("v" + i + "-" + segment, "voice", at)
                .quantity(3 + i)
                .contactId("c" + i)
                .country("US")
                .numberType("did")
                .build());
      }
      records.add(
          Fixture.record("b" + i, "video", at)
              .quantity(2)
              .contactId("c" + i / 2)
              .resourceId("agent-" + i)
              .build());
      records.add(Fixture.record("e" + i, "campaign", at).resourceId("endpoint-" + i % 5).build());
      records.add(
          Fixture.record("s" + i, "recording", at)
              .endTime(Instant.parse(at).plusSeconds(90_000))
              .resourceId("agent-" + i % 4)
              .build());
      records.add(Fixture.record("l" + i, "number", at).resourceId("number-" + i % 7).build());
    }
    Slices whole = Slices.of(Fixture.MAY, List.of());
    for (Slices slices : List.of(whole, Fixture.SLICES)) {
      Metered expected = Fixture.inMemory(slices, records);
      assertThat(expected.usage()).isNotEmpty();
      List<Path> files = List.of(Fixture.csv(folder, "usage.csv", records));
      assertThat(Fixture.bulk(slices, files, BulkMeter.Options.standard(), WORST))
          .isEqualTo(expected);
    }
  }

  @Test
  void everyHashIsOneThatATestCanMakePoor() throws IOException {
    Pattern own = Pattern.compile("(?<![.\\w])(hash|md5\\w*|sha\\d+)\\((?!\\))");
    List<String> found = new ArrayList<>();
    int looked = 0;
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java/dev/tarife/metering"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        String text = Files.readString(source);
        String name = source.getFileName().toString();
        looked++;
        if (!List.of("HashSettings.java", "DimensionTable.java").contains(name)
            && own.matcher(text).find()) {
          found.add(name);
        }
      }
    }
    assertThat(looked).isGreaterThan(60);
    assertThat(found).isEmpty();
  }
}
