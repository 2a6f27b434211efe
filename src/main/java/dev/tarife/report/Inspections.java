package dev.tarife.report;

import dev.tarife.billing.Inspection;
import dev.tarife.connect.ContactSummary;
import dev.tarife.metering.ColumnUse;
import dev.tarife.metering.bulk.UsageSurvey;
import dev.tarife.model.Rejection;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Says what is in an input: for people, or as JSON for programs. */
public final class Inspections {
  private final Writer out;

  private Inspections(Writer out) {
    this.out = out;
  }

  /** Writes for people. */
  public static void text(Inspection inspection, Writer out) throws IOException {
    Inspections to = new Inspections(out);
    ContactSummary contacts = inspection.contacts();
    UsageSurvey usage = inspection.usage();
    to.line(
        "Contact records: "
            + number(contacts.documents())
            + (contacts.documents() == 1 ? " document, " : " documents, ")
            + number(contacts.contacts())
            + (contacts.contacts() == 1 ? " contact, " : " contacts, ")
            + number(contacts.deliveredAgain())
            + " delivered again");
    to.line(
        "  "
            + number(contacts.documents())
            + " = "
            + number(contacts.settled())
            + " settled + "
            + number(contacts.deliveredAgain())
            + " delivered again + "
            + number(contacts.refused())
            + " rejected in whole or in part");
    to.span(contacts.from(), contacts.to());
    to.counts("by channel and method", contacts.kinds());
    to.counts("by instance", contacts.instances());
    to.counts("by Region", contacts.regions());
    to.counts("by account", contacts.accounts());
    to.counts("settled as usage records", contacts.usage());
    to.counts("calls on your numbers that are missing from numbers.csv", contacts.unknownNumbers());
    to.line("");
    to.line(
        "Usage records: "
            + number(usage.records())
            + (usage.records() == 1 ? " row, " : " rows, ")
            + number(usage.repeated())
            + " repeated");
    to.span(usage.from(), usage.to());
    to.counts("by type", usage.types());
    to.counts("by instance", usage.instances());
    to.counts("by account", usage.accounts());
    to.columns(inspection.columns());
    to.rejections(inspection.rejected());
    to.notes(inspection.notes());
  }

  /** Writes for programs. */
  public static void json(Inspection inspection, Writer out) throws IOException {
    try (JsonGenerator json =
        JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build()
            .createGenerator(new Indented(), out)) {
      ContactSummary contacts = inspection.contacts();
      UsageSurvey usage = inspection.usage();
      json.writeStartObject();
      json.writeObjectPropertyStart("contact_records");
      json.writeNumberProperty("documents", contacts.documents());
      json.writeNumberProperty("contacts", contacts.contacts());
      json.writeNumberProperty("settled", contacts.settled());
      json.writeNumberProperty("delivered_again", contacts.deliveredAgain());
      json.writeNumberProperty("rejected", contacts.refused());
      times(json, contacts.from(), contacts.to());
      counts(json, "kinds", contacts.kinds());
      counts(json, "instances", contacts.instances());
      counts(json, "regions", contacts.regions());
      counts(json, "accounts", contacts.accounts());
      counts(json, "usage_types", contacts.usage());
      counts(json, "unknown_numbers", contacts.unknownNumbers());
      json.writeEndObject();
      json.writeObjectPropertyStart("usage_records");
      json.writeNumberProperty("rows", usage.records());
      json.writeNumberProperty("repeated", usage.repeated());
      times(json, usage.from(), usage.to());
      counts(json, "usage_types", usage.types());
      counts(json, "instances", usage.instances());
      counts(json, "accounts", usage.accounts());
      json.writeArrayPropertyStart("columns");
      for (ColumnUse use : inspection.columns()) {
        json.writeStartObject();
        json.writeStringProperty("column", use.column());
        json.writeBooleanProperty("read", use.read());
        json.writeStringProperty("by", use.by());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeArrayPropertyStart("months");
      inspection.months().forEach(month -> json.writeString(month.toString()));
      json.writeEndArray();
      JsonInvoices.rejected(json, inspection.rejected());
      json.writeArrayPropertyStart("notes");
      inspection.notes().forEach(json::writeString);
      json.writeEndArray();
      json.writeEndObject();
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
    out.write("\n");
  }

  private static void times(JsonGenerator json, @Nullable Instant from, @Nullable Instant to) {
    json.writeStringProperty("from", from == null ? null : from.toString());
    json.writeStringProperty("to", to == null ? null : to.toString());
  }

  private static void counts(JsonGenerator json, String name, Map<String, Long> counts) {
    json.writeObjectPropertyStart(name);
    counts.forEach(json::writeNumberProperty);
    json.writeEndObject();
  }

  private static final class Indented extends ObjectWriteContext.Base {
    @Override
    public PrettyPrinter getPrettyPrinter() {
      return new DefaultPrettyPrinter();
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }

  private void span(@Nullable Instant from, @Nullable Instant to) throws IOException {
    if (from != null && to != null) {
      line("  from " + from + " to " + to);
    }
  }

  private void counts(String title, Map<String, Long> counts) throws IOException {
    if (counts.isEmpty()) {
      return;
    }
    line("  " + title);
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      line(String.format(Locale.ROOT, "  %,12d  %s", count.getValue(), count.getKey()));
    }
  }

  private void columns(List<ColumnUse> columns) throws IOException {
    if (columns.isEmpty()) {
      return;
    }
    line("  columns, and what reads them");
    int width = columns.stream().mapToInt(use -> use.column().length()).max().orElse(0);
    for (ColumnUse use : columns) {
      line("    " + use.column() + " ".repeat(width - use.column().length()) + "  " + use.by());
    }
  }

  private void rejections(Collection<Rejection> rejected) throws IOException {
    line("");
    line(rejected.isEmpty() ? "Nothing would be rejected" : "Would be rejected");
    for (Rejection one : rejected) {
      line(
          "  - "
              + number(one.records())
              + (one.records() == 1 ? " record: " : " records: ")
              + one.reason()
              + " (such as "
              + one.such()
              + ")");
    }
  }

  private void notes(List<String> notes) throws IOException {
    if (!notes.isEmpty()) {
      line("");
      line("Notes");
      for (String note : notes) {
        line("  - " + note);
      }
    }
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private void line(String text) throws IOException {
    out.write(TerminalText.safe(text));
    out.write('\n');
  }
}
