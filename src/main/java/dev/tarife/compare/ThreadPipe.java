package dev.tarife.compare;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Hands what one thread makes to another, a few at a time, so that neither has to hold it all. What
 * goes wrong with the maker is thrown where its work is taken.
 *
 * @param <T> what is made
 * @param <R> what is left to say at the end
 */
final class ThreadPipe<T, R> implements AutoCloseable {
  private static final int WAITING = 64;

  private final BlockingQueue<Made<T, R>> made = new ArrayBlockingQueue<>(WAITING);
  private final Thread maker;

  /** Work that makes things, and hands each over. */
  interface Maker<T, R> {
    R make(ThreadPipe<T, R> handover) throws IOException;
  }

  /** A thing, the result, or a failure. */
  private record Made<T, R>(@Nullable T thing, @Nullable R result, @Nullable Throwable failure) {}

  /**
   * Starts the maker.
   *
   * @param name of its thread
   */
  ThreadPipe(String name, Maker<T, R> work) {
    maker = new Thread(() -> make(work), name);
    maker.setDaemon(true);
    maker.start();
  }

  private void make(Maker<T, R> work) {
    Made<T, R> last;
    try {
      last = new Made<>(null, work.make(this), null);
    } catch (IOException | RuntimeException | Error e) {
      last = new Made<>(null, null, e);
    }
    try {
      made.put(last);
    } catch (InterruptedException e) {
      // Nobody takes any more.
      Thread.currentThread().interrupt();
    }
  }

  /** Hands a thing over; waits while enough are waiting. */
  void put(T thing) {
    try {
      made.put(new Made<>(thing, null, null));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Nobody takes any more.");
    }
  }

  /** Takes the next thing; waits for it. */
  T take() throws IOException {
    return Objects.requireNonNull(next().thing(), "all was taken");
  }

  /** Takes the result, when everything else was taken; waits for it. */
  R result() throws IOException {
    return Objects.requireNonNull(next().result(), "not all was taken");
  }

  private Made<T, R> next() throws IOException {
    Made<T, R> next;
    try {
      next = made.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while waiting.");
    }
    if (next.failure() instanceof IOException e) {
      throw e;
    }
    if (next.failure() instanceof RuntimeException e) {
      throw e;
    }
    if (next.failure() instanceof Error e) {
      throw e;
    }
    return next;
  }

  /** Stops the maker, and waits until it has cleared up. */
  @Override
  public void close() {
    maker.interrupt();
    boolean interrupted = false;
    while (maker.isAlive()) {
      try {
        maker.join();
      } catch (InterruptedException e) {
        // Whoever is interrupted waits too: what the maker works with is deleted next.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
