package dev.tarife.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Invoice;
import dev.tarife.model.LineKind;
import dev.tarife.model.Rejection;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TextInvoicesTest {
  @Test
  void groupsByAreaAndChargeWithNumbersUnderEachOther() throws IOException {
    assertThat(text(100, false, Samples.invoice()))
        .isEqualTo(
            """
            Account 123456789012 · 2024-05 · USD
            Bundle 2024.5.0 · SHA-256 0123456789abcdef
            Instances support-us in us-west-2

                                                 quantity  unit    unit price    amount
            Voice
                 Voice service
              1    support-us · free tier            90    minute      0.018     0
              2    support-us                    25,000.5  minute      0.018   450.009
                                                                     Subtotal  450.009

            Telephony
                 Inbound call
              3    US did · support-us                7    minute      0.0022    0.0154
                                                                     Subtotal    0.0154

                                                                 Total, exact  450.0244
                                                       Total, USD, before tax  450.02
            """);
  }

  @Test
  void showsWhatWasNotChargedAndTheNotes() throws IOException {
    Invoice invoice =
        Samples.invoice(
            "a",
            List.of(),
            List.of(
                new Rejection("unknown usage type (fax)", 1, "r-1"),
                new Rejection("no price for Region (moon-1)", 12_345, "r-2")),
            List.of("no message count in 312 chat contacts"));
    assertThat(text(100, false, invoice))
        .isEqualTo(
            """
            Account a · 2024-05 · USD
            Bundle 2024.5.0 · SHA-256 0123456789abcdef

            No charges

                                                               Total, exact    0
                                                     Total, USD, before tax    0.00

            Not charged
              - 1 record: unknown usage type (fax) (such as r-1)
              - 12,345 records: no price for Region (moon-1) (such as r-2)

            Notes
              - no message count in 312 chat contacts
            """);
  }

  @Test
  void wrapsLongDetailsAndKeepsTheColumns() throws IOException {
    Invoice invoice =
        Samples.invoice(
            "a",
            List.of(
                Samples.line("other", "A description", LineKind.PASS_THROUGH, 2, "1", "2", "2")),
            List.of(),
            List.of());
    List<String> lines = text(80, false, invoice).lines().toList();
    assertThat(lines).contains("Other");
    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(String.join(" ", lines).replaceAll("\\s+", " "))
        .contains("support-us · tier 2 · passed");
  }

  @Test
  void quantityTimesUnitPriceIsSeenToBeTheAmount() throws IOException {
    assertThat(shown("0.00001", "0.12", "0.0000012")).isEqualTo("0.00001 0.12 0.0000012");
    assertThat(shown("7.123456789", "0.018", "0.1282222222"))
        .isEqualTo("7.123456789 0.018 0.1282222222");
    // 2,573,389 s of 60 in a minute: four decimals make 772.0167.
    assertThat(shown("42889.8166666667", "0.018", "772.0167"))
        .isEqualTo("42,889.8167 0.018 772.0167");
    // 100 s: 1.6667 makes 0.0300006.
    assertThat(shown("1.6666666667", "0.018", "0.03")).isEqualTo("1.6667 0.018 0.03");
    // 1 s: 0.0167 would make 0.0003006.
    assertThat(shown("0.0166666667", "0.018", "0.0003")).isEqualTo("0.0167 0.018 0.0003");
    assertThat(shown("0.0166666667", "0.0022", "0.0000366667"))
        .isEqualTo("0.0166667 0.0022 0.0000366667");
    // A free quantity is not shown as none.
    assertThat(shown("0.0000333333", "0", "0")).isEqualTo("0.00003 0 0");
  }

  private static String shown(String quantity, String unitPrice, String amount) throws IOException {
    String line =
        text(
                100,
                false,
                Samples.invoice(
                    "a",
                    List.of(
                        Samples.line(
                            "other", "Other", LineKind.USAGE, 1, quantity, unitPrice, amount)),
                    List.of(),
                    List.of()))
            .lines()
            .filter(text -> text.startsWith("  1"))
            .findFirst()
            .orElseThrow();
    return line.replaceAll("^  1 +support-us +", "")
        .replaceAll(" [a-z]+ ", " ")
        .replaceAll(" +", " ");
  }

  @Test
  void isBoldOnlyWhereAsked() throws IOException {
    assertThat(text(100, true, Samples.invoice())).contains("\u001B[1mVoice\u001B[0m");
    assertThat(text(100, false, Samples.invoice())).doesNotContain("\u001B");
  }

  @Test
  void letsNoNameSteerTheTerminal() throws IOException {
    Invoice invoice =
        Samples.invoice(
            "a\u001B[2J",
            List.of(),
            List.of(new Rejection("x\u202Ey\nz", 1, "r\u0007")),
            List.of());
    assertThat(text(100, false, invoice))
        .doesNotContain("\u001B", "\u202E", "\u0007", "y\nz")
        .contains("Account a\uFFFD[2J");
  }

  private static String text(int width, boolean colour, Invoice invoice) throws IOException {
    StringWriter out = new StringWriter();
    try (TextInvoices text = new TextInvoices(out, Samples.catalogue(), width, colour)) {
      text.write(invoice);
    }
    return out.toString();
  }
}
