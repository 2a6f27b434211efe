package dev.tarife.web.rating;

import dev.tarife.web.problem.ProblemException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
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
 * deadline. Work that has run out of time is interrupted, and holds its place until it has ended.
 * When the service stops, all of it is interrupted and waited for: its temporary files go next.
 */
@Component
@DependsOn("scratch")
public class Workshop implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);
  private static final int RETRY_SECONDS = 5;
  private static final int LAST_SECONDS = 20;

  private final RatingSettings settings;
  private final ThreadPoolExecutor workers;

  Workshop(RatingSettings settings) {
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

  /** Work of which something may go wrong that is not unexpected. */
  @FunctionalInterface
  public interface Work<T> extends Callable<T> {}

  /**
   * Does work and waits for it.
   *
   * @throws ProblemException if there is too much to do, or the deadline has passed
   */
  public <T> T run(Work<T> work) {
    Future<T> future = submit(work);
    try {
      return future.get(settings.deadline().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      future.cancel(true);
      throw ProblemException.busy(
          HttpStatus.SERVICE_UNAVAILABLE,
          "This took longer than " + settings.deadline().toSeconds() + " seconds and was stopped",
          RETRY_SECONDS);
    } catch (ExecutionException e) {
      throw unwrapped(e.getCause());
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw ProblemException.busy(
          HttpStatus.SERVICE_UNAVAILABLE, "The service is stopping", RETRY_SECONDS);
    }
  }

  /**
   * Does work some time.
   *
   * @throws ProblemException if there is too much to do
   */
  <T> Future<T> submit(Work<T> work) {
    var said = MDC.getCopyOfContextMap();
    try {
      return workers.submit(
          () -> {
            if (said != null) {
              MDC.setContextMap(said);
            }
            try {
              return work.call();
            } finally {
              MDC.clear();
            }
          });
    } catch (RejectedExecutionException e) {
      throw ProblemException.busy(
          HttpStatus.SERVICE_UNAVAILABLE,
          "There is too much to rate at the moment; try again in a few seconds",
          RETRY_SECONDS);
    }
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
    workers.shutdownNow();
    if (!workers.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("Work went on for {} seconds after it was stopped", LAST_SECONDS);
    }
  }
}
