package dev.tarife.web.pages.change;

import dev.tarife.billing.Input;
import dev.tarife.billing.Progress;
import dev.tarife.billing.TariffEngine;
import dev.tarife.compare.Comparer;
import dev.tarife.compare.Comparison;
import dev.tarife.compare.TableDiff;
import dev.tarife.compare.TableSet;
import dev.tarife.metering.BulkMeter;
import dev.tarife.model.Period;
import dev.tarife.rating.Tariff;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.Folder;
import dev.tarife.web.rating.Priced;
import dev.tarife.web.rating.RatingSettings;
import dev.tarife.web.rating.Scratch;
import dev.tarife.web.rating.Workshop;
import dev.tarife.web.store.Accounts;
import dev.tarife.web.store.Usages;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Prices the usage that is stored for a month with two sets of workbooks, all accounts at once. */
@Component
class StoredMonths {
  private static final int LINES = 20;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Accounts accounts;
  private final Usages usages;
  private final Examiner examiner;
  private final Scratch scratch;
  private final Workshop workshop;
  private final RatingSettings settings;

  StoredMonths(
      Accounts accounts,
      Usages usages,
      Examiner examiner,
      Scratch scratch,
      Workshop workshop,
      RatingSettings settings) {
    this.accounts = accounts;
    this.usages = usages;
    this.examiner = examiner;
    this.scratch = scratch;
    this.workshop = workshop;
    this.settings = settings;
  }

  /**
   * The months that there is usage of, the latest first, each with how many records start in it.
   */
  SortedMap<YearMonth, Long> all() {
    SortedMap<YearMonth, Long> months = new TreeMap<>(java.util.Comparator.reverseOrder());
    for (String account : accounts.ids()) {
      usages
          .months(account)
          .forEach((month, records) -> months.merge(YearMonth.parse(month), records, Long::sum));
    }
    return months;
  }

  /**
   * Prices a month with both.
   *
   * @throws ProblemException if there is no usage of the month, or it takes too long
   * @throws dev.tarife.model.FaultException if workbooks are at fault
   */
  Comparison compare(TableSet before, TableSet after, TableDiff diff, YearMonth month) {
    return workshop.run(
        () -> {
          try (Folder folder = scratch.folder()) {
            Tariff old = examiner.tariff(before.workbooks());
            Tariff now = examiner.tariff(after.workbooks());
            Set<String> holdings = new TreeSet<>(Priced.holdings(old.tables()));
            holdings.addAll(Priced.holdings(now.tables()));
            Period period = new Period(month);
            Input input = input(folder, period, holdings);
            Comparer comparer =
                new Comparer(
                    new Comparer.Pricing(before.name(), engine(old, folder)),
                    new Comparer.Pricing(after.name(), engine(now, folder)),
                    diff,
                    LINES);
            return folder.naming(() -> compared(comparer, input, period));
          }
        });
  }

  private static Comparison compared(Comparer comparer, Input input, Period period) {
    try {
      return comparer.compare(input, period, Progress.NONE, 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TariffEngine engine(Tariff tariff, Folder folder) {
    return new TariffEngine(
        tariff,
        (Path) null,
        new BulkMeter.Options(
            folder.file("spill", ""), settings.memory().toMegabytes() + "MB", 1, List.of()));
  }

  /** The month's usage of all accounts, each record with its account. */
  private Input input(Folder folder, Period period, Set<String> holdings) throws IOException {
    StringBuilder described = new StringBuilder();
    List<Path> files = new ArrayList<>();
    for (String account : accounts.ids()) {
      Path own = folder.file("usage of " + account, ".jsonl");
      if (usages.export(account, period, holdings, own) > 0) {
        Path named = folder.file("usage of " + account, ".jsonl");
        addAccount(own, account, named);
        files.add(named);
        described.append(accounts.find(account).orElseThrow()).append('\n');
      }
    }
    if (files.isEmpty()) {
      throw ProblemException.notFound("There is no usage of " + period);
    }
    return new Input(
        List.of(folder.write("accounts", ".jsonl", described.toString())),
        files,
        List.of(),
        List.of());
  }

  private static void addAccount(Path from, String account, Path to) throws IOException {
    String start = "{\"account\":" + JSON.writeValueAsString(account) + ",";
    try (BufferedReader in = Files.newBufferedReader(from, StandardCharsets.UTF_8);
        BufferedWriter out = Files.newBufferedWriter(to, StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.write(start);
        out.write(line, 1, line.length() - 1);
        out.write('\n');
      }
    }
  }
}
