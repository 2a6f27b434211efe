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
    ReportJson.write(
        out,
        new JsonObject()
            .with("contact_records", contacts(inspection.contacts()))
            .with("usage_records", usage(inspection))
            .with("months", inspection.months().stream().map(Object::toString).toList())
            .with("rejected", JsonInvoices.rejected(inspection.rejected()))
            .with("notes", inspection.notes()));
  }

  private static JsonObject contacts(ContactSummary contacts) {
    return new JsonObject()
        .with("documents", contacts.documents())
        .with("contacts", contacts.contacts())
        .with("settled", contacts.settled())
        .with("delivered_again", contacts.deliveredAgain())
        .with("rejected", contacts.refused())
        .with("from", contacts.from())
        .with("to", contacts.to())
        .with("kinds", contacts.kinds())
        .with("instances", contacts.instances())
        .with("regions", contacts.regions())
        .with("accounts", contacts.accounts())
        .with("usage_types", contacts.usage())
        .with("unknown_numbers", contacts.unknownNumbers());
  }

  private static JsonObject usage(Inspection inspection) {
    UsageSurvey usage = inspection.usage();
    return new JsonObject()
        .with("rows", usage.records())
        .with("repeated", usage.repeated())
        .with("from", usage.from())
        .with("to", usage.to())
        .with("usage_types", usage.types())
        .with("instances", usage.instances())
        .with("accounts", usage.accounts())
        .with("columns", inspection.columns().stream().map(Inspections::column).toList());
  }

  private static JsonObject column(ColumnUse use) {
    return new JsonObject()
        .with("column", use.column())
        .with("read", use.read())
        .with("by", use.by());
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
