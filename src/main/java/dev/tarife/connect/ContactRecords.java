package dev.tarife.connect;

import dev.tarife.model.Account;
import dev.tarife.model.Period;
import dev.tarife.model.Rejection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns Amazon Connect's contact records, and the inventory of its numbers, into usage records.
 *
 * <p>A contact counts once, in the state of its greatest LastUpdateTimestamp (decision A-54). The
 * internal transfers of a call are parts of it; an external leg is charged once, and service
 * for as long as the end customer is connected. Everything the records can settle becomes
 * usage; what they cannot is rejected with its reason, or named in the notes. No price, no
 * minimum and no increment is known here: those are in the tables.
 */
public final class ContactRecords {
  private static final String IN_WORDS = " Usage records can add them.";

  private ContactRecords() {}

  /**
   * Settles a month.
   *
   * @param records contact records: JSON in lines, arrays or one after another, in gzip or not
   * @param numbers number inventories
   * @param accounts the accounts whose instances they are
   * @throws dev.tarife.model.FaultException if a file is at fault, with all that was found
   */
  public static Settled settle(
      List<Path> records, List<Path> numbers, Collection<Account> accounts, Period period) {
    if (records.isEmpty() && numbers.isEmpty()) {
      return Settled.nothing();
    }
    List<Holding> holdings = NumberInventory.read(numbers);
    Path folder = null;
    boolean done = false;
    try {
      folder = Files.createTempDirectory("tarife-contacts-");
      List<Path> staged = new DocumentReader(records, folder).stage();
      Path usage = folder.resolve("contact-records.parquet");
      try (Sql sql = Sql.open(folder)) {
        new Contacts(sql, folder).load(staged, records, holdings, accounts);
        Charges charges = new Charges(sql);
        charges.settle();
        charges.write(usage);
        Settled settled = collect(sql, folder, usage, accounts, period);
        done = true;
        return settled;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The database failed: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (folder != null && !done) {
        Settled.delete(folder);
      }
    }
  }

  /**
   * Looks at records without pricing them.
   *
   * @param accounts the accounts; empty: nobody is asked whose an instance is
   * @throws dev.tarife.model.FaultException if a file is at fault, with all that was found
   */
  public static Survey survey(
      List<Path> records, List<Path> numbers, Collection<Account> accounts) {
    List<Holding> holdings = NumberInventory.read(numbers);
    Path folder = null;
    try {
      folder = Files.createTempDirectory("tarife-contacts-");
      List<Path> staged = new DocumentReader(records, folder).stage();
      try (Sql sql = Sql.open(folder)) {
        new Contacts(sql, folder).load(staged, records, holdings, accounts);
        new Charges(sql).settle();
        return Survey.of(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The database failed: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (folder != null) {
        Settled.delete(folder);
      }
    }
  }

  private static Settled collect(
      Sql sql, Path folder, Path usage, Collection<Account> accounts, Period period)
      throws SQLException {
    long start = period.start().getEpochSecond() * Times.SECOND;
    long end = period.end().getEpochSecond() * Times.SECOND;
    String alone = accounts.size() == 1 ? accounts.iterator().next().id() : null;
    Map<String, List<Rejection>> rejected = new HashMap<>();
    Map<String, Long> outside = new HashMap<>();
    List<Rejection> unassigned = new ArrayList<>();
    sql.each(
        "SELECT acct, reason, count(*) FILTER (near), min(id) FILTER (near), count(*) FILTER (NOT"
            + " near) FROM (SELECT *, at_us IS NULL OR (at_us >= "
            + start
            + " AND at_us < "
            + end
            + ") AS near FROM refused) GROUP BY acct, reason",
        row -> {
          String account = row.getString(1) == null ? alone : row.getString(1);
          if (row.getLong(3) > 0) {
            Rejection rejection = new Rejection(row.getString(2), row.getLong(3), row.getString(4));
            if (account == null) {
              unassigned.add(rejection);
            } else {
              rejected.computeIfAbsent(account, a -> new ArrayList<>()).add(rejection);
            }
          }
          if (account != null) {
            outside.merge(account, row.getLong(5), Long::sum);
          }
        });
    Map<String, List<String>> notes = notes(sql, "c_at >= " + start + " AND c_at < " + end);
    Map<String, Settled.Share> shares = new HashMap<>();
    for (Account account : accounts) {
      String id = account.id();
      shares.put(
          id,
          new Settled.Share(
              rejected.getOrDefault(id, List.of()).stream().sorted().toList(),
              outside.getOrDefault(id, 0L),
              notes.getOrDefault(id, List.of())));
    }
    return new Settled(
        folder,
        List.of(usage),
        shares,
        new Settled.Share(unassigned.stream().sorted().toList(), 0, List.of()));
  }

  /** What the fine contacts cannot settle, by account. */
  static Map<String, List<String>> notes(Sql sql, String condition) throws SQLException {
    Map<String, List<String>> notes = new TreeMap<>();
    sql.each(
        "SELECT coalesce(acct, ''), count(*) FILTER (c_uncounted), count(*) FILTER (c_wisdom),"
            + " count(*) FILTER (c_video AND c_usage_type = 'in-app-call'),"
            + " count(*) FILTER (c_usage_type = 'voice-campaign') FROM fine WHERE "
            + condition
            + " GROUP BY 1",
        row -> {
          List<String> said = new ArrayList<>();
          note(
              said,
              row.getLong(2),
              "no message count in ? chat contact",
              "their messages are not charged.");
          note(
              said,
              row.getLong(3),
              "? contact with an Amazon Q in Connect session",
              "agents who got a recommendation, the records do not name.");
          note(
              said,
              row.getLong(4),
              "? in-app or web call that could have video or screen sharing",
              "the seconds of both, the records do not hold.");
          note(
              said,
              row.getLong(5),
              "? campaign attempt",
              "the endpoints that campaigns processed, the records do not hold.");
          notes.put(row.getString(1), said);
        });
    return notes;
  }

  private static void note(List<String> notes, long count, String what, String why) {
    if (count > 0) {
      notes.add(
          what.replace("?", Long.toString(count))
              + (count == 1 ? "" : "s")
              + ": "
              + why
              + IN_WORDS);
    }
  }
}
