package dev.tarife.web.billing;

import dev.tarife.billing.Input;
import dev.tarife.billing.Progress;
import dev.tarife.metering.stored.StoredUsage;
import dev.tarife.model.Period;
import dev.tarife.rating.Explanation;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.LoadedBundle;
import dev.tarife.web.rating.RatedMonth;
import dev.tarife.web.rating.Rater;
import dev.tarife.web.rating.RatingSettings;
import dev.tarife.web.rating.RequestFolder;
import dev.tarife.web.rating.TemporaryFiles;
import dev.tarife.web.store.Accounts;
import dev.tarife.web.store.DurableChanges;
import dev.tarife.web.store.usage.StoredUsages;
import java.nio.file.Path;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a month of an account's usage costs, as far as it is known. */
@Component
public class Previews {
  private final Accounts accounts;
  private final StoredUsages usages;
  private final DurableChanges durable;
  private final TemporaryFiles scratch;
  private final Rater rater;
  private final RatingSettings settings;
  private final CarriedBalances balances;

  Previews(
      Accounts accounts,
      StoredUsages usages,
      DurableChanges durable,
      TemporaryFiles scratch,
      Rater rater,
      RatingSettings settings,
      CarriedBalances balances) {
    this.accounts = accounts;
    this.usages = usages;
    this.durable = durable;
    this.scratch = scratch;
    this.rater = rater;
    this.settings = settings;
    this.balances = balances;
  }

  /**
   * Rates a month of what was taken in.
   *
   * @throws ProblemException if there is no such account
   */
  public RatedMonth preview(String account, Period period, LoadedBundle priced) {
    try (RequestFolder folder = scratch.folder()) {
      Input input = input(folder, account, period, priced);
      return folder.naming(() -> rater.rate(priced, input, period, Progress.NONE));
    }
  }

  /**
   * Explains a month of what was taken in.
   *
   * @throws ProblemException if there is no such account
   */
  public Explanation explain(String account, Period period, LoadedBundle priced) {
    try (RequestFolder folder = scratch.folder()) {
      Input input = input(folder, account, period, priced);
      return folder.naming(() -> rater.explain(priced, input, period));
    }
  }

  /**
   * The account and its usage of a month, as files.
   *
   * @throws ProblemException if there is no such account
   */
  public Input input(RequestFolder folder, String account, Period period, LoadedBundle priced) {
    Stored stored =
        durable.read(
            () ->
                new Stored(
                    description(account, period),
                    usages.month(
                        account,
                        period,
                        priced.holdings(),
                        () -> folder.file("the usage of " + account, ".parquet"))));
    Path described = folder.write("the account " + account, ".jsonl", stored.account() + "\n");
    Path usage = folder.file("the usage of " + account, ".parquet");
    long records;
    try (StoredUsage reader = StoredUsage.open(settings.options(scratch.spill()))) {
      records = reader.write(stored.usage(), null, priced.columns(), usage);
    }
    // A file without records is taken for a delivery that was cut off.
    return new Input(
        List.of(described), records == 0 ? List.of() : List.of(usage), List.of(), List.of());
  }

  /** The account's description, with what the invoice of the month before carries. */
  private String description(String account, Period period) {
    String description =
        accounts
            .find(account)
            .orElseThrow(() -> ProblemException.notFound("There is no account " + account));
    return balances
        .into(account, period)
        .map(carried -> CarriedBalances.described(description, carried))
        .orElse(description);
  }

  /** How many records that may concern a month came after a delivery. */
  public long since(String account, Period period, LoadedBundle priced, long batch) {
    try (RequestFolder folder = scratch.folder();
        StoredUsage reader = StoredUsage.open(settings.options(scratch.spill()))) {
      return reader.since(
          durable.read(
              () ->
                  usages.month(
                      account,
                      period,
                      priced.holdings(),
                      () -> folder.file("the usage of " + account, ".parquet"))),
          batch);
    }
  }

  /** What the database holds of an account's month. */
  private record Stored(String account, StoredUsage.Asked usage) {}
}
