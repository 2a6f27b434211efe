package dev.tarife.billing;

import dev.tarife.duckdb.Gauge;
import dev.tarife.metering.ColumnUse;
import dev.tarife.metering.Metered;
import dev.tarife.metering.UnreadColumn;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.model.Account;
import dev.tarife.model.Invoice;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Origin;
import dev.tarife.model.Period;
import dev.tarife.model.Rejection;
import dev.tarife.rating.Explanation;
import dev.tarife.table.Catalogue;
import dev.tarife.table.ContactMap;
import dev.tarife.table.Tables;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/** What turns usage files into an account's invoice: one set of tables and rules, ready to use. */
public interface PricingEngine {
  /** The charges, areas and settings of its tables. */
  Catalogue catalogue();

  /** All that its tables say. */
  Tables tables();

  /**
   * The same engine for some accounts of many, of which the others are elsewhere: a record must
   * name its account, even if there is one.
   */
  default PricingEngine amongOthers() {
    return this;
  }

  /** How much of the machine a run may use. */
  default BulkMeter.Options options() {
    return BulkMeter.Options.standard();
  }

  /**
   * Those of some columns that nothing reads, by name (decision A-78).
   *
   * @param columns the columns of usage files, and the files that have each
   */
  default List<UnreadColumn> unread(SortedMap<String, SortedSet<String>> columns) {
    return List.of();
  }

  /** Features that have a trial: the keys an account's activations may have. */
  Set<String> features();

  /** What reads a column of usage files. */
  default ColumnUse use(String column) {
    return new ColumnUse(column, true, "");
  }

  /** What contact records settle. */
  ContactMap contacts();

  /** The columns, such as {@code tag:team}, by which it tells lines apart. */
  default List<String> tags() {
    return List.of();
  }

  /**
   * An engine that tells lines apart by tags too.
   *
   * @param tags columns of usage records, such as {@code tag:team}
   */
  default PricingEngine by(List<String> tags) {
    return this;
  }

  /**
   * Meters usage files in bulk.
   *
   * @param usage CSV, JSON lines and Parquet files
   * @param accounts every account that may occur in them, by ascending id
   * @throws dev.tarife.model.FaultException if a file is at fault, with all that was found
   */
  default Metering meter(List<Path> usage, Collection<Account> accounts, Period period) {
    return meter(usage, accounts, period, Gauge.NONE);
  }

  /** As {@link #meter(List, Collection, Period)}, and tells how far it has come. */
  Metering meter(List<Path> usage, Collection<Account> accounts, Period period, Gauge gauge);

  /**
   * Prices an account's month.
   *
   * @return an invoice with what could not be priced; it knows nothing of what could not be metered
   */
  Invoice rate(Account account, Period period, Collection<MeteredUsage> usage);

  /** As {@link #rate}, with the life of every line. */
  Explanation explain(Account account, Period period, Collection<MeteredUsage> usage);

  /** The cells of a row of its tables, in words; empty where they are not at hand. */
  List<String> cells(Origin origin);

  /** What metering made of the files. */
  interface Metering extends AutoCloseable {
    /** Records that belong to none of the accounts. */
    List<Rejection> unassigned();

    /** Whether a record of some account lies in the month. */
    default boolean any() {
      return true;
    }

    /** The months that records of any account start in. */
    default List<YearMonth> months() {
      return List.of();
    }

    /** Columns that nothing reads (decision A-78). */
    default List<UnreadColumn> unread() {
      return List.of();
    }

    /** Of the tags that lines are told apart by, those that no record has. */
    default List<String> untagged() {
      return List.of();
    }

    /** The tags that files have a column of. */
    default List<String> tags() {
      return List.of();
    }

    /** Ids of records that stand for others in what is said of them. */
    default Set<String> examples() {
      return Set.of();
    }

    /** An account's share, empty if it has none; asked once for each account, by ascending id. */
    Metered of(Account account);

    @Override
    default void close() {}
  }
}
