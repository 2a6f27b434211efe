package dev.tarife.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.model.FaultException;
import dev.tarife.model.Invoice;
import dev.tarife.model.Rejection;
import dev.tarife.report.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BillingRunTest {
  private static final String LINE =
      """
      {"account":"%s","currency":"USD","instances":[{"id":"i","region":"us-west-2"}],\
      "activations":{"forecasting":"2024-05-01"%s}}
      """;
  private static final Rejection UNKNOWN = new Rejection("unknown usage type (fax)", 2, "r-1");
  private static final Rejection STRANGER = new Rejection("unknown account (x)", 3, "r-9");

  @TempDir private Path folder = Path.of("");
  private final FakeEngine engine = new FakeEngine();
  private final List<Invoice> invoices = new ArrayList<>();

  @Test
  void tellsOneAccountEverything() throws IOException {
    accounts(LINE.formatted("a", ", \"telepathy\": \"2024-05-01\""));
    Files.createDirectory(folder.resolve("contact-records"));
    Path contacts = folder.resolve("contact-records/1.jsonl");
    Files.writeString(contacts, "{}");
    engine.metered("a", FakeEngine.sevenMinutes(3, UNKNOWN)).unassigned(STRANGER);

    assertThatThrownBy(this::run)
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("accounts.jsonl:1: the activation (telepathy) is unknown")
        .hasMessageContaining("known are forecasting");
    Input input = Input.find(List.of(folder.toString()), null);
    BillingRun.Summary summary =
        BillingRun.ofAnyActivation(engine, input, Samples.MAY).run(invoices::add, Progress.NONE);

    assertThat(summary)
        .isEqualTo(new BillingRun.Summary(1, 6, List.of(), List.of(), summary.contents()));
    assertThat(invoices)
        .singleElement()
        .satisfies(
            invoice -> {
              assertThat(invoice.rejected())
                  .containsExactly(
                      new Rejection(
                          "the document has no ContactId: it is not a contact record",
                          1,
                          contacts + ":1"),
                      STRANGER,
                      UNKNOWN);
              assertThat(invoice.notes())
                  .containsExactly(
                      "3 records lie outside 2024-05 and are not charged",
                      "the activation (telepathy) has no effect: no trial is of that name");
              assertThat(invoice.totalExact()).hasToString("0.126");
            });
    assertThat(engine.isClosed()).isTrue();
    assertThat(engine.usage()).hasSize(2).startsWith(folder.resolve("usage.csv"));
  }

  @Test
  void givesEveryAccountAnInvoiceInOrder() throws IOException {
    accounts(LINE.formatted("b", "") + LINE.formatted("c", "") + LINE.formatted("a", ""));
    engine.metered("b", FakeEngine.sevenMinutes(1, UNKNOWN)).unassigned(STRANGER);

    BillingRun.Summary summary = run();

    assertThat(invoices).extracting(Invoice::account).containsExactly("a", "b", "c");
    assertThat(invoices.get(0).rejected()).isEmpty();
    assertThat(invoices.get(1).rejected()).containsExactly(UNKNOWN);
    assertThat(invoices.get(1).notes())
        .containsExactly("1 record lies outside 2024-05 and is not charged");
    assertThat(summary.invoices()).isEqualTo(3);
    assertThat(summary.rejected()).isEqualTo(5);
    assertThat(summary.unassigned()).containsExactly(STRANGER);
    assertThat(summary.warnings()).isEmpty();
  }

  private void accounts(String lines) throws IOException {
    Files.writeString(folder.resolve("accounts.jsonl"), lines);
    Files.writeString(folder.resolve("usage.csv"), "");
  }

  private BillingRun.Summary run() throws IOException {
    Input input = Input.find(List.of(folder.toString()), null);
    return BillingRun.of(engine, input, Samples.MAY).run(invoices::add, Progress.NONE);
  }
}
