package dev.tarife.web.rating;

import dev.tarife.billing.BillingRun;
import dev.tarife.billing.Progress;
import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import dev.tarife.web.problem.Problem;
import dev.tarife.web.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Work that takes longer than its sender waits. A job and its result stay for an hour, or until the
 * service stops: what was to be rated can be sent again.
 */
@Component
public class Jobs {
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
  private static final Duration STAYS = Duration.ofHours(1);
  private static final int MOST_OF_ONE = 20;

  private final WorkQueue workshop;
  private final Clock clock;
  private final Map<String, Job> jobs = new ConcurrentHashMap<>();

  Jobs(WorkQueue workshop, Clock clock) {
    this.workshop = workshop;
    this.clock = clock;
  }

  /**
   * How a job stands.
   *
   * @param id its id
   * @param state waiting, running, done or failed
   * @param bytes of usage to be metered
   * @param ratedAccounts how many accounts are rated
   * @param accounts of how many
   * @param rejected records that are not charged, once it is done
   * @param faults the errors, if it failed
   */
  public record State(
      String id,
      String state,
      long bytes,
      long ratedAccounts,
      long accounts,
      long rejected,
      List<String> faults) {
    public State {
      faults = List.copyOf(faults);
    }
  }

  /** What a job does: writes its result into a file, and says what the result does not. */
  @FunctionalInterface
  public interface Task {
    BillingRun.Summary run(Progress progress, Path result) throws IOException;
  }

  private static final class Job implements Progress {
    private final String owner;
    private final RequestFolder folder;
    private final Path result;
    private final Instant since;
    private volatile WorkQueue.@Nullable Submitted<Boolean> submitted;
    private volatile State state;
    private boolean working;
    private boolean dropped;

    Job(String id, String owner, RequestFolder folder, Path result, Instant since) {
      this.owner = owner;
      this.folder = folder;
      this.result = result;
      this.since = since;
      this.state = new State(id, "waiting", 0, 0, 0, 0, List.of());
    }

    /** Begins to work, unless nobody waits for it any more. */
    synchronized boolean begins() {
      working = !dropped;
      return working;
    }

    /** The work has ended, and uses its files no more. */
    synchronized void ends() {
      working = false;
      if (dropped) {
        delete();
      }
    }

    /** Stops the work, and deletes the files once nothing uses them. */
    synchronized void drop() {
      dropped = true;
      WorkQueue.Submitted<Boolean> work = submitted;
      if (work != null) {
        work.stop();
      }
      if (!working) {
        delete();
      }
    }

    private void delete() {
      try {
        folder.close();
      } catch (UncheckedIOException e) {
        // Nobody waits for it: the rest goes when the service stops.
        LOG.warn("Files of a job could not be deleted", e);
      }
    }

    @Override
    public void metering(long bytes) {
      state = new State(state.id(), "running", bytes, 0, 0, 0, List.of());
    }

    @Override
    public void rated(long done, long all) {
      state = new State(state.id(), "running", state.bytes(), done, all, 0, List.of());
    }

    private void end(String how, long rejected, List<String> faults) {
      state =
          new State(
              state.id(),
              how,
              state.bytes(),
              state.ratedAccounts(),
              state.accounts(),
              rejected,
              faults);
    }
  }

  /**
   * Starts a job.
   *
   * @param folder its files, which are deleted with it
   * @param ending of the name of its result
   * @throws ProblemException if there is too much to do
   */
  public State start(String owner, RequestFolder folder, String ending, Task task) {
    if (jobs.values().stream().filter(job -> job.owner.equals(owner)).count() >= MOST_OF_ONE) {
      throw ProblemException.busy(
          HttpStatus.TOO_MANY_REQUESTS,
          "You have " + MOST_OF_ONE + " jobs; delete those that are done",
          60);
    }
    String id = UUID.randomUUID().toString();
    Job job = new Job(id, owner, folder, folder.file("the result", ending), clock.instant());
    jobs.put(id, job);
    try {
      job.submitted =
          workshop.submit(
              () -> {
                work(job, task);
                return true;
              });
    } catch (ProblemException e) {
      jobs.remove(id);
      throw e;
    }
    return job.state;
  }

  private static void work(Job job, Task task) {
    if (!job.begins()) {
      return;
    }
    try {
      BillingRun.Summary summary =
          job.folder.naming(
              () -> {
                try {
                  return task.run(job, job.result);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      job.end("done", summary.rejected(), List.of());
    } catch (FaultException e) {
      job.end("failed", 0, e.findings().list().stream().map(Finding::toString).toList());
    } catch (CancellationException e) {
      job.end("failed", 0, List.of("the job was stopped; send the files again"));
    } catch (RuntimeException | Error e) {
      LOG.error("A job failed", e);
      job.end("failed", 0, List.of("an unexpected failure, which is an error in tarife"));
    } finally {
      job.ends();
    }
  }

  /**
   * How a user's job stands.
   *
   * @throws ProblemException if they have no such job
   */
  public State state(String id, String owner) {
    return find(id, owner).state;
  }

  /**
   * The result of a user's job.
   *
   * @throws ProblemException if they have no such job, or it has no result
   */
  public Path result(String id, String owner) {
    Job job = find(id, owner);
    if (job.state.state().equals("failed")) {
      throw new ProblemException(
          new Problem(
              HttpStatus.UNPROCESSABLE_CONTENT, "The input has errors", job.state.faults()));
    }
    if (!job.state.state().equals("done")) {
      throw ProblemException.conflict("The job is " + job.state.state() + "; ask again");
    }
    return job.result;
  }

  /**
   * Deletes a user's job, and stops it if it runs.
   *
   * @throws ProblemException if they have no such job
   */
  public void remove(String id, String owner) {
    drop(id, find(id, owner));
  }

  private Job find(String id, String owner) {
    Job job = jobs.get(id);
    if (job == null || !job.owner.equals(owner)) {
      throw ProblemException.notFound(
          "You have no job "
              + id
              + " here; jobs stay for an hour, or until the service stops: send the files again");
    }
    return job;
  }

  @Scheduled(fixedDelay = 60_000)
  void dropOld() {
    Instant oldest = clock.instant().minus(STAYS);
    jobs.forEach(
        (id, job) -> {
          if (job.since.isBefore(oldest)) {
            drop(id, job);
          }
        });
  }

  private void drop(String id, Job job) {
    // Of two who drop it at once, one does.
    if (jobs.remove(id, job)) {
      job.drop();
    }
  }
}
