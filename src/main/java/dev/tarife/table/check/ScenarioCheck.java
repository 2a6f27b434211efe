package dev.tarife.table.check;

import dev.tarife.model.Findings;
import dev.tarife.model.Money;
import dev.tarife.table.Scenario;
import dev.tarife.table.Tables;

/** A worked example adds up. */
public final class ScenarioCheck implements Check {
  @Override
  public Findings check(CheckContext reading) {
    Tables tables = reading.tables();
    UnreadableCodes doubts = reading.doubts();
    Findings findings = new Findings();
    for (Scenario scenario : tables.scenarios()) {
      if (doubts.has(scenario.code())) {
        continue;
      }
      Money sum = Money.ZERO;
      for (Scenario.ExpectedLine line : scenario.expected()) {
        sum = sum.plus(line.amount());
      }
      if (!sum.equals(scenario.totalExact())) {
        findings.error(
            "scenario",
            reading.cells().of(scenario.origin(), "Total"),
            "the total (" + scenario.totalExact() + ") is not the sum of the lines (" + sum + ")",
            "correct the total or the lines");
      }
      boolean isUsed = !scenario.usage().isEmpty() || !scenario.contacts().isEmpty();
      if (scenario.account().instances().isEmpty() && isUsed) {
        findings.error(
            "scenario",
            reading.cells().of(scenario.origin(), "Scenario"),
            "the scenario (" + scenario.code() + ") has no instance",
            "add one to Instances");
      }
    }
    return findings;
  }
}
