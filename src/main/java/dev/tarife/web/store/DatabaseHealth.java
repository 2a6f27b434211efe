package dev.tarife.web.store;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.tarife.web.problem.DatabaseFailure;
import dev.tarife.web.problem.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Writes and reads a row, to know whether the database can be used: that a connection is there says
 * little. When it cannot, all connections are given up, so that the next ones open it again. A full
 * disk is waited for as long as it is full; from anything else the service ends after some time, so
 * that whoever watches it starts it again.
 */
@Component("database")
public class DatabaseHealth implements HealthIndicator, DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseHealth.class);

  /** A probe within this time gets the same answer: a flood of probes writes nothing. */
  private static final long FRESH = Duration.ofSeconds(1).toNanos();

  /** A database that takes longer counts as lost. */
  private static final int WAIT_SECONDS = 5;

  private final JdbcClient jdbc;
  private final DurableChanges durable;
  private final DataSource source;
  private final ApplicationEventPublisher events;
  private final Duration patience;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread made = new Thread(work, "pulse");
            made.setDaemon(true);
            return made;
          });

  /** The check that is running. */
  private @Nullable CompletableFuture<Void> beating;

  private @Nullable Failure failure;
  private long foundAt = System.nanoTime() - FRESH;
  private long wellAt = System.nanoTime();

  DatabaseHealth(
      JdbcClient jdbc,
      DurableChanges durable,
      DataSource source,
      ApplicationEventPublisher events,
      @Value("${tarife.database.patience}") Duration patience) {
    this.jdbc = jdbc;
    this.durable = durable;
    this.source = source;
    this.events = events;
    this.patience = patience;
  }

  /**
   * The database has been lost for too long.
   *
   * @param why in the words of the log
   */
  public record Lost(String why) {}

  private record Failure(String why, boolean diskFull) {}

  @Override
  public Health health() {
    return check() == null ? Health.up().build() : Health.down().build();
  }

  @EventListener(ApplicationReadyEvent.class)
  @Scheduled(fixedDelayString = "${tarife.database.pulse}")
  void watch() {
    Failure found = check();
    // A database that goes on saying that its disk is full, where it is not, is lost as well.
    if (found == null || (found.diskFull() && !durable.hasAmpleRoom())) {
      return;
    }
    if (lostFor() > patience.toNanos()) {
      events.publishEvent(new Lost(found.why()));
    }
  }

  private synchronized long lostFor() {
    return System.nanoTime() - wellAt;
  }

  /** What is wrong with the database; null: nothing. */
  private @Nullable Failure check() {
    CompletableFuture<Void> now;
    synchronized (this) {
      if (System.nanoTime() - foundAt < FRESH) {
        return failure;
      }
      now = beating;
      if (now == null || now.isDone()) {
        now = CompletableFuture.runAsync(this::beat, thread);
        beating = now;
      }
    }
    try {
      now.get(WAIT_SECONDS, TimeUnit.SECONDS);
      return found(null);
    } catch (TimeoutException e) {
      return found(new Failure("it does not answer within " + WAIT_SECONDS + " seconds", false));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return found(new Failure(root(cause), DatabaseFailure.isDiskFull(cause)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Failure("the service stops", true);
    }
  }

  private synchronized @Nullable Failure found(@Nullable Failure next) {
    if (next == null) {
      wellAt = System.nanoTime();
      if (failure != null) {
        LOG.info("The database can be read and written again.");
      }
    } else if (failure == null || failure.diskFull() != next.diskFull()) {
      if (next.diskFull()) {
        LOG.error("The disk of the database is full; make room, and the service goes on.");
      } else {
        LOG.error("The database cannot be read and written ({}).", next.why());
      }
    }
    failure = next;
    foundAt = System.nanoTime();
    return next;
  }

  private void beat() {
    try {
      durable.change(
          () -> {
            long next = read() + 1;
            jdbc.sql("update pulse set beat = :next where name = 'service'")
                .param("next", next)
                .update();
            return read();
          });
    } catch (ProblemException e) {
      // Nothing was tried, and the database is open.
      throw e;
    } catch (RuntimeException e) {
      giveUpConnections();
      throw e;
    }
  }

  private long read() {
    return jdbc.sql("select beat from pulse where name = 'service'").query(Long.class).single();
  }

  private void giveUpConnections() {
    try {
      HikariPoolMXBean pool = source.unwrap(HikariDataSource.class).getHikariPoolMXBean();
      if (pool != null) {
        pool.softEvictConnections();
      }
    } catch (SQLException e) {
      LOG.warn("The connections to the database could not be given up: {}", e.getMessage());
    }
  }

  private static String root(Throwable failure) {
    Throwable root = DatabaseFailure.causes(failure).reduce(failure, (one, next) -> next);
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
  }

  /** Lets the row be written: an interrupt closes the file of the embedded database. */
  @Override
  public void destroy() throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(WAIT_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("The database does not answer, and is not waited for.");
    }
  }
}
