package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Duck;
import dev.tarife.duckdb.Spill;
import dev.tarife.metering.Metered;
import dev.tarife.metering.UnreadColumn;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Rejection;
import java.io.IOException;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What metering made of files, read account by account: of what {@link BulkMeter} makes, only the
 * account that is asked for is in memory.
 */
public final class BulkMetered implements AutoCloseable {
  /**
   * What there is to say of the files themselves.
   *
   * @param columns of all files
   * @param unread those that nothing reads
   * @param untagged tags that lines are to be told apart by, and no record has
   * @param months that records start in, where none lies in the month
   */
  record Input(
      Collection<String> columns,
      List<UnreadColumn> unread,
      List<String> untagged,
      List<YearMonth> months) {
    Input {
      columns = List.copyOf(columns);
      unread = List.copyOf(unread);
      untagged = List.copyOf(untagged);
      months = List.copyOf(months);
    }
  }

  /** The usage of accounts, which are asked for by ascending number. */
  @FunctionalInterface
  interface UsageSource extends AutoCloseable {
    List<MeteredUsage> read(int account) throws SQLException;

    @Override
    default void close() throws SQLException {}
  }

  private final @Nullable Spill spill;
  private final @Nullable Database database;
  private final InstancePlaces places;
  private final AccountTotals ledger;
  private final List<Rejection> rejected;
  private final UsageSource source;
  private final Input input;
  private final boolean any;
  private final Set<String> examples;
  private int next;

  /**
   * What metering made.
   *
   * @param spill closed in the end, as the database is; null: none was used
   */
  BulkMetered(
      @Nullable Spill spill,
      @Nullable Database database,
      InstancePlaces places,
      AccountTotals ledger,
      UsageSource source,
      Input input) {
    this.spill = spill;
    this.database = database;
    this.places = places;
    this.ledger = ledger;
    this.rejected = ledger.strays();
    this.source = source;
    this.input = input;
    this.any = ledger.any();
    this.examples = ledger.examples();
  }

  /** Whether a record of some account lies in the month. */
  public boolean any() {
    return any;
  }

  /** The months that records of any account start in; empty where some lie in the month. */
  public List<YearMonth> months() {
    return input.months();
  }

  /** Columns that nothing reads (decision A-78). */
  public List<UnreadColumn> unread() {
    return input.unread();
  }

  /** Of the tags that lines are told apart by, those that no record has. */
  public List<String> untagged() {
    return input.untagged();
  }

  /** The tags that files have a column of. */
  public List<String> tags() {
    return input.columns().stream().filter(column -> column.startsWith("tag:")).toList();
  }

  /** Ids of records that stand for others in what is said of them. */
  public Set<String> examples() {
    return examples;
  }

  /** Records that belong to none of the accounts. */
  public List<Rejection> rejected() {
    return rejected;
  }

  /**
   * An account's part, empty if it has no records. Accounts are asked for by ascending id, each at
   * most once: what lies before one is read over.
   *
   * @throws IllegalArgumentException if the account was not metered, or is read over already
   */
  public Metered of(String account) {
    Integer number = places.number(account);
    if (number == null) {
      throw new IllegalArgumentException("The account (" + account + ") was not metered.");
    }
    if (number < next) {
      throw new IllegalArgumentException(
          "The account (" + account + ") is read over already. Ask for accounts by ascending id.");
    }
    next = number + 1;
    try {
      return ledger.metered(number, source.read(number));
    } catch (SQLException e) {
      throw new IllegalStateException("The database failed: " + Duck.message(e), e);
    }
  }

  /** Gives back memory and the temporary folder. */
  @Override
  public void close() {
    try {
      source.close();
    } catch (SQLException e) {
      throw new IllegalStateException("The database failed: " + Duck.message(e), e);
    } finally {
      end(spill, database);
    }
  }

  /** Closes what a run used; failing is no fault of the run. */
  public static void end(@Nullable Spill spill, @Nullable Database database) {
    System.Logger log = System.getLogger(BulkMetered.class.getName());
    try {
      if (database != null) {
        database.close();
      }
    } catch (SQLException e) {
      log.log(System.Logger.Level.DEBUG, "The database did not close.", e);
    }
    try {
      if (spill != null) {
        spill.close();
      }
    } catch (IOException e) {
      log.log(System.Logger.Level.DEBUG, "The temporary folder was not deleted.", e);
    }
  }
}
