package dev.tarife.metering.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the records lie that stand for others in what is said of them. */
class RecordPlacesTest {
  @TempDir private Path folder;

  @Test
  void recordsOfUsageAreFoundByTheirLine() throws IOException {
    Path csv =
        Files.writeString(
            folder.resolve("a.csv"),
            """
            record_id,instance,usage_type,start_time
            "a,1",main,task,2024-05-01T00:00:00Z
            a2,main,task,2024-05-01T00:00:00Z
            """);
    Path json = Files.writeString(folder.resolve("b.jsonl"), "{}\n{\"record_id\": \"b1\"}\n");
    assertThat(RecordPlaces.of(Set.of("a,1", "a2", "b1", "c"), List.of(csv, json), List.of()))
        .isEqualTo(Map.of("a,1", csv + ":2", "a2", csv + ":3", "b1", json + ":2"));
  }

  @ParameterizedTest
  @CsvSource({
    "records.json, false",
    "records.json.gz, true",
    "records.json, true",
    "records, true",
    "records.gz, false"
  })
  void contactsAreFoundWhetherTheNameSaysGzipOrNot(String name, boolean zipped) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream out = zipped ? new GZIPOutputStream(raw) : raw) {
      out.write(
          "{\"ContactId\": \"c1\"}\n{\"ContactId\": \"c2\"}\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(RecordPlaces.of(Set.of("c2:voice-inbound"), List.of(), List.of(file)))
        .isEqualTo(Map.of("c2:voice-inbound", file + ":2"));
  }
}
