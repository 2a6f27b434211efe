package dev.tarife.billing;

import dev.tarife.bundle.Bundle;
import dev.tarife.duckdb.Gauge;
import dev.tarife.metering.ColumnUse;
import dev.tarife.metering.Metered;
import dev.tarife.metering.Slices;
import dev.tarife.metering.UnreadColumn;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.metering.bulk.BulkMetered;
import dev.tarife.metering.bulk.SmallMeter;
import dev.tarife.model.Account;
import dev.tarife.model.Invoice;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Origin;
import dev.tarife.model.Period;
import dev.tarife.model.Rejection;
import dev.tarife.rating.Explanation;
import dev.tarife.rating.Tariff;
import dev.tarife.table.AllowanceRow;
import dev.tarife.table.Catalogue;
import dev.tarife.table.ContactMap;
import dev.tarife.table.Tables;
import dev.tarife.table.read.RowTexts;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Prices with a {@link Tariff}: its rules say the terms, DuckDB joins them with usage, its rules
 * rate. A few JSON lines are metered in memory, with the same result.
 */
public final class TariffEngine implements PricingEngine {
  private final Tariff tariff;
  private final @Nullable RowTexts rows;
  private final @Nullable SmallMeter small;
  private final BulkMeter bulk;
  private final BulkMeter.Options options;

  /**
   * Prices with a tariff.
   *
   * @param workbooks where its workbooks are; null: not at hand
   */
  public TariffEngine(Tariff tariff, @Nullable Path workbooks, BulkMeter.Options options) {
    this(tariff, options, workbooks == null ? null : new RowTexts(workbooks), true);
  }

  /**
   * Prices with the tariff of a bundle, and shows cells of the workbooks inside it.
   *
   * @param options of metering
   */
  public TariffEngine(Bundle bundle, BulkMeter.Options options) {
    this(bundle.tariff(), options, bundle.rows(), true);
  }

  private TariffEngine(
      Tariff tariff, BulkMeter.Options options, @Nullable RowTexts rows, boolean inMemory) {
    this.tariff = tariff;
    this.rows = rows;
    this.small = inMemory ? new SmallMeter(tariff.tables(), tariff.kinds()) : null;
    this.bulk = new BulkMeter(tariff.tables(), tariff.kinds());
    this.options = options;
  }

  @Override
  public Catalogue catalogue() {
    return tariff.tables().catalogue();
  }

  @Override
  public Tables tables() {
    return tariff.tables();
  }

  @Override
  public Set<String> features() {
    return tariff.tables().allowances().stream()
        .map(AllowanceRow::feature)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public ColumnUse use(String column) {
    return ColumnUse.of(column, tariff.tables(), tariff.kinds());
  }

  @Override
  public ContactMap contacts() {
    return tariff.tables().contacts();
  }

  @Override
  public List<String> tags() {
    return options.tags();
  }

  @Override
  public PricingEngine by(List<String> tags) {
    return new TariffEngine(tariff, options.withTags(tags), rows, small != null);
  }

  @Override
  public PricingEngine amongOthers() {
    return new TariffEngine(tariff, options.amongOthers(), rows, small != null);
  }

  @Override
  public BulkMeter.Options options() {
    return options;
  }

  @Override
  public List<UnreadColumn> unread(SortedMap<String, SortedSet<String>> columns) {
    return UnreadColumn.of(columns, tariff.kinds());
  }

  /** The same engine, which meters in the database however little there is. */
  TariffEngine inBulk() {
    return new TariffEngine(tariff, options, rows, false);
  }

  @Override
  public Metering meter(
      List<Path> usage, Collection<Account> accounts, Period period, Gauge gauge) {
    BulkMetered metered = metered(usage, accounts, period, gauge);
    return new Metering() {
      @Override
      public List<Rejection> unassigned() {
        return metered.rejected();
      }

      @Override
      public Metered of(Account account) {
        return metered.of(account.id());
      }

      @Override
      public boolean any() {
        return metered.any();
      }

      @Override
      public List<YearMonth> months() {
        return metered.months();
      }

      @Override
      public List<UnreadColumn> unread() {
        return metered.unread();
      }

      @Override
      public List<String> untagged() {
        return metered.untagged();
      }

      @Override
      public List<String> tags() {
        return metered.tags();
      }

      @Override
      public Set<String> examples() {
        return metered.examples();
      }

      @Override
      public void close() {
        metered.close();
      }
    };
  }

  private BulkMetered metered(
      List<Path> usage, Collection<Account> accounts, Period period, Gauge gauge) {
    Function<Account, Slices> slices = account -> tariff.slices(account, period);
    BulkMetered few =
        small == null ? null : small.meter(usage, accounts, period, slices, tariff, options);
    return few == null ? bulk.meter(usage, accounts, period, slices, tariff, options, gauge) : few;
  }

  @Override
  public Invoice rate(Account account, Period period, Collection<MeteredUsage> usage) {
    return tariff.rate(account, period.month(), usage);
  }

  @Override
  public Explanation explain(Account account, Period period, Collection<MeteredUsage> usage) {
    return tariff.explain(account, period.month(), usage);
  }

  @Override
  public List<String> cells(Origin origin) {
    return rows == null ? List.of() : rows.of(origin);
  }
}
