package dev.tarife.web.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.billing.BillingRun;
import dev.tarife.billing.Contents;
import dev.tarife.web.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs whose files are deleted, whatever they are at. */
class JobsTest {
  private static final String OWNER = "vera";
  private static final BillingRun.Summary NOTHING =
      new BillingRun.Summary(
          0,
          0,
          List.of(),
          List.of(),
          new Contents(true, new TreeSet<>(), new TreeSet<>(), new TreeSet<>()));

  @TempDir private Path temporary = Path.of("");
  private final WorkQueue workshop = new WorkQueue(WorkQueueTest.settings(Duration.ofMinutes(5)));
  private final Jobs jobs = new Jobs(workshop, Clock.systemUTC());

  @AfterEach
  void end() throws InterruptedException {
    workshop.destroy();
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectory(temporary.resolve(name));
  }

  @Test
  void theFilesOfARunningJobStayUntilItHasEnded() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayWrite = new CountDownLatch(1);
    Path files = folder("running");
    Jobs.State job =
        jobs.start(
            OWNER,
            new RequestFolder(files),
            ".json",
            (progress, result) -> {
              begun.countDown();
              boolean stopped = false;
              while (mayWrite.getCount() > 0) {
                try {
                  mayWrite.await();
                } catch (InterruptedException e) {
                  stopped = true;
                }
              }
              Files.writeString(result, "stopped: " + stopped);
              return NOTHING;
            });
    begun.await();
    jobs.remove(job.id(), OWNER);
    assertThatThrownBy(() -> jobs.state(job.id(), OWNER)).isInstanceOf(ProblemException.class);
    assertThat(files).as("it is used still").isDirectory();
    mayWrite.countDown();
    // There is one worker: when it has the next in its hands, the first has ended.
    assertThat(workshop.submit(() -> true).future().get(10, TimeUnit.MINUTES)).isTrue();
    assertThat(files).doesNotExist();
  }

  @Test
  void aJobThatWaitsIsDeletedAtOnceAndNeverBegins() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    Future<Boolean> first =
        workshop
            .submit(
                () -> {
                  begun.countDown();
                  return mayEnd.await(10, TimeUnit.MINUTES);
                })
            .future();
    begun.await();
    AtomicBoolean ran = new AtomicBoolean();
    Path files = folder("waiting");
    Jobs.State job =
        jobs.start(
            OWNER,
            new RequestFolder(files),
            ".json",
            (progress, result) -> {
              ran.set(true);
              return NOTHING;
            });
    assertThat(job.state()).isEqualTo("waiting");
    jobs.remove(job.id(), OWNER);
    assertThat(files).doesNotExist();
    mayEnd.countDown();
    assertThat(first.get(10, TimeUnit.MINUTES)).isTrue();
    assertThat(workshop.submit(() -> true).future().get(10, TimeUnit.MINUTES)).isTrue();
    assertThat(ran).isFalse();
  }
}
