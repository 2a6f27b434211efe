package dev.tarife.billing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Works on several things at once, and gives the results in the order they were asked for. */
final class OrderedTasks<T> implements AutoCloseable {
  private final ExecutorService workers;
  private final Deque<Future<T>> pending = new ArrayDeque<>();
  private final int room;

  OrderedTasks(int threads) {
    workers =
        Executors.newFixedThreadPool(
            Math.max(1, threads),
            work -> {
              Thread thread = new Thread(work, "rating");
              thread.setDaemon(true);
              return thread;
            });
    // A few in reserve, so that no worker waits for the one who writes.
    room = 8 * Math.max(1, threads);
  }

  boolean hasRoom() {
    return pending.size() < room;
  }

  void submit(Callable<T> work) {
    pending.add(workers.submit(work));
  }

  /** Waits for the oldest result; what went wrong with it is thrown here. */
  T take() {
    try {
      return pending.remove().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while rating.");
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
