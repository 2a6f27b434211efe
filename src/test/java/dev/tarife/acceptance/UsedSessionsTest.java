package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.bundle.WorkingCopy;
import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.Invoice;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Origin;
import dev.tarife.model.Period;
import dev.tarife.model.Quantity;
import dev.tarife.model.Source;
import dev.tarife.model.Usage;
import dev.tarife.rating.Tariff;
import dev.tarife.report.JsonInvoices;
import dev.tarife.table.PriceRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A session that has rated other accounts gives the invoice of one that is new, to the byte: random
 * accounts, in random orders, with failures in between, on several threads.
 */
@Tag("slow")
class UsedSessionsTest {
  private static final List<String> REGIONS =
      List.of("us-east-1", "us-west-2", "eu-central-1", "ap-southeast-1", "af-south-1");
  private static final List<String> INSTANCES = List.of("one", "two", "three");

  /** An account's month, and its invoice of a session that was used for nothing else. */
  private record Case(Account account, List<Usage> usage, String expected) {}

  @Test
  void rulesOfTheClassicCompiler() {
    check(Real.tariff(), 1);
  }

  @Test
  void rulesOfTheExecutableModel(@TempDir Path cache) {
    check(new WorkingCopy(cache).load(Real.TABLES), 2);
  }

  private static void check(Tariff tariff, long seed) {
    Random random = new Random(seed);
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Account account = account(random, i);
      List<Usage> usage = usage(tariff, account, random, random.nextInt(6) == 0 ? 300 : 30);
      cases.add(new Case(account, usage, json(fresh(tariff, account, usage))));
    }
    assertThat(cases.stream().map(Case::expected).filter(text -> text.contains("no price for")))
        .isNotEmpty();
    assertThat(cases.stream().map(Case::expected).filter(text -> text.contains("\"trial\"")))
        .isNotEmpty();
    List<Case> order = new ArrayList<>();
    for (int round = 0; round < 12; round++) {
      Collections.shuffle(cases, random);
      order.addAll(cases);
    }
    IntStream.range(0, order.size())
        .parallel()
        .forEach(
            i -> {
              Case each = order.get(i);
              if (i % 7 == 0) {
                assertThatThrownBy(() -> tariff.rate(each.account(), Real.MAY, twoOfOneId()))
                    .hasStackTraceContaining("Two metered usages have the id (same)");
              }
              assertThat(json(tariff.rate(each.account(), Real.MAY, each.usage())))
                  .isEqualTo(each.expected());
            });
    for (var scenario : tariff.tables().scenarios()) {
      // Of raw records; and what follows them is the same as well.
      tariff.rate(scenario.account(), scenario.period().month(), scenario.usage());
      Case each = cases.get(random.nextInt(cases.size()));
      assertThat(json(tariff.rate(each.account(), Real.MAY, each.usage())))
          .isEqualTo(each.expected());
    }
  }

  private static Invoice fresh(Tariff tariff, Account account, List<Usage> usage) {
    return tariff.explain(account, Real.MAY, usage).invoice();
  }

  private static List<MeteredUsage> twoOfOneId() {
    LocalDate day = LocalDate.of(2024, 5, 1);
    return List.of(
        MeteredUsage.of("same", "task", "one", day, Quantity.ONE),
        MeteredUsage.of("same", "task", "one", day, Quantity.of(2)));
  }

  private static Account account(Random random, int number) {
    SortedMap<String, LocalDate> activations = new TreeMap<>();
    for (String feature : List.of("contact-lens-voice", "performance-evaluation", "forecasting")) {
      if (random.nextBoolean()) {
        activations.put(feature, LocalDate.of(2024, 1, 25).plusDays(random.nextInt(130)));
      }
    }
    return new Account(
        "account-" + number,
        "USD",
        random.nextInt(3) == 0 ? null : LocalDate.of(2023, 4, 25).plusDays(random.nextInt(400)),
        INSTANCES.stream().map(id -> new Instance(id, pick(random, REGIONS))).toList(),
        activations);
  }

  /** Usage of every price there is, in its Region or another, at times of an unknown instance. */
  private static List<Usage> usage(Tariff tariff, Account account, Random random, int size) {
    List<PriceRow> prices = tariff.tables().prices();
    List<PriceRow> card = tariff.tables().card().rows();
    List<LocalDate> slices = tariff.slices(account, new Period(Real.MAY)).starts();
    List<Usage> usage = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      PriceRow row = pick(random, random.nextInt(3) == 0 ? card : prices);
      int first = random.nextInt(slices.size());
      boolean distinct = random.nextInt(8) == 0;
      usage.add(
          new MeteredUsage(
              "u" + i,
              row.charge(),
              random.nextInt(40) == 0 ? "unheard-of" : pick(random, INSTANCES),
              row.country(),
              row.numberType(),
              random.nextInt(5) == 0 ? new TreeMap<>(Map.of("tag:team", "red")) : new TreeMap<>(),
              slices.subList(first, distinct ? slices.size() : first + 1),
              Quantity.of(BigDecimal.valueOf(random.nextInt(9_000_000), random.nextInt(4))),
              1 + random.nextInt(9),
              "r" + i,
              List.of(new Source(new Origin("metering.xlsx", "Metering", 7), "a rule"))));
    }
    return usage;
  }

  private static String json(Invoice invoice) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (JsonInvoices json = new JsonInvoices(text, false, 2)) {
      json.write(invoice);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  private static <T> T pick(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
