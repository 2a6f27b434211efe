package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.billing.BillingRun;
import dev.tarife.billing.Input;
import dev.tarife.billing.Progress;
import dev.tarife.billing.TariffEngine;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.model.Findings;
import dev.tarife.model.Invoice;
import dev.tarife.model.Period;
import dev.tarife.scenario.Scenarios;
import dev.tarife.table.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records in memory and files in bulk give the same invoice, for every scenario of finance. */
class ScenariosBothWaysTest {
  @Test
  void everyScenarioIsAsFinanceExpects() {
    Findings findings = Scenarios.run(Real.tariff());
    assertThat(findings.list()).isEmpty();
    assertThat(Real.scenarios()).hasSizeGreaterThanOrEqualTo(124);
  }

  @Tag("slow")
  @Test
  void allAccountsOfAMonthTogetherHaveTheInvoicesTheyHaveAlone(@TempDir Path folder)
      throws IOException {
    Map<Period, List<Scenario>> months =
        Real.scenarios().stream()
            .collect(
                Collectors.groupingBy(
                    Scenario::period,
                    () -> new TreeMap<>((a, b) -> a.month().compareTo(b.month())),
                    Collectors.toList()));
    for (Map.Entry<Period, List<Scenario>> month : months.entrySet()) {
      Path inside = java.nio.file.Files.createDirectory(folder.resolve(month.getKey().toString()));
      UsageFiles.accounts(inside, month.getValue().stream().map(Scenario::account).toList());
      List<String> lines = new ArrayList<>();
      for (Scenario scenario : month.getValue()) {
        lines.addAll(UsageFiles.jsonl(scenario.usage(), scenario.account().id()));
      }
      UsageFiles.write(inside.resolve("usage.jsonl"), lines);
      Map<String, Invoice> invoices = bulk(inside, month.getKey());
      assertThat(invoices).hasSize(month.getValue().size());
      for (Scenario scenario : month.getValue()) {
        assertThat(invoices.get(scenario.account().id()))
            .as(scenario.code())
            .isEqualTo(Real.rate(scenario));
      }
    }
  }

  /** Those whose invoice is more than lines. */
  static List<String> rejectedAndNoted() {
    return Real.scenarios().stream()
        .filter(
            scenario -> {
              Invoice invoice = Real.rate(scenario);
              return !invoice.rejected().isEmpty() || !invoice.notes().isEmpty();
            })
        .map(Scenario::code)
        .toList();
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("rejectedAndNoted")
  void anAccountAloneHasItsRejectionsAndNotesToo(String code, @TempDir Path folder) {
    Scenario scenario = Real.scenario(code);
    UsageFiles.account(folder, scenario.account());
    UsageFiles.csv(folder, "usage.csv", scenario.usage());
    assertThat(bulk(folder, scenario.period()))
        .containsExactly(Map.entry(scenario.account().id(), Real.rate(scenario)));
  }

  /** The invoices of a folder, as the command line makes them. */
  static Map<String, Invoice> bulk(Path folder, Period period) {
    TariffEngine engine = new TariffEngine(Real.tariff(), null, BulkMeter.Options.standard());
    Input input = Input.find(List.of(folder.toString()), null);
    Map<String, Invoice> invoices = new TreeMap<>();
    try {
      BillingRun.Summary summary =
          BillingRun.of(engine, input, period)
              .run(invoice -> invoices.put(invoice.account(), invoice), Progress.NONE);
      assertThat(summary.unassigned()).isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return invoices;
  }
}
