package dev.tarife.web.pages.change;

import dev.tarife.model.Findings;
import dev.tarife.model.Invoice;
import dev.tarife.model.Money;
import dev.tarife.rating.Tariff;
import dev.tarife.scenario.Scenarios;
import dev.tarife.table.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a worked example comes to.
 *
 * @param code such as {@code V1}
 * @param title what it shows
 * @param expected its total, as finance expects it
 * @param total its total, as it is; null: its contact records have errors
 * @param differences how many lines and totals are not as expected
 */
record ScenarioResult(
    String code, String title, Money expected, @Nullable Money total, int differences) {
  /**
   * Rates every worked example of a tariff.
   *
   * @param findings gets what is not as expected
   * @param progress gets each
   */
  static List<ScenarioResult> of(Tariff tariff, Findings findings, Consumer<CheckStep> progress) {
    List<ScenarioResult> results = new ArrayList<>();
    List<Scenario> scenarios = tariff.tables().scenarios();
    for (Scenario scenario : scenarios) {
      progress.accept(CheckStep.example(results.size(), scenarios.size()));
      Findings differences = new Findings();
      Invoice invoice = Scenarios.run(tariff, scenario, differences);
      findings.addAll(differences);
      results.add(
          new ScenarioResult(
              scenario.code(),
              scenario.title(),
              scenario.totalExact(),
              invoice == null ? null : invoice.totalExact(),
              differences.list().size()));
    }
    return results;
  }

  public boolean isGreen() {
    return differences == 0;
  }
}
