package dev.tarife.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ThreadPipeTest {
  /** What the maker works with is deleted next: nobody may go on before it has ended. */
  @Test
  void whoeverIsInterruptedWaitsForTheMakerToo() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    ThreadPipe<String, Boolean> handover =
        new ThreadPipe<>(
            "maker",
            to -> {
              while (mayEnd.getCount() > 0) {
                try {
                  mayEnd.await();
                } catch (InterruptedException e) {
                  stopped.countDown();
                }
              }
              ended.set(true);
              return true;
            });
    Thread closer =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              handover.close();
              if (!ended.get() || !Thread.interrupted()) {
                throw new AssertionError("It did not wait, or forgot that it was interrupted.");
              }
            });
    AtomicBoolean waited = new AtomicBoolean(true);
    closer.setUncaughtExceptionHandler((thread, e) -> waited.set(false));
    closer.start();
    stopped.await();
    // Long enough for a closer that does not wait.
    closer.join(200);
    mayEnd.countDown();
    closer.join();
    assertThat(waited).isTrue();
  }
}
