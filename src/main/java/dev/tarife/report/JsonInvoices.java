package dev.tarife.report;

import dev.tarife.model.BundleId;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.Rejection;
import dev.tarife.model.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/**
 * Invoices as JSON: one is an object, indented; several are an array, with an invoice on each line.
 * Decimals are strings, and every line has every key, {@code null} where it does not apply.
 */
public final class JsonInvoices implements InvoiceWriter {
  // Keys of a line, which are most of what is written: turned into bytes once.
  private static final SerializedString CHARGE = new SerializedString("charge");
  private static final SerializedString DESCRIPTION = new SerializedString("description");
  private static final SerializedString KIND = new SerializedString("kind");
  private static final SerializedString INSTANCE = new SerializedString("instance");
  private static final SerializedString REGION = new SerializedString("region");
  private static final SerializedString DIMENSIONS = new SerializedString("dimensions");
  private static final SerializedString TIER = new SerializedString("tier");
  private static final SerializedString QUANTITY = new SerializedString("quantity");
  private static final SerializedString UNIT = new SerializedString("unit");
  private static final SerializedString UNIT_PRICE = new SerializedString("unit_price");
  private static final SerializedString AMOUNT = new SerializedString("amount");
  private static final SerializedString SOURCES = new SerializedString("sources");

  private final OutputStream out;
  private final boolean several;
  private final int minorUnits;
  // The same few rows make the lines of all accounts.
  private final Map<Source, SerializedString> sources = new ConcurrentHashMap<>();
  private boolean first = true;

  /**
   * Begins a document, in UTF-8.
   *
   * @param several whether to write an array
   * @param minorUnits decimals of the currency, for the rounded total
   */
  public JsonInvoices(OutputStream out, boolean several, int minorUnits) {
    this.out = out;
    this.several = several;
    this.minorUnits = minorUnits;
  }

  @Override
  public void write(Invoice invoice) throws IOException {
    part(invoice).write();
  }

  @Override
  public Part part(Invoice invoice) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(1 << 14);
    try (JsonGenerator json = several ? ReportJson.compact(text) : ReportJson.generator(text)) {
      write(json, invoice);
    }
    return () -> append(text);
  }

  private void append(ByteArrayOutputStream text) throws IOException {
    if (several) {
      out.write(first ? '[' : ',');
      out.write('\n');
    }
    first = false;
    text.writeTo(out);
  }

  private void write(JsonGenerator json, Invoice invoice) {
    json.writeStartObject();
    json.writeStringProperty("account", invoice.account());
    json.writeStringProperty("period", invoice.period().toString());
    json.writeStringProperty("currency", invoice.currency());
    ReportJson.write(json, "bundle", bundle(invoice.bundle()));
    json.writeArrayPropertyStart("lines");
    for (LineItem line : invoice.lines()) {
      write(json, line);
    }
    json.writeEndArray();
    ReportJson.write(json, "rejected", rejected(invoice.rejected()));
    ReportJson.write(json, "notes", invoice.notes());
    json.writeStringProperty("total_exact", invoice.totalExact().toString());
    json.writeStringProperty("total", invoice.total().toString(minorUnits));
    json.writeBooleanProperty("before_tax", !invoice.isTaxed());
    if (!invoice.carries().isEmpty()) {
      json.writeObjectPropertyStart("carries");
      carried(json, "credits", invoice.carries().credits());
      carried(json, "allowances", invoice.carries().allowances());
      carried(json, "counters", invoice.carries().counters());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void carried(JsonGenerator json, String name, Map<String, ?> left) {
    if (!left.isEmpty()) {
      json.writeObjectPropertyStart(name);
      left.forEach((code, amount) -> json.writeStringProperty(code, amount.toString()));
      json.writeEndObject();
    }
  }

  static JsonObject bundle(BundleId bundle) {
    return new JsonObject().with("version", bundle.version()).with("sha256", bundle.sha256());
  }

  static List<JsonObject> rejected(List<Rejection> rejected) {
    return rejected.stream()
        .map(
            rejection -> {
              JsonObject object =
                  new JsonObject()
                      .with("reason", rejection.reason())
                      .with("records", rejection.records())
                      .with("example", rejection.example());
              return rejection.place() == null ? object : object.with("place", rejection.place());
            })
        .toList();
  }

  private void write(JsonGenerator json, LineItem line) {
    json.writeStartObject();
    put(json, CHARGE, line.charge());
    put(json, DESCRIPTION, line.description());
    put(json, KIND, line.kind().code());
    put(json, INSTANCE, line.instance());
    put(json, REGION, line.region());
    json.writeName(DIMENSIONS);
    json.writeStartObject();
    for (Map.Entry<String, String> dimension : line.dimensions().entrySet()) {
      json.writeStringProperty(dimension.getKey(), dimension.getValue());
    }
    json.writeEndObject();
    json.writeName(TIER);
    Integer tier = line.tier();
    if (tier == null) {
      json.writeNull();
    } else {
      json.writeNumber(tier);
    }
    put(json, QUANTITY, line.quantity().toString());
    put(json, UNIT, line.unit());
    put(json, UNIT_PRICE, line.unitPrice().toString());
    put(json, AMOUNT, line.amount().toString());
    json.writeName(SOURCES);
    json.writeStartArray();
    for (Source source : line.sources()) {
      json.writeRawValue(sources.computeIfAbsent(source, this::text));
    }
    json.writeEndArray();
    if (!line.standsOn().isEmpty()) {
      json.writeArrayPropertyStart("stands_on");
      line.standsOn().forEach(json::writeNumber);
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** A source as it stands in the list of a line. */
  private SerializedString text(Source source) {
    JsonObject object =
        new JsonObject()
            .with("workbook", source.origin().workbook())
            .with("sheet", source.origin().sheet())
            .with("row", source.origin().row())
            .with("rule", source.rule());
    return new SerializedString(
        several
            ? ReportJson.line(object)
            : ReportJson.text(object).replace("\n", "\n" + "  ".repeat(4)));
  }

  private static void put(JsonGenerator json, SerializedString key, @Nullable String value) {
    json.writeName(key);
    if (value == null) {
      json.writeNull();
    } else {
      json.writeString(value);
    }
  }

  /** Ends the document and flushes; the target stays open. */
  @Override
  public void close() throws IOException {
    String end = several ? (first ? "[]" : "\n]") : "";
    out.write((end + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
