package dev.tarife.acceptance;

import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.Invoice;
import dev.tarife.model.UsageRecord;
import dev.tarife.rating.Tariff;
import dev.tarife.table.Scenario;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables that are shipped, compiled once for all tests of a JVM, and short ways to use them.
 */
public final class Real {
  static final Path TABLES = Path.of("decision-tables");
  static final YearMonth MAY = YearMonth.of(2024, 5);

  private Real() {}

  private static final class Held {
    static final Tariff TARIFF = Tariff.load(TABLES);
  }

  /** The tariff of the shipped tables. */
  public static Tariff tariff() {
    return Held.TARIFF;
  }

  /** The scenarios of usage records alone; those of contact records are run by Scenarios. */
  static List<Scenario> scenarios() {
    return tariff().tables().scenarios().stream()
        .filter(scenario -> scenario.contacts().isEmpty())
        .toList();
  }

  static Scenario scenario(String code) {
    return scenarios().stream()
        .filter(scenario -> scenario.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new AssertionError("scenarios.xlsx has no scenario " + code));
  }

  static Invoice rate(Scenario scenario) {
    return tariff().rate(scenario.account(), scenario.period().month(), scenario.usage());
  }

  /** An account with one instance, {@code main}, past its free tier. */
  static Account account(String region) {
    return account(region, null);
  }

  static Account account(String region, @Nullable String firstDeployment) {
    return new Account(
        "123456789012",
        "USD",
        firstDeployment == null ? null : LocalDate.parse(firstDeployment),
        List.of(new Instance("main", region)),
        new TreeMap<>());
  }

  /** A record of the instance {@code main}. */
  static UsageRecord.Builder record(String id, String type, String start) {
    return UsageRecord.of(id, "main", type, Instant.parse(start));
  }
}
