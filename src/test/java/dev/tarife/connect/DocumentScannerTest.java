package dev.tarife.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.table.ContactMap;
import dev.tarife.table.TablesReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What the quick reader takes, it reads as the thorough one does; the rest it leaves. */
class DocumentScannerTest {
  private static final String SIGNS = "{}[],:\"\\0129-.tfn \n\u007f";
  private static final JsonFactory JSON = JsonFactory.builder().build();
  private static final ContactMap MAP = TablesReader.read(Path.of("decision-tables")).contacts();
  private static final Fields FIELDS = new Fields(MAP, List.of("team"));

  /** All that a document holds; null: it is left, or is no JSON. */
  private static List<Object> scanned(byte[] bytes) {
    Document document = new Document(FIELDS);
    int end = new DocumentScanner(FIELDS, document).read(bytes, 0, bytes.length);
    return end < 0 ? List.of() : held(document, end);
  }

  private static List<Object> parsed(byte[] bytes) {
    Document document = new Document(FIELDS);
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      parser.nextToken();
      new DocumentParser(FIELDS, document).read(parser);
      return held(document, (int) parser.currentLocation().getByteOffset());
    } catch (JacksonException e) {
      return List.of();
    }
  }

  private static List<Object> held(Document document, int end) {
    List<Object> held = new ArrayList<>();
    held.add(end);
    held.add(String.valueOf(document.problem()));
    held.add(document.isUpdateWrong());
    held.add(document.elements());
    for (int field = 0; field < FIELDS.count(); field++) {
      held.add(FIELDS.path(field) + "=" + document.text(field) + "/" + document.number(field));
    }
    return held;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void takesADocumentOfTheDeliveredShape() {
    byte[] document =
        bytes(
            Records.voice("c1", "INBOUND", "10:00:00", "10:07:00")
                .ours("+12065550100")
                .with("SegmentAttributes/connect:Subtype/ValueString", "connect:Telephony")
                .with("Attributes/name", "Çağrı \\ \"x\" \u0001")
                .with("Tags/team", "blue")
                .json());
    assertThat(scanned(document)).isNotEmpty().isEqualTo(parsed(document));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{ }",
        "{\"ContactId\" : \"a\" , \"x\" : [ 1 , -2.5 , true , null , { } , [ ] ] }",
        "{\"ContactId\":null,\"Agent\":null,\"Campaign\":{\"CampaignId\":null}}",
        "{\"ContactId\":\"a\",\"ContactId\":\"b\"}",
        "{\"LastUpdateTimestamp\":\"2024-05-01T00:00:00Z\",\"LastUpdateTimestamp\":\"2024-05-02\"}",
        "{\"LastUpdateTimestamp\":\"2024-02-30T00:00:00Z\"}",
        "{\"DisconnectTimestamp\":\"2024-05-01T10:00:00.123+03:00\"}",
        "{\"DisconnectTimestamp\":\"\",\"ContactId\":\"\"}",
        "{\"ChatMetrics\":{\"ChatContactMetrics\":{\"TotalMessages\":7,\"TotalBotMessages\":0}}}",
        "{\"Recordings\":[{\"Type\":\"AUDIO\"},{\"Type\":\"SCREEN\"},{}]}",
        "{\"Recordings\":[]}",
        "{\"SegmentAttributes\":{\"connect:Subtype\":{\"ValueString\":\"connect:SMS\"}}}",
        "{\"SegmentAttributes\":{\"connect:Subtype\":{\"ValueString\":\"\"}}}",
        "{\"VoiceIdResult\":{\"SpeakerEnrolled\":false}}",
        "{\"x\":\"\\u00e7\\n\\\\\\\"/\"}",
        "{\"x\":\"\u007f\"}",
      })
  void takesWhatIsPlain(String document) {
    assertThat(scanned(bytes(document))).isNotEmpty().isEqualTo(parsed(bytes(document)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":-}",
        "{\"a\":tru}",
        "{\"a\":truex}",
        "{\"a\":nul}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\u0001\"}",
        "{\"a\":[1 2]}",
        "{\"a\":[1,]}",
        "{\"a\":{]}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":NaN}",
        "{\"a\":+1}",
        "{\"a\":/*x*/1}",
      })
  void leavesWhatIsNoJson(String document) {
    assertThat(scanned(bytes(document))).isEmpty();
    assertThat(parsed(bytes(document))).as("the thorough reader").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ContactId\":12}",
        "{\"ContactId\":{\"ValueString\":\"a\"}}",
        "{\"ContactId\":[\"a\"]}",
        "{\"ContactId\":\"\u00e7\"}",
        "{\"ContactId\":\"a\\u0000\"}",
        "{\"Contact\\u0049d\":\"a\"}",
        "{\"Agent\":\"nobody\"}",
        "{\"Recordings\":[[]]}",
        "{\"DisconnectTimestamp\":5}",
        "{\"ChatMetrics\":{\"ChatContactMetrics\":{\"TotalMessages\":1.5}}}",
        "{\"ChatMetrics\":{\"ChatContactMetrics\":{\"TotalMessages\":1234567890}}}",
        "{\"ChatMetrics\":{\"ChatContactMetrics\":{\"TotalMessages\":\"7\"}}}",
        "{\"VoiceIdResult\":{\"SpeakerEnrolled\":\"true\"}}",
        "{\"ContactEvaluations\":{\"e\":{\"Status\":\"COMPLETE\"}}}",
      })
  void leavesWhatIsUnusual(String document) {
    assertThat(scanned(bytes(document))).isEmpty();
    assertThat(parsed(bytes(document))).as("the thorough reader").isNotEmpty();
  }

  @Property(seed = "20240501", tries = 3000, shrinking = ShrinkingMode.OFF)
  void readsAsTheThoroughReaderDoes(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] document =
        bytes(
            Records.voice("c1", "INBOUND", "10:00:00", "10:07:00")
                .ours("+12065550100")
                .agent("a1", "10:01:00")
                .with("SegmentAttributes/connect:Subtype/ValueString", "connect:Telephony")
                .with("Attributes/name", "Çağrı \\ \"x\"")
                .json());
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(document.length);
      int from = random.nextInt(document.length);
      switch (random.nextInt(4)) {
        case 0 -> document[at] = (byte) SIGNS.charAt(random.nextInt(SIGNS.length()));
        case 1 -> document[at] = (byte) random.nextInt(256);
        case 2 -> document[at] = document[from];
        default ->
            System.arraycopy(
                document.clone(),
                from,
                document,
                at,
                Math.min(random.nextInt(80), document.length - Math.max(at, from)));
      }
    }
    List<Object> scanned = scanned(document);
    if (!scanned.isEmpty()) {
      assertThat(scanned)
          .as(new String(document, StandardCharsets.UTF_8))
          .isEqualTo(parsed(document));
    }
  }
}
