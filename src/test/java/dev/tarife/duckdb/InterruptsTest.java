package dev.tarife.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is interrupted ends, though its database is at a statement that takes days. */
class InterruptsTest {
  private static final String DAYS =
      "SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b";

  @TempDir Path folder;

  @Test
  void aStatementIsCancelledWithItsThread() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    try (Database database = database()) {
      Thread run =
          new Thread(
              () -> {
                begun.countDown();
                try {
                  ended.completeExceptionally(new AssertionError(database.number(DAYS)));
                } catch (Throwable e) {
                  ended.complete(e);
                }
              });
      run.start();
      begun.await();
      // So that it is the statement that is interrupted, most of the time.
      TimeUnit.MILLISECONDS.sleep(300);
      run.interrupt();
      assertThat(ended.get(5, TimeUnit.MINUTES)).isInstanceOf(CancellationException.class);
      run.join();
      assertThat(database.number("SELECT 42")).as("the database goes on").isEqualTo(42);
    }
  }

  @Test
  void nothingIsBegunByAThreadThatIsInterrupted() throws Exception {
    try (Database database = database()) {
      Thread.currentThread().interrupt();
      assertThat(catchThrowable(() -> database.number("SELECT 1")))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).as("it stays interrupted").isTrue();
    }
  }

  /** Whoever closes a statement, or its connection, must not do so while it is being cancelled. */
  @Test
  void aStatementDoesNotEndWhileItIsBeingCancelled() throws Exception {
    CountDownLatch cancelling = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    CompletableFuture<Boolean> endedMeanwhile = new CompletableFuture<>();
    Statement statement =
        (Statement)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Statement.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "hashCode" -> 1;
                      case "equals" -> proxy == arguments[0];
                      case "cancel" -> {
                        cancelling.countDown();
                        // Long enough for whoever does not wait.
                        endedMeanwhile.complete(ended.await(500, TimeUnit.MILLISECONDS));
                        yield null;
                      }
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    Interrupts.watching(
        statement,
        () -> {
          Thread.currentThread().interrupt();
          while (cancelling.getCount() > 0) {
            Thread.onSpinWait();
          }
          return true;
        });
    ended.countDown();
    assertThat(Thread.interrupted()).as("it stays interrupted").isTrue();
    assertThat(endedMeanwhile.get(1, TimeUnit.MINUTES)).isFalse();
  }

  private Database database() throws SQLException {
    return Database.open(folder, new Database.Limits("1GB", 1));
  }
}
