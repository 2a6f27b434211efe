package dev.tarife.web.rating;

import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.store.StoppableWork;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Where heavy work is done: so much at once, so much waiting, and none for longer than its
 * deadline. Work that has run out of time is stopped, and holds its place until it has ended. When
 * the service stops, all of it is stopped and waited for: its temporary files go next.
 */
@Component
@DependsOn("temporaryFiles")
public class WorkQueue implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);
  private static final int RETRY_SECONDS = 5;
  private static final int LAST_SECONDS = 20;

  private final RatingSettings settings;
  private final ThreadPoolExecutor workers;
  private final Set<StoppableWork> unfinished = ConcurrentHashMap.newKeySet();

  WorkQueue(RatingSettings settings) {
    this.settings = settings;
    this.workers =
        new ThreadPoolExecutor(
            settings.atOnce(),
            settings.atOnce(),
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(Math.max(1, settings.waiting())),
            work -> {
              Thread thread = new Thread(work, "workshop");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Work that may throw a checked exception. */
  @FunctionalInterface
  public interface Work<T> extends Callable<T> {}

  /**
   * Does work and waits for it.
   *
   * @throws ProblemException if there is too much to do, or the deadline has passed
   */
  public <T> T run(Work<T> work) {
    Submitted<T> submitted = submit(work);
    try {
      return submitted.future().get(settings.deadline().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      submitted.stop();
      throw ProblemException.busy(
          HttpStatus.SERVICE_UNAVAILABLE,
          "This took longer than " + settings.deadline().toSeconds() + " seconds and was stopped",
          RETRY_SECONDS);
    } catch (ExecutionException e) {
      throw unwrapped(e.getCause());
    } catch (InterruptedException e) {
      submitted.stop();
      Thread.currentThread().interrupt();
      throw ProblemException.busy(
          HttpStatus.SERVICE_UNAVAILABLE, "The service is stopping", RETRY_SECONDS);
    }
  }

  /**
   * Work that waits for its turn, runs, or has ended.
   *
   * @param future its result
   * @param stopper stops it
   */
  record Submitted<T>(Future<T> future, Runnable stopper) {
    /** Stops it; work that waits never begins, and gives its place to other work. */
    void stop() {
      stopper.run();
    }
  }

  /**
   * Queues work and returns at once.
   *
   * @throws ProblemException if there is too much to do
   */
  <T> Submitted<T> submit(Work<T> work) {
    var said = MDC.getCopyOfContextMap();
    StoppableWork stoppable = new StoppableWork();
    unfinished.add(stoppable);
    try {
      FutureTask<T> future =
          new FutureTask<>(
              () -> {
                if (said != null) {
                  MDC.setContextMap(said);
                }
                try {
                  if (!stoppable.begin()) {
                    throw new CancellationException("The work was stopped before it began.");
                  }
                  return work.call();
                } finally {
                  stoppable.end();
                  unfinished.remove(stoppable);
                  MDC.clear();
                }
              });
      workers.execute(future);
      return new Submitted<>(
          future,
          () -> {
            stoppable.stop();
            if (workers.getQueue().remove(future)) {
              unfinished.remove(stoppable);
            }
          });
    } catch (RejectedExecutionException e) {
      unfinished.remove(stoppable);
      throw ProblemException.busy(
          HttpStatus.SERVICE_UNAVAILABLE,
          "There is too much to rate at the moment; try again in a few seconds",
          RETRY_SECONDS);
    }
  }

  /**
   * How much there is to do.
   *
   * @param running works that are being done
   * @param atOnce as many are done at once
   * @param waiting works that wait for their turn
   * @param mostWaiting as many may wait
   */
  public record Load(int running, int atOnce, int waiting, int mostWaiting) {}

  /** How much there is to do now. */
  public Load load() {
    return new Load(
        workers.getActiveCount(),
        settings.atOnce(),
        workers.getQueue().size(),
        Math.max(1, settings.waiting()));
  }

  private static RuntimeException unwrapped(@Nullable Throwable cause) {
    if (cause instanceof RuntimeException e) {
      return e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    return new IllegalStateException(cause);
  }

  @Override
  public void destroy() throws InterruptedException {
    workers.shutdown();
    unfinished.forEach(StoppableWork::stop);
    if (!workers.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("Work went on for {} seconds after it was stopped", LAST_SECONDS);
    }
  }
}
