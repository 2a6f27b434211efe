package dev.tarife.metering;

import dev.tarife.model.Rejection;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What metering made of files, read account by account: only the accounts that are asked for, and
 * those before them, are in memory.
 */
public final class BulkMetered implements AutoCloseable {
  private final Spill spill;
  private final Database database;
  private final Places places;
  private final Ledger ledger;
  private final List<Rejection> rejected;
  private final FactReader reader;
  private final Map<Integer, Facts> passed = new HashMap<>();
  private int next;

  BulkMetered(Spill spill, Database database, Places places, Ledger ledger, FactReader reader) {
    this.spill = spill;
    this.database = database;
    this.places = places;
    this.ledger = ledger;
    this.rejected = ledger.strays();
    this.reader = reader;
  }

  /** Records that belong to none of the accounts. */
  public List<Rejection> rejected() {
    return rejected;
  }

  /**
   * An account's part, empty if it has no records; to be asked once for each, best by ascending id.
   *
   * @throws IllegalArgumentException if the account was not metered
   */
  public Metered of(String account) {
    Integer number = places.number(account);
    if (number == null) {
      throw new IllegalArgumentException("The account (" + account + ") was not metered.");
    }
    try {
      for (; next <= number; next++) {
        Facts facts = ledger.facts(next);
        reader.read(next, facts);
        passed.put(next, facts);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The database failed: " + Duck.message(e), e);
    }
    @Nullable Facts facts = passed.remove(number);
    return ledger.metered(number, facts);
  }

  /** Gives back memory and the temporary folder. */
  @Override
  public void close() {
    passed.clear();
    try {
      reader.close();
    } catch (SQLException e) {
      throw new IllegalStateException("The database failed: " + Duck.message(e), e);
    } finally {
      end(spill, database);
    }
  }

  /** Closes what a run used; failing is no fault of the run. */
  static void end(Spill spill, @Nullable Database database) {
    System.Logger log = System.getLogger(BulkMetered.class.getName());
    try {
      if (database != null) {
        database.close();
      }
    } catch (SQLException e) {
      log.log(System.Logger.Level.DEBUG, "The database did not close.", e);
    }
    try {
      spill.close();
    } catch (IOException e) {
      log.log(System.Logger.Level.DEBUG, "The temporary folder was not deleted.", e);
    }
  }
}
