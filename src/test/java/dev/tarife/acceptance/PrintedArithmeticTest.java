package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Invoice;
import dev.tarife.report.CsvInvoices;
import dev.tarife.report.InvoiceWriter;
import dev.tarife.report.TextInvoices;
import dev.tarife.table.Scenario;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/**
 * A reader with a calculator: quantity times unit price is the amount on every line, as printed.
 */
final class PrintedArithmeticTest {
  private static final Pattern LINE =
      Pattern.compile(
          "^ *\\d+  .*?  +([\\d,.]+)  +[a-z][^ ]*(?: [^ ]+)*  +([\\d,.]+)  +([\\d,.]+)$");

  /** The last decimal of a line, by which the lines are made to add up (decision A-45). */
  private static final BigDecimal REMAINDER = new BigDecimal("0.0000000001");

  @Test
  void everyScenarioMultipliesOut() throws IOException {
    for (Scenario scenario : Real.tariff().tables().scenarios()) {
      multipliesOut(
          Real.tariff().rate(scenario.account(), scenario.period().month(), scenario.usage()));
    }
  }

  /** Multiplies what the text and the CSV of an invoice print. */
  static void multipliesOut(Invoice invoice) throws IOException {
    StringWriter text = new StringWriter();
    try (InvoiceWriter writer =
        new TextInvoices(text, Real.tariff().tables().catalogue(), 300, false)) {
      writer.write(invoice);
    }
    int lines = 0;
    for (String line : text.toString().split("\n")) {
      Matcher printed = LINE.matcher(line);
      if (printed.matches()) {
        lines++;
        multipliesOut(line, printed.group(1), printed.group(2), printed.group(3));
      }
    }
    assertThat(lines).as(text.toString()).isEqualTo(invoice.lines().size());

    StringWriter csv = new StringWriter();
    try (InvoiceWriter writer = new CsvInvoices(csv)) {
      writer.write(invoice);
    }
    try (var rows =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new StringReader(csv.toString()))) {
      for (CSVRecord row : rows) {
        multipliesOut(
            row.toString(), row.get("quantity"), row.get("unit_price"), row.get("amount"));
      }
    }
  }

  private static void multipliesOut(String line, String quantity, String price, String amount) {
    BigDecimal shown = decimal(amount);
    BigDecimal product =
        decimal(quantity)
            .multiply(decimal(price))
            .setScale(Math.max(4, shown.scale()), RoundingMode.HALF_UP);
    // At the tenth decimal, the quantity and the amount are each rounded by half a unit.
    BigDecimal off = product.subtract(shown).abs();
    assertThat(off).as(line).isLessThanOrEqualTo(REMAINDER.add(REMAINDER));
    assertThat(decimal(quantity).signum()).as(line).isNotNegative();
  }

  private static BigDecimal decimal(String printed) {
    return new BigDecimal(printed.replace(",", ""));
  }
}
