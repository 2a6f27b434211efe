package dev.tarife.connect;

import static dev.tarife.connect.Records.other;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Account;
import dev.tarife.model.FaultException;
import dev.tarife.model.Instance;
import dev.tarife.table.ContactMap;
import dev.tarife.table.read.TablesReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * However files of contact records are written and damaged, each document is settled, delivered
 * again or rejected, or its file is a fault.
 */
class CountedDocumentsTest {
  private static final int ROUNDS = 40;
  private static final ContactMap MAP = TablesReader.read(Path.of("decision-tables")).contacts();
  private static final Account ACCOUNT =
      new Account(
          "111122223333",
          "USD",
          null,
          List.of(new Instance(Records.INSTANCE, "us-west-2", Instance.STANDARD)),
          new TreeMap<>());

  private final Random random = new Random(11);
  @TempDir private Path folder = Path.of("");

  @Test
  void noDocumentVanishesAndNoBrokenFileHidesAnother() throws IOException {
    int faults = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Map<Path, @Nullable Long> documents = new TreeMap<>();
      for (int file = 0; file < 3; file++) {
        byte[] bytes = mutated(laidOut());
        Path path = folder.resolve(round + "-" + file + ".json");
        boolean zipped = random.nextInt(4) == 0;
        Files.write(path, zipped ? zip(bytes) : bytes);
        documents.put(path, count(bytes));
      }
      List<Path> broken =
          documents.keySet().stream().filter(path -> documents.get(path) == null).toList();
      List<Path> files = List.copyOf(documents.keySet());
      try (ContactRecords.Inspected inspected =
          new ContactRecords(MAP, List.of()).inspect(files, List.of(), List.of(ACCOUNT))) {
        assertThat(broken).isEmpty();
        ContactSummary survey = inspected.survey();
        long expected = 0;
        for (Long of : documents.values()) {
          expected += of == null ? 0 : of;
        }
        assertThat(survey.documents()).isEqualTo(expected);
        assertThat(survey.settled() + survey.deliveredAgain() + survey.refused())
            .isEqualTo(expected);
      } catch (FaultException e) {
        faults++;
        assertThat(e.findings().list())
            .allMatch(finding -> finding.place().row() > 0, "has a line")
            .extracting(finding -> finding.place().file())
            .containsExactlyInAnyOrderElementsOf(broken.stream().map(Path::toString).toList());
      }
    }
    assertThat(faults).isBetween(ROUNDS / 5, ROUNDS * 4 / 5);
  }

  /** Several documents, of which some are odd, in one of the ways that they are written. */
  private byte[] laidOut() {
    List<String> documents = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String id = "c" + random.nextInt(8);
      Records record = other(id, "TASK", "API");
      documents.add(
          switch (random.nextInt(10)) {
            case 0 -> record.with("Agent", "an agent").json();
            case 1 -> record.with("DisconnectTimestamp", 5).json();
            case 2 -> record.with("ContactId", null).json();
            case 3 -> random.nextBoolean() ? "17" : "null";
            case 4 -> record.with("InstanceARN", List.of(1)).json();
            default -> record.json();
          });
    }
    String text =
        switch (random.nextInt(4)) {
          case 0 -> String.join("\n", documents) + "\n";
          case 1 -> "[" + String.join(",\r\n", documents) + "]";
          case 2 -> String.join(" \n\n", documents).replace(",\"", ",\n  \"");
          default -> "[" + documents.get(0) + "]\n" + documents.get(1) + "\n";
        };
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Changes nothing, or a byte, or a stretch. */
  private byte[] mutated(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, at + 1 + random.nextInt(40));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (random.nextInt(12)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 2 -> {
        out.write(bytes, 0, at);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
      }
      case 3 -> {
        out.write(bytes, 0, to);
        out.write(bytes, at, bytes.length - at);
        return out.toByteArray();
      }
      default -> {}
    }
    return bytes;
  }

  private static byte[] zip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  /** How many documents a file holds, counted token by token; null: it is not JSON. */
  private static @Nullable Long count(byte[] bytes) {
    long count = 0;
    try (JsonParser parser = Records.JSON.createParser(bytes)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        boolean outermost = parser.streamReadContext().getNestingDepth() <= 1;
        if (token != JsonToken.END_ARRAY && !(token == JsonToken.START_ARRAY && outermost)) {
          parser.skipChildren();
          count++;
        }
      }
    } catch (JacksonException e) {
      return null;
    }
    return count;
  }
}
