package dev.tarife.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A message of which there may be thousands a second stands in the log once a minute. */
class SparseLogTest {
  private final AtomicLong now = new AtomicLong(-5);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final SparseLog log;

  SparseLogTest() {
    Logger logger = new LoggerContext().getLogger("sparse");
    lines.start();
    logger.addAppender(lines);
    log = new SparseLog(logger, now::get);
  }

  private List<String> said() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void theSameIsSaidOnceAMinuteWithWhatWasLeftOut() {
    for (int i = 0; i < 1_000; i++) {
      log.warn("The disk is full", "GET " + i);
    }
    log.warn("The database is lost", "GET");
    now.addAndGet(TimeUnit.MINUTES.toNanos(1));
    log.warn("The disk is full", "GET later");
    now.addAndGet(TimeUnit.MINUTES.toNanos(1));
    log.warn("The disk is full", "GET at last");
    assertThat(said())
        .containsExactly(
            "The disk is full: GET 0",
            "The database is lost: GET",
            "The disk is full: GET later (999 more since the last such line)",
            "The disk is full: GET at last");
  }

  @Test
  void whatNeverComesAgainIsForgotten() {
    for (int i = 0; i < 10_000; i++) {
      log.warn("message " + i, "");
      now.addAndGet(TimeUnit.SECONDS.toNanos(1));
    }
    assertThat(said()).hasSize(10_000);
  }
}
