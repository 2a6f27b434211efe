package dev.tarife.web.pages.change;

import dev.tarife.compare.TableDiff;
import dev.tarife.model.Findings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a set of workbooks before it goes live.
 *
 * @param findings what the tables' checks and the worked examples found
 * @param scenarios what the worked examples come to; empty where the tables have errors
 * @param diff what differs from the live workbooks; null where a workbook cannot be read
 */
record Examination(Findings findings, List<ScenarioResult> scenarios, @Nullable TableDiff diff) {
  Examination {
    scenarios = List.copyOf(scenarios);
  }

  /** Whether a bundle may be built of them. */
  public boolean isGood() {
    return !findings.hasErrors();
  }

  /** Whether the tables are in order, though an example may not be. */
  public boolean isPriced() {
    return isGood() || !scenarios.isEmpty();
  }

  /** The worked examples that do not come out as expected. */
  public List<ScenarioResult> red() {
    return scenarios.stream().filter(scenario -> !scenario.isGreen()).toList();
  }

  public long green() {
    return scenarios.stream().filter(ScenarioResult::isGreen).count();
  }
}
