package dev.tarife.table.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.model.CounterExample;
import dev.tarife.model.CounterExample.Outcome;
import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.LineKind;
import dev.tarife.model.Origin;
import dev.tarife.model.Rejection;
import dev.tarife.model.Source;
import dev.tarife.rating.Tariff;
import dev.tarife.rating.price.Offer;
import dev.tarife.table.FaultyTables;
import dev.tarife.table.SmallTariff;
import dev.tarife.table.Tables;
import dev.tarife.table.read.TablesReader;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kie.api.runtime.KieSession;

class ChecksTest {
  static List<FaultyTables.Fault> faults() {
    return FaultyTables.all();
  }

  private static List<Finding> findings(FaultyTables.Fault fault) {
    return TablesReader.check(fault.change().apply(new SmallTariff()).bytes()).findings().list();
  }

  private static Finding finding(FaultyTables.Fault fault) {
    return findings(fault).stream()
        .filter(finding -> finding.check().equals(fault.check()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("not found: " + findings(fault)));
  }

  private static String told(Finding finding) {
    return Stream.concat(Stream.of(finding.toString()), finding.details().stream())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void tellsTheCellTheRowsAndARecordThatShowsIt(FaultyTables.Fault fault) {
    assertThat(told(finding(fault))).isEqualTo(fault.told());
    assertThat(findings(fault)).filteredOn(f -> f.check().equals(fault.check())).hasSize(1);
  }

  /** Nothing is priced with tables that have an error, whatever finds it. */
  @ParameterizedTest
  @MethodSource("faults")
  void anErrorStopsPricing(FaultyTables.Fault fault) {
    Finding finding = finding(fault);
    Map<String, byte[]> tables = fault.change().apply(new SmallTariff()).bytes();
    if (finding.severity() == Finding.Severity.ERROR) {
      assertThatThrownBy(() -> TablesReader.read(tables))
          .isInstanceOfSatisfying(
              FaultException.class,
              thrown -> assertThat(thrown.findings().list()).contains(finding));
    } else {
      assertThat(TablesReader.check(tables).findings().hasErrors()).isFalse();
    }
  }

  @Test
  void everyOutcomeIsShown() {
    Set<Outcome> shown = EnumSet.noneOf(Outcome.class);
    for (FaultyTables.Fault fault : faults()) {
      CounterExample example = finding(fault).counterExample();
      if (example != null) {
        shown.add(example.outcome());
      }
    }
    assertThat(shown).containsExactlyInAnyOrder(Outcome.values());
  }

  /** What a finding claims of its record, the engine does, on the tables with the fault. */
  @Tag("slow")
  @ParameterizedTest
  @MethodSource("faults")
  void theRecordShowsIt(FaultyTables.Fault fault) {
    Finding finding = finding(fault);
    CounterExample example = finding.counterExample();
    if (example == null) {
      return;
    }
    Tables tables = TablesReader.withFaults(fault.change().apply(new SmallTariff()).bytes());
    Tariff tariff = Tariff.of(tables);
    YearMonth month =
        YearMonth.from(example.usage().startTime().atOffset(ZoneOffset.UTC).toLocalDate());
    Invoice invoice = tariff.rate(example.account(), month, List.of(example.usage()));
    Set<Origin> rows = Set.copyOf(finding.rows());
    List<Origin> sources =
        invoice.lines().stream()
            .flatMap(line -> line.sources().stream())
            .map(Source::origin)
            .toList();
    switch (example.outcome()) {
      case UNPRICED ->
          assertThat(invoice.rejected())
              .extracting(Rejection::reason)
              .anyMatch(reason -> reason.matches("no (price for|tier of|row of metering).*"));
      case TWO_PRICES -> assertThat(offered(tariff, example, month)).containsAll(finding.rows());
      case METERED_TWICE ->
          assertThat(invoice.lines())
              .anySatisfy(
                  line ->
                      assertThat(line.sources().stream().map(Source::origin))
                          .containsAll(finding.rows()));
      case CHARGED -> assertThat(invoice.lines()).extracting(LineItem::charge).contains("chat");
      case PRICED_ELSEWHERE -> {
        assertThat(sources).doesNotContain(finding.rows().get(0));
        assertThat(sources).anyMatch(rows::contains);
      }
      case NOT_FREE ->
          assertThat(invoice.lines()).extracting(LineItem::kind).doesNotContain(LineKind.FREE_TIER);
      case FREE_ALREADY, FREE_BY_OTHER_UNIT ->
          assertThat(invoice.lines()).extracting(LineItem::kind).containsOnly(LineKind.FREE_TIER);
      case COUNTED_SO -> assertThat(sources).contains(finding.rows().get(0));
      case TWO_AGREEMENTS -> assertThat(sources).containsAll(finding.rows());
      case PRICED_SO -> assertThat(sources).anyMatch(rows::contains);
    }
  }

  /** The rows whose prices are offered to a record. */
  private static List<Origin> offered(Tariff tariff, CounterExample example, YearMonth month) {
    List<Origin> offered = new ArrayList<>();
    KieSession session = tariff.newSession(example.account(), month);
    try {
      session.insert(example.usage());
      Tariff.fire(session);
      session.getObjects(Offer.class::isInstance).stream()
          .map(offer -> ((Offer) offer).row().origin())
          .forEach(offered::add);
    } finally {
      session.dispose();
    }
    return offered;
  }
}
