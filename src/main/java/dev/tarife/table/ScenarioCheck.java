package dev.tarife.table;

import dev.tarife.model.Findings;
import dev.tarife.model.Money;
import dev.tarife.model.Place;

/** A worked example adds up. */
final class ScenarioCheck implements Check {
  @Override
  public Findings check(Tables tables, Doubts doubts) {
    Findings findings = new Findings();
    for (Scenario scenario : tables.scenarios()) {
      if (doubts.has(scenario.code())) {
        continue;
      }
      Place place = Place.row(scenario.origin());
      Money sum = Money.ZERO;
      for (Scenario.ExpectedLine line : scenario.expected()) {
        sum = sum.plus(line.amount());
      }
      if (!sum.equals(scenario.totalExact())) {
        findings.error(
            "scenario",
            place,
            "the total (" + scenario.totalExact() + ") is not the sum of the lines (" + sum + ")",
            "correct the total or the lines");
      }
      if (scenario.account().instances().isEmpty() && !scenario.usage().isEmpty()) {
        findings.error(
            "scenario",
            place,
            "the scenario (" + scenario.code() + ") has no instance",
            "add one to Instances");
      }
    }
    return findings;
  }
}
