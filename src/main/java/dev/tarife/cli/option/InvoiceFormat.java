package dev.tarife.cli.option;

import dev.tarife.cli.console.Output;
import dev.tarife.cli.console.Terminal;
import dev.tarife.report.CsvInvoices;
import dev.tarife.report.InvoiceWriter;
import dev.tarife.report.JsonInvoices;
import dev.tarife.report.TextInvoices;
import dev.tarife.table.Catalogue;
import java.io.IOException;

/** The format of an invoice. */
public enum InvoiceFormat implements FileForm {
  TEXT,
  JSON,
  CSV;

  /** As the option says it. */
  @Override
  public String toString() {
    return word();
  }

  public InvoiceWriter writer(
      Output output, Catalogue catalogue, boolean several, Terminal terminal) throws IOException {
    return switch (this) {
      case TEXT ->
          new TextInvoices(output.writer(), catalogue, terminal.columns(), terminal.colour());
      case JSON -> new JsonInvoices(output.bytes(), several, catalogue.settings().minorUnits());
      case CSV -> new CsvInvoices(output.writer());
    };
  }
}
