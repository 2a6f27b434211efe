package dev.tarife.web.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.web.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Work that takes too long, and work that the service's end comes upon. */
class WorkQueueTest {
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  static RatingSettings settings(Duration deadline) {
    DataSize size = DataSize.ofMegabytes(1);
    return new RatingSettings(1, 1, deadline, size, size, 1);
  }

  /** Works until it is interrupted, and then until it may end. */
  private boolean work() throws InterruptedException {
    begun.countDown();
    try {
      return begun.await(1, TimeUnit.DAYS) && mayEnd.await(1, TimeUnit.DAYS);
    } catch (InterruptedException e) {
      interrupted.countDown();
      return mayEnd.await(1, TimeUnit.DAYS);
    }
  }

  @Test
  void whatTakesTooLongIsInterruptedAndHoldsItsPlaceUntilItHasEnded() throws Exception {
    WorkQueue workshop = new WorkQueue(settings(Duration.ofMillis(200)));
    assertThatThrownBy(() -> workshop.run(this::work))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("and was stopped");
    // The deadline may have passed before it began: then it never does.
    if (begun.getCount() == 0) {
      interrupted.await();
    }
    Future<Boolean> next = workshop.submit(() -> true).future();
    if (begun.getCount() == 0) {
      assertThat(next.isDone()).isFalse();
    }
    mayEnd.countDown();
    assertThat(next.get(5, TimeUnit.MINUTES)).isTrue();
    workshop.destroy();
  }

  @Test
  void itsEndInterruptsWorkAndWaitsForIt() throws Exception {
    WorkQueue workshop = new WorkQueue(settings(Duration.ofMinutes(5)));
    Future<Boolean> working = workshop.submit(this::work).future();
    begun.await();
    Thread end =
        new Thread(
            () -> {
              try {
                workshop.destroy();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    end.start();
    interrupted.await();
    assertThat(working.isDone()).isFalse();
    assertThat(end.isAlive()).as("it waits").isTrue();
    mayEnd.countDown();
    end.join();
    assertThat(working.isDone()).isTrue();
    assertThat(working.get()).isTrue();
  }
}
