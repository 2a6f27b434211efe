package dev.tarife.web.store;

import dev.tarife.web.problem.DatabaseFailure;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes that are on the disk when they return: what was answered is not lost when the process is
 * killed. PostgreSQL does so by itself; the embedded database has to be asked.
 */
@Component
public class DurableChanges {
  private final TransactionTemplate changing;
  private final TransactionTemplate reading;
  private final JdbcTemplate jdbc;
  private final DiskSpace room;
  private final boolean embedded;

  DurableChanges(
      PlatformTransactionManager transactions, DataSource source, JdbcTemplate jdbc, DiskSpace room)
      throws MetaDataAccessException {
    this.room = room;
    this.changing = new TransactionTemplate(transactions);
    this.reading = new TransactionTemplate(transactions);
    this.reading.setReadOnly(true);
    this.jdbc = jdbc;
    String url = JdbcUtils.extractDatabaseMetaData(source, meta -> meta.getURL());
    this.embedded = DatabaseDriver.fromJdbcUrl(url) == DatabaseDriver.H2;
  }

  /**
   * Makes all of a change or nothing. Work that was stopped changes nothing: nobody waits for its
   * answer any more.
   *
   * @throws dev.tarife.web.problem.ProblemException if the disk is full
   */
  public <T extends @Nullable Object> T change(Supplier<T> work) {
    if (!room.isThere()) {
      throw DatabaseFailure.diskFull();
    }
    T done =
        changing.execute(
            status -> {
              T result = work.get();
              StoppableWork.stopIfAsked();
              return result;
            });
    if (embedded) {
      jdbc.execute("checkpoint sync");
    }
    return done;
  }

  /** Whether there is room for a small change. */
  public boolean hasRoom() {
    return room.isThere();
  }

  /** Whether there is so much room that a full disk cannot be what fails. */
  boolean hasAmpleRoom() {
    return room.isAmple();
  }

  /** Reads in one transaction, so that everything read belongs together. */
  public <T> T read(Supplier<T> work) {
    return reading.execute(status -> work.get());
  }
}
