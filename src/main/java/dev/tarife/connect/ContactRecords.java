package dev.tarife.connect;

import dev.tarife.connect.number.NumberHolding;
import dev.tarife.connect.number.NumberInventory;
import dev.tarife.duckdb.Spill;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.model.Account;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Period;
import dev.tarife.table.ContactMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns Amazon Connect's contact records, and the inventory of its numbers, into usage records, as
 * the rows of the table say.
 *
 * <p>A contact counts once, in the state of its greatest LastUpdateTimestamp (decision A-54). The
 * internal transfers of a call are parts of it; an external leg is charged once. What
 * no row knows is rejected with its reason. No price, no minimum, no increment and no usage
 * type is known here: those are in the tables.
 */
public final class ContactRecords {
  private final ContactMap map;
  private final List<String> tags;
  private final BulkMeter.Options options;
  private final Listener listener;

  /** Is told how far reading has come. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Some were read; this is told by several threads, one at a time.
     *
     * @param documents how many so far
     * @param bytes how much of the files, as they lie on disk
     */
    void read(long documents, long bytes);
  }

  /** Prepares to read contact records, and tells nobody how far that has come. */
  public ContactRecords(ContactMap map, List<String> tags) {
    this(map, tags, BulkMeter.Options.standard(), (documents, bytes) -> {});
  }

  /**
   * Prepares to read contact records.
   *
   * @param map what they settle
   * @param tags columns that usage gets, {@code tag:team} from the contact's tag {@code team}
   * @param options how much of the machine it may use: threads, memory and folder
   * @param listener is told how far it has come
   */
  public ContactRecords(
      ContactMap map, List<String> tags, BulkMeter.Options options, Listener listener) {
    this.map = map;
    this.options = options;
    this.tags = List.copyOf(tags);
    this.listener = listener;
  }

  /**
   * Settles a month.
   *
   * @param records contact records: JSON in lines, arrays or one after another, in gzip or not
   * @param numbers number inventories
   * @param accounts the accounts whose instances they are
   * @throws dev.tarife.model.FaultException if a file is at fault, with all that was found
   */
  public Settled settle(
      List<Path> records, List<Path> numbers, Collection<Account> accounts, Period period) {
    return settlePart(records, numbers, accounts, List.of(), true, period);
  }

  /**
   * Settles a month of some accounts of many.
   *
   * @param records all contact records of these accounts
   * @param numbers the inventories of all accounts: a call may be of another account's number
   * @param accounts the accounts whose usage is wanted
   * @param elsewhere the other accounts, whose instances are known, and charged elsewhere
   * @param first whether numbers of instances that no account has are rejected here; of the parts
   *     of a run one does that
   * @throws dev.tarife.model.FaultException if a file is at fault, with all that was found
   */
  public Settled settlePart(
      List<Path> records,
      List<Path> numbers,
      Collection<Account> accounts,
      Collection<Account> elsewhere,
      boolean first,
      Period period) {
    if (records.isEmpty() && numbers.isEmpty()) {
      return Settled.nothing();
    }
    return work(
        records,
        numbers,
        new ContactTables.Owners(accounts, elsewhere),
        first,
        (sql, spill) -> {
          Path usage = spill.folder().resolve("contact-records.parquet");
          rows(sql).write(usage);
          boolean alone = accounts.size() == 1 && elsewhere.isEmpty();
          return new UnchargedContacts(sql, map).of(spill, usage, accounts, alone, period);
        });
  }

  /**
   * Looks at records, and settles them whatever their month.
   *
   * @param accounts the accounts; empty: nobody is asked whose an instance is
   * @throws dev.tarife.model.FaultException if a file is at fault, with all that was found
   */
  public Inspected inspect(List<Path> records, List<Path> numbers, Collection<Account> accounts) {
    return work(
        records,
        numbers,
        new ContactTables.Owners(accounts, List.of()),
        true,
        (sql, spill) -> {
          UsageRows rows = rows(sql);
          Path usage = spill.folder().resolve("contact-records.parquet");
          rows.write(usage);
          return new Inspected(
              ContactSummary.of(sql, rows, new UnchargedContacts(sql, map).notes("true")),
              new Settled(
                  spill,
                  records.isEmpty() && numbers.isEmpty() ? List.of() : List.of(usage),
                  Map.of(),
                  Settled.Share.NONE));
        });
  }

  /**
   * What was looked at.
   *
   * @param survey what is in it
   * @param settled its usage; nothing of what was not charged
   */
  public record Inspected(ContactSummary survey, Settled settled) implements AutoCloseable {
    @Override
    public void close() {
      settled.close();
    }
  }

  /** What is done with settled contacts. */
  private interface Work<R> {
    R of(ContactSql sql, Spill spill) throws SQLException;
  }

  /** Settles; the folder is kept if all went well, for the one who closes the result. */
  private <R> R work(
      List<Path> records,
      List<Path> numbers,
      ContactTables.Owners owners,
      boolean first,
      Work<R> work) {
    Findings faults = new Findings();
    List<NumberHolding> holdings = new ArrayList<>();
    try {
      holdings.addAll(NumberInventory.read(numbers, map));
    } catch (FaultException e) {
      // Told together with those of the records.
      faults.addAll(e.findings());
    }
    Set<String> ofNoCountry =
        holdings.stream()
            .filter(
                holding ->
                    NumberHolding.isOfNoCountry(
                        map.number(holding.numberType(), holding.firstDay())))
            .map(NumberHolding::number)
            .collect(Collectors.toUnmodifiableSet());
    Spill spill = Spill.open(options.spill());
    boolean done = false;
    try (ContactSql sql = ContactSql.open(spill.folder(), options.limits())) {
      List<StagingFiles> staged = stage(records, spill.folder(), ofNoCountry, faults);
      faults.throwIfErrors();
      new ContactTables(sql, map).load(staged, records, holdings, owners);
      new ContactCharges(sql).settle(first);
      R result = work.of(sql, spill);
      done = true;
      return result;
    } catch (SQLException e) {
      throw new IllegalStateException("The database failed: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!done) {
        Settled.end(spill);
      }
    }
  }

  /** Stages the records; their faults are added to those of the numbers. */
  private List<StagingFiles> stage(
      List<Path> records, Path folder, Set<String> ofNoCountry, Findings faults)
      throws IOException {
    try {
      return new DocumentReader(
              records, folder, map, names(), ofNoCountry, options.threads(), listener)
          .stage();
    } catch (FaultException e) {
      faults.addAll(e.findings());
      return List.of();
    }
  }

  /** The tags as contacts name them. */
  private List<String> names() {
    return tags.stream().map(tag -> tag.substring(tag.indexOf(':') + 1)).toList();
  }

  private UsageRows rows(ContactSql sql) throws SQLException {
    return new UsageRows(sql, ContactRules.attributes(map), tags);
  }
}
