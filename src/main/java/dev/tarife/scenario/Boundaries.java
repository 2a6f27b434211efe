package dev.tarife.scenario;

import dev.tarife.model.Account;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.UsageRecord;
import dev.tarife.rating.Tariff;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.Scenario;
import dev.tarife.table.Scenario.ExpectedLine;
import dev.tarife.table.Tables;
import dev.tarife.table.probe.BoundaryCase;
import dev.tarife.table.probe.BoundaryCases;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Proposes worked examples at the edges of the tables that no scenario looks at yet. */
public final class Boundaries {
  /**
   * A proposal.
   *
   * @param edge the usage, and what it is at the edge of
   * @param invoice what the tables of today make of it: computed, and not yet looked at by anybody
   */
  public record Proposal(BoundaryCase edge, Invoice invoice) {}

  private Boundaries() {}

  /** The edges of a tariff's tables that its scenarios leave out, in the order of the workbooks. */
  public static List<Proposal> of(Tariff tariff) {
    Tables tables = tariff.tables();
    List<Proposal> proposals = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    for (BoundaryCase edge : BoundaryCases.of(tables)) {
      if (!seen.add(List.of(edge.account(), edge.usage(), edge.repeat()))) {
        continue;
      }
      Invoice invoice = tariff.rate(edge.account(), edge.month(), edge.records());
      boolean covered =
          tables.scenarios().stream()
              .anyMatch(
                  scenario ->
                      switch (edge.kind()) {
                        case QUANTITY -> hasLines(scenario, edge, invoice);
                        case LENGTH -> hasLength(scenario, edge, tables);
                        case DAY -> hasDay(scenario, edge);
                      });
      if (!covered && invoice.rejected().isEmpty()) {
        proposals.add(new Proposal(edge, invoice));
      }
    }
    return proposals;
  }

  /** Whether a scenario has the same quantities of the charge, free and in the same tiers. */
  private static boolean hasLines(Scenario scenario, BoundaryCase edge, Invoice invoice) {
    Set<String> expected =
        scenario.expected().stream()
            .filter(line -> line.charge().equals(edge.charge()))
            .map(Boundaries::shape)
            .collect(Collectors.toSet());
    return !expected.isEmpty()
        && expected.equals(
            invoice.lines().stream()
                .filter(line -> line.charge().equals(edge.charge()))
                .map(Boundaries::shape)
                .collect(Collectors.toSet()));
  }

  private static String shape(ExpectedLine line) {
    return line.kind() + " " + line.tier() + " " + line.quantity();
  }

  private static String shape(LineItem line) {
    return line.kind() + " " + line.tier() + " " + line.quantity();
  }

  /** Whether a scenario has a record of the usage type on the same side of the minimum. */
  private static boolean hasLength(Scenario scenario, BoundaryCase edge, Tables tables) {
    MeteringRow row =
        tables.metering().stream()
            .filter(each -> each.origin().equals(edge.row()))
            .findFirst()
            .orElseThrow();
    int side = side(row, edge.usage());
    return scenario.usage().stream()
        .filter(record -> record.usageType().equals(edge.usage().usageType()))
        .filter(record -> record.contactId() == null)
        .anyMatch(record -> side(row, record) == side);
  }

  /** -1: below the minimum; 0: it; 1: above, between two increments; 2: another. */
  private static int side(MeteringRow row, UsageRecord record) {
    BigDecimal measured = measured(row, record);
    BigDecimal minimum = row.minimum() == null ? BigDecimal.ZERO : row.minimum().value();
    if (measured == null || measured.signum() == 0) {
      return 2;
    }
    int order = measured.compareTo(minimum);
    BigDecimal step = row.increment() == null ? null : row.increment().value();
    boolean between = step == null || measured.subtract(minimum).remainder(step).signum() != 0;
    return order <= 0 ? order : between ? 1 : 2;
  }

  private static @Nullable BigDecimal measured(MeteringRow row, UsageRecord record) {
    return switch (row.measure()) {
      case AMOUNT -> record.quantity() == null ? BigDecimal.ONE : record.quantity();
      case RECORDS -> BigDecimal.ONE;
      case SECONDS, PAUSED_SECONDS -> record.seconds();
      case CONNECTED_SECONDS -> record.connected();
    };
  }

  /** Whether a scenario's account has usage of the kind on the same day of the same term. */
  private static boolean hasDay(Scenario scenario, BoundaryCase edge) {
    return scenario.usage().stream()
        .filter(record -> record.usageType().equals(edge.usage().usageType()))
        .anyMatch(record -> isSameDay(scenario.account(), record, edge));
  }

  private static boolean isSameDay(Account account, UsageRecord record, BoundaryCase edge) {
    LocalDate day = day(record);
    LocalDate edgeDay = day(edge.usage());
    if (edge.account().firstDeployment() != null) {
      return account.firstDeployment() != null
          && sinceStart(account.firstDeployment(), day)
              .equals(sinceStart(edge.account().firstDeployment(), edgeDay));
    }
    if (!edge.account().activations().isEmpty()) {
      String feature = edge.account().activations().firstKey();
      LocalDate start = account.activation(feature);
      return start != null
          && sinceStart(start, day)
              .equals(
                  sinceStart(Objects.requireNonNull(edge.account().activation(feature)), edgeDay));
    }
    return day.equals(edgeDay);
  }

  private static java.time.Period sinceStart(LocalDate start, LocalDate day) {
    return start.until(day);
  }

  private static LocalDate day(UsageRecord record) {
    return LocalDate.ofInstant(record.startTime(), ZoneOffset.UTC);
  }
}
