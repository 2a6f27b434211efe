package dev.tarife.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pricing page's worked examples: {@code worked-examples.json} beside the tests. */
final class WorkedExamples {
  private WorkedExamples() {}

  /**
   * An example.
   *
   * @param month the month it is rated in
   * @param lines its lines, in the order of an invoice
   * @param total the exact sum
   */
  record Example(String id, String month, List<Shown> lines, String total) {
    @Override
    public String toString() {
      return id;
    }
  }

  static List<Example> all() {
    List<Example> examples = new ArrayList<>();
    for (JsonNode example : json("worked-examples.json").get("examples")) {
      List<Shown> lines = new ArrayList<>();
      example.get("lines").forEach(line -> lines.add(line(line)));
      examples.add(
          new Example(
              example.get("id").asString(),
              example.get("month").asString(),
              lines,
              example.get("total_exact").asString()));
    }
    return examples;
  }

  /** A line of an example, or of an invoice in JSON. */
  static Shown line(JsonNode line) {
    return new Shown(
        line.get("charge").asString(),
        line.get("kind").asString(),
        line.get("quantity").asString(),
        line.get("unit_price").asString(),
        line.get("amount").asString());
  }

  static JsonNode json(String resource) {
    return JsonMapper.builder().build().readTree(text(resource));
  }

  static String text(String resource) {
    try (InputStream in =
        Objects.requireNonNull(WorkedExamples.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
