package dev.tarife.web.pages.change;

import dev.tarife.billing.Input;
import dev.tarife.billing.Progress;
import dev.tarife.billing.TariffEngine;
import dev.tarife.compare.Comparer;
import dev.tarife.compare.Comparison;
import dev.tarife.compare.TableDiff;
import dev.tarife.compare.TableSet;
import dev.tarife.metering.stored.StoredUsage;
import dev.tarife.model.Period;
import dev.tarife.rating.Tariff;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.LoadedBundle;
import dev.tarife.web.rating.RatingSettings;
import dev.tarife.web.rating.RequestFolder;
import dev.tarife.web.rating.TemporaryFiles;
import dev.tarife.web.rating.WorkQueue;
import dev.tarife.web.store.Accounts;
import dev.tarife.web.store.DurableChanges;
import dev.tarife.web.store.usage.StoredUsages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Prices the usage that is stored for a month with two sets of workbooks, all accounts at once. */
@Component
class StoredMonths {
  private static final int LINES = 20;

  private final Accounts accounts;
  private final StoredUsages usages;
  private final Examiner examiner;
  private final TemporaryFiles scratch;
  private final WorkQueue workshop;
  private final RatingSettings settings;
  private final DurableChanges durable;

  StoredMonths(
      Accounts accounts,
      StoredUsages usages,
      Examiner examiner,
      TemporaryFiles scratch,
      WorkQueue workshop,
      RatingSettings settings,
      DurableChanges durable) {
    this.accounts = accounts;
    this.usages = usages;
    this.examiner = examiner;
    this.scratch = scratch;
    this.workshop = workshop;
    this.settings = settings;
    this.durable = durable;
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
   * @throws dev.tarife.model.FaultException if workbooks have errors
   */
  Comparison compare(TableSet before, TableSet after, TableDiff diff, YearMonth month) {
    return workshop.run(
        () -> {
          try (RequestFolder folder = scratch.folder()) {
            Tariff old = examiner.tariff(before.workbooks());
            Tariff now = examiner.tariff(after.workbooks());
            Set<String> holdings = new TreeSet<>(LoadedBundle.holdings(old.tables()));
            holdings.addAll(LoadedBundle.holdings(now.tables()));
            Period period = new Period(month);
            Set<String> columns = new TreeSet<>(LoadedBundle.columns(old.tables()));
            columns.addAll(LoadedBundle.columns(now.tables()));
            Input input = input(folder, period, holdings, columns);
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

  private TariffEngine engine(Tariff tariff, RequestFolder folder) {
    return new TariffEngine(tariff, (Path) null, settings.options(folder.file("spill", "")));
  }

  /** The month's usage of all accounts, each record with its account. */
  private Input input(
      RequestFolder folder, Period period, Set<String> holdings, Set<String> columns) {
    StringBuilder described = new StringBuilder();
    List<Path> files = new ArrayList<>();
    try (StoredUsage reader = StoredUsage.open(settings.options(folder.file("spill", "")))) {
      for (String account : accounts.ids()) {
        Path usage = folder.file("usage of " + account, ".parquet");
        StoredUsage.Asked asked =
            durable.read(
                () ->
                    usages.month(
                        account,
                        period,
                        holdings,
                        () -> folder.file("usage of " + account, ".parquet")));
        if (reader.write(asked, account, columns, usage) > 0) {
          files.add(usage);
          described.append(accounts.find(account).orElseThrow()).append('\n');
        }
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
}
