package dev.tarife.web.billing;

import dev.tarife.model.Invoice;
import dev.tarife.report.CsvInvoices;
import dev.tarife.report.InvoiceWriter;
import dev.tarife.report.JsonInvoices;
import dev.tarife.report.LineExplanation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Invoices and stories as the command line writes them. */
public final class Documents {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Documents() {}

  /**
   * Invoices as {@code tarife rate --format json} writes them.
   *
   * @param several whether to write an array
   * @param minorUnits decimals of the currency
   */
  public static String json(List<Invoice> invoices, boolean several, int minorUnits) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InvoiceWriter writer = new JsonInvoices(out, several, minorUnits)) {
      for (Invoice invoice : invoices) {
        writer.write(invoice);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Invoices as {@code tarife rate --format csv} writes them. */
  public static String csv(List<Invoice> invoices) {
    StringWriter out = new StringWriter();
    try (InvoiceWriter writer = new CsvInvoices(out)) {
      for (Invoice invoice : invoices) {
        writer.write(invoice);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /** A story as JSON: its title, and steps within steps. */
  public static String json(LineExplanation story) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("title", story.title());
    fields.put("steps", story.steps().stream().map(Documents::step).toList());
    return JSON.writeValueAsString(fields);
  }

  private static Map<String, Object> step(LineExplanation.Step step) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("says", step.says());
    fields.put("parts", step.parts().stream().map(Documents::step).toList());
    return fields;
  }

  /** The story that {@link #json(Story)} wrote. */
  public static LineExplanation story(String json) {
    JsonNode node = JSON.readTree(json);
    return new LineExplanation(node.path("title").stringValue(""), steps(node.path("steps")));
  }

  private static List<LineExplanation.Step> steps(JsonNode nodes) {
    List<LineExplanation.Step> steps = new ArrayList<>();
    for (JsonNode node : nodes) {
      steps.add(
          new LineExplanation.Step(node.path("says").stringValue(""), steps(node.path("parts"))));
    }
    return steps;
  }
}
