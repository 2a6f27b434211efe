package dev.tarife.cli;

import dev.tarife.report.CsvInvoices;
import dev.tarife.report.InvoiceWriter;
import dev.tarife.report.JsonInvoices;
import dev.tarife.report.TextInvoices;
import dev.tarife.table.Catalogue;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** In which form an invoice is written. */
enum Format implements FileForm {
  TEXT("txt"),
  JSON("json"),
  CSV("csv");

  private final String endings;

  Format(String endings) {
    this.endings = endings;
  }

  @Override
  public List<String> endings() {
    return List.of(endings.split(" "));
  }

  /** As the option says it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  InvoiceWriter writer(Output output, Catalogue catalogue, boolean several, Terminal terminal)
      throws IOException {
    return switch (this) {
      case TEXT ->
          new TextInvoices(output.writer(), catalogue, terminal.columns(), terminal.colour());
      case JSON -> new JsonInvoices(output.bytes(), several, catalogue.settings().minorUnits());
      case CSV -> new CsvInvoices(output.writer());
    };
  }
}
