package dev.tarife.report;

import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.Source;
import java.io.IOException;
import java.io.Writer;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Invoices as CSV: one row a line. What was not charged, and the notes, have no row.
 *
 * <p>A text that a spreadsheet would take for a formula gets an apostrophe before it.
 */
public final class CsvInvoices implements InvoiceWriter {
  private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";
  private static final Set<String> COLUMNS = Set.of("country", "number_type");

  private final CSVPrinter csv;

  /** Begins a document with its header. */
  public CsvInvoices(Writer out) throws IOException {
    csv =
        new CSVPrinter(
            out,
            CSVFormat.DEFAULT
                .builder()
                .setRecordSeparator('\n')
                .setHeader(
                    "account",
                    "period",
                    "currency",
                    "bundle",
                    "charge",
                    "description",
                    "kind",
                    "instance",
                    "region",
                    "country",
                    "number_type",
                    "tags",
                    "tier",
                    "quantity",
                    "unit",
                    "unit_price",
                    "amount",
                    "sources")
                .get());
  }

  @Override
  public void write(Invoice invoice) throws IOException {
    for (LineItem line : invoice.lines()) {
      csv.printRecord(
          text(invoice.account()),
          invoice.period(),
          text(invoice.currency()),
          text(invoice.bundle().version()),
          text(line.charge()),
          text(line.description()),
          line.kind().code(),
          text(line.instance()),
          text(line.region()),
          text(line.dimensions().get("country")),
          text(line.dimensions().get("number_type")),
          text(tags(line)),
          line.tier(),
          line.quantity(),
          text(line.unit()),
          line.unitPrice(),
          line.amount(),
          text(sources(line)));
    }
  }

  private static String tags(LineItem line) {
    return line.dimensions().entrySet().stream()
        .filter(dimension -> !COLUMNS.contains(dimension.getKey()))
        .map(dimension -> dimension.getKey() + "=" + dimension.getValue())
        .collect(Collectors.joining("; "));
  }

  private static String sources(LineItem line) {
    return line.sources().stream()
        .map(Source::origin)
        .distinct()
        .map(Object::toString)
        .collect(Collectors.joining("; "));
  }

  /** A text that no spreadsheet computes. Decimals do not come this way. */
  public static @Nullable String text(@Nullable String value) {
    if (value == null || value.isEmpty()) {
      return value;
    }
    String stripped = value.stripLeading();
    boolean formula =
        FORMULA_STARTS.indexOf(value.charAt(0)) >= 0
            || (!stripped.isEmpty() && FORMULA_STARTS.indexOf(stripped.charAt(0)) >= 0);
    return formula ? "'" + value : value;
  }

  /** Flushes; the target stays open. */
  @Override
  public void close() throws IOException {
    csv.flush();
  }
}
