package dev.tarife.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.LineKind;
import dev.tarife.model.Money;
import dev.tarife.model.Quantity;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvInvoicesTest {
  @Test
  void writesOneRowALine() throws IOException {
    assertThat(csv(Samples.invoice()))
        .isEqualTo(
            """
            account,period,currency,bundle,charge,description,kind,instance,region,country,number_type,tags,tier,quantity,unit,unit_price,amount,sources
            123456789012,2024-05,USD,2024.5.0,voice-service,Voice service,free-tier,support-us,us-west-2,,,,,90,minute,0.018,0,prices.xlsx!Prices!12
            123456789012,2024-05,USD,2024.5.0,voice-service,Voice service,usage,support-us,us-west-2,,,,1,25000.5,minute,0.018,450.009,prices.xlsx!Prices!12
            123456789012,2024-05,USD,2024.5.0,did-inbound,Inbound call,usage,support-us,us-west-2,US,did,,1,7,minute,0.0022,0.0154,telephony.xlsx!Inbound!17
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"})
  void disarmsFormulas(String text) {
    assertThat(CsvInvoices.text(text)).isEqualTo("'" + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"support-us", "a=b", "012", "'quoted", " "})
  void leavesOtherTextAlone(String text) {
    assertThat(CsvInvoices.text(text)).isEqualTo(text);
  }

  @Test
  void leavesNegativeAmountsNumbersAndDisarmsTags() throws IOException {
    LineItem line =
        new LineItem(
            "credit",
            "=cmd|'/c calc'!A1",
            LineKind.USAGE,
            null,
            null,
            new TreeMap<>(Map.of("tag:team", "x")),
            null,
            Quantity.of("1"),
            "piece",
            Money.of("-0.5"),
            Money.of("-0.5"),
            List.of(),
            List.of());
    assertThat(csv(Samples.invoice("a", List.of(line), List.of(), List.of())).lines().skip(1))
        .containsExactly(
            "a,2024-05,USD,2024.5.0,credit,'=cmd|'/c calc'!A1,usage,,,,,tag:team=x,,1,piece,"
                + "-0.5,-0.5,");
  }

  private static String csv(Invoice invoice) throws IOException {
    StringWriter out = new StringWriter();
    try (CsvInvoices csv = new CsvInvoices(out)) {
      csv.write(invoice);
    }
    return out.toString();
  }
}
