package dev.tarife.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.tarife.model.Invoice;
import dev.tarife.model.LineKind;
import dev.tarife.model.Rejection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

final class JsonInvoicesTest {
  @Test
  void keepsToTheContractKeyByKey() throws IOException {
    Invoice invoice =
        Samples.invoice(
            Samples.ACCOUNT,
            List.of(
                Samples.line(
                    "voice-service", "Voice service", LineKind.USAGE, 1, "7", "0.018", "0.126"),
                Samples.line(
                    "voice-service", "Voice \"free\"", LineKind.TRIAL, null, "1.5", "0.018", "0")),
            List.of(new Rejection("unknown usage type (fax)", 3, "r-1")),
            List.of("2 records lie outside 2024-05"));

    assertThat(json(false, invoice))
        .isEqualTo(
            """
            {
              "account": "123456789012",
              "period": "2024-05",
              "currency": "USD",
              "bundle": {
                "version": "2024.5.0",
                "sha256": "0123456789abcdef0123456789abcdef"
              },
              "lines": [
                {
                  "charge": "voice-service",
                  "description": "Voice service",
                  "kind": "usage",
                  "instance": "support-us",
                  "region": "us-west-2",
                  "dimensions": {},
                  "tier": 1,
                  "quantity": "7",
                  "unit": "minute",
                  "unit_price": "0.018",
                  "amount": "0.126",
                  "sources": [
                    {
                      "workbook": "prices.xlsx",
                      "sheet": "Prices",
                      "row": 12,
                      "rule": "price voice-service"
                    }
                  ]
                },
                {
                  "charge": "voice-service",
                  "description": "Voice \\"free\\"",
                  "kind": "trial",
                  "instance": "support-us",
                  "region": "us-west-2",
                  "dimensions": {},
                  "tier": null,
                  "quantity": "1.5",
                  "unit": "minute",
                  "unit_price": "0.018",
                  "amount": "0",
                  "sources": [
                    {
                      "workbook": "prices.xlsx",
                      "sheet": "Prices",
                      "row": 12,
                      "rule": "price voice-service"
                    }
                  ]
                }
              ],
              "rejected": [
                {
                  "reason": "unknown usage type (fax)",
                  "records": 3,
                  "example": "r-1"
                }
              ],
              "notes": [
                "2 records lie outside 2024-05"
              ],
              "total_exact": "0.126",
              "total": "0.13",
              "before_tax": true
            }
            """);
  }

  @Test
  void writesDimensionsByTheirNames() throws IOException {
    JsonNode line = read(json(false, Samples.invoice())).get("lines").get(2);
    assertThat(line.get("dimensions").get("country").stringValue()).isEqualTo("US");
    assertThat(line.get("dimensions").get("number_type").stringValue()).isEqualTo("did");
  }

  @Test
  void writesTheTotalWithTheMinorUnits() throws IOException {
    Invoice invoice =
        Samples.invoice(
            "a",
            List.of(Samples.line("t", "T", LineKind.USAGE, 1, "10000", "0.04", "400")),
            List.of(),
            List.of());
    JsonNode read = read(json(false, invoice));
    assertThat(read.get("total").stringValue()).isEqualTo("400.00");
    assertThat(read.get("total_exact").stringValue()).isEqualTo("400");
  }

  @Test
  void writesSeveralAsAnArrayWithOneOnEachLineEvenIfNoneCame() throws IOException {
    Invoice invoice = Samples.invoice();
    String several = json(true, invoice, invoice);
    assertThat(read(several).get(1)).isEqualTo(read(json(false, invoice)));
    assertThat(several.lines().map(line -> line.substring(0, 1)))
        .containsExactly("[", "{", "{", "]");
    assertThat(json(true)).isEqualTo("[]\n");
  }

  @Test
  void writesEveryLetterAsItIs() throws IOException {
    String name = "Zoë Ümit ✓ 東京 😀 \"\\\t\u0001";
    Invoice invoice =
        Samples.invoice(
            "a",
            List.of(Samples.line("t", name, LineKind.USAGE, 1, "1", "1", "1")),
            List.of(),
            List.of());
    for (boolean several : new boolean[] {true, false}) {
      assertThat(json(several, invoice))
          .contains((several ? "" : " ") + "\"Zoë Ümit ✓ 東京 😀 \\\"\\\\\\t\\u0001\"");
    }
  }

  @Test
  void writesPartsInTheOrderOfTheirTurnsHoweverTheyWereMade() throws IOException {
    Invoice one = Samples.invoice("one", List.of(), List.of(), List.of());
    Invoice two = Samples.invoice("two", List.of(), List.of(), List.of());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonInvoices json = new JsonInvoices(out, true, 2)) {
      InvoiceWriter.Part second = json.part(two);
      InvoiceWriter.Part first = json.part(one);
      first.write();
      second.write();
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(json(true, one, two));
  }

  @Test
  void passesAFullDiskOn() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int text) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    assertThatIOException()
        .isThrownBy(
            () -> {
              try (JsonInvoices json = new JsonInvoices(full, false, 2)) {
                for (int i = 0; i < 100; i++) {
                  json.write(Samples.invoice());
                }
              }
            })
        .withMessage("No space left on device");
  }

  private static String json(boolean several, Invoice... invoices) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonInvoices json = new JsonInvoices(out, several, 2)) {
      for (Invoice invoice : invoices) {
        json.write(invoice);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static JsonNode read(String json) {
    return new ObjectMapper().readTree(json);
  }
}
