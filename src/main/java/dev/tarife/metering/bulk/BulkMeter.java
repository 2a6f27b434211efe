package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Duck;
import dev.tarife.duckdb.Gauge;
import dev.tarife.duckdb.MemoryLimit;
import dev.tarife.duckdb.Spill;
import dev.tarife.metering.Slices;
import dev.tarife.metering.input.HashSettings;
import dev.tarife.metering.input.UsageFile;
import dev.tarife.metering.memory.RecordMeter;
import dev.tarife.metering.terms.TermSource;
import dev.tarife.metering.terms.UsageKinds;
import dev.tarife.model.Account;
import dev.tarife.model.Period;
import dev.tarife.table.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Meters files of any size, of one or many accounts, as one relational query: nothing is done in
 * Java for a single record. {@link RecordMeter} gives the same result for records in memory.
 */
public final class BulkMeter {
  /**
   * How a run may use the machine.
   *
   * @param spill folder for what does not fit into memory; null: the system's
   * @param memoryLimit most memory of the database, such as {@code 1GB}
   * @param threads how many threads; 0: one a core
   * @param tags columns, such as {@code tag:team}, whose values become the tags of usage
   * @param isAmongOthers whether the accounts are some of many, so that a record must name its
   *     account even if there is one
   */
  public record Options(
      @Nullable Path spill,
      String memoryLimit,
      int threads,
      List<String> tags,
      boolean isAmongOthers) {
    public Options {
      tags = List.copyOf(tags);
    }

    /** The accounts are all there are. */
    public Options(@Nullable Path spill, String memoryLimit, int threads, List<String> tags) {
      this(spill, memoryLimit, threads, tags, false);
    }

    /**
     * The system's folder, 256 MB a core but 512 at least and 1 GB at most, unless {@code
     * TARIFE_MEMORY} says otherwise, every core, no tags.
     *
     * @throws dev.tarife.model.FaultException if it says no amount
     */
    public static Options standard() {
      return new Options(null, MemoryLimit.standard(), 0, List.of());
    }

    /** How much of the machine the database may use. */
    public Database.Limits limits() {
      return new Database.Limits(memoryLimit, threads);
    }

    public Options withTags(List<String> columns) {
      return new Options(spill, memoryLimit, threads, columns, isAmongOthers);
    }

    public Options amongOthers() {
      return new Options(spill, memoryLimit, threads, tags, true);
    }
  }

  /**
   * By what tables all runs meter.
   *
   * @param hashes how texts are told apart
   */
  record Setting(Tables tables, UsageKinds kinds, HashSettings hashes) {}

  private final Setting setting;

  public BulkMeter(Tables tables, UsageKinds kinds) {
    this(tables, kinds, HashSettings.STANDARD);
  }

  public BulkMeter(Tables tables, UsageKinds kinds, HashSettings hashes) {
    setting = new Setting(tables, kinds, hashes);
  }

  /**
   * Loads the database, so that the first {@link #meter} finds it ready; failing does not matter.
   */
  public static void warmUp() {
    try (Connection connection = Duck.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    } catch (SQLException e) {
      System.getLogger(BulkMeter.class.getName())
          .log(System.Logger.Level.DEBUG, "The database did not warm up.", e);
    }
  }

  /**
   * Meters every account's month.
   *
   * @param files CSV, JSON lines (also in gzip) and Parquet; the last part may be a glob
   * @param accounts whose records they may hold
   * @param slices the slices of an account's month
   * @param terms asked once, for all kinds together
   * @param gauge is told how far it is, until the account that is read first is asked for; {@link
   *     Gauge#NONE}: nobody is
   * @throws dev.tarife.model.FaultException with every fault of the files, by line
   */
  public BulkMetered meter(
      List<Path> files,
      Collection<Account> accounts,
      Period period,
      Function<Account, Slices> slices,
      TermSource terms,
      Options options,
      Gauge gauge) {
    List<UsageFile> found = UsageFile.of(files);
    Spill spill = Spill.open(options.spill());
    Database database = null;
    boolean done = false;
    try {
      database = Database.open(spill.folder(), options.limits(), gauge);
      database.pass(Gauge.Pass.READ, UsageFile.bytes(found));
      InstancePlaces places = new InstancePlaces(accounts, options.isAmongOthers());
      AccountSlices all = AccountSlices.of(places.accounts(), period, slices);
      BulkMetered metered =
          new MeteringRun(setting, database, places, all, options.tags())
              .meter(found, terms, spill);
      done = true;
      return metered;
    } catch (SQLException e) {
      throw new IllegalStateException("The database failed: " + Duck.message(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!done) {
        BulkMetered.end(spill, database);
      }
    }
  }
}
