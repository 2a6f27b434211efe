package dev.tarife.web.billing;

import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.metering.stored.UsageIntake;
import dev.tarife.metering.terms.RecordContent;
import dev.tarife.model.Sha256;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.RatingSettings;
import dev.tarife.web.rating.RequestFolder;
import dev.tarife.web.rating.TemporaryFiles;
import dev.tarife.web.store.Accounts;
import dev.tarife.web.store.Audit;
import dev.tarife.web.store.DurableChanges;
import dev.tarife.web.store.usage.Delivery;
import dev.tarife.web.store.usage.StoredUsages;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Stores usage: all of a delivery or nothing, and on the disk before it is acknowledged. */
@Component
public class Ingest {
  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
  private static final int RETRY_SECONDS = 5;

  private final Bundles bundles;
  private final Accounts accounts;
  private final StoredUsages usages;
  private final Audit audit;
  private final DurableChanges durable;
  private final Clock clock;
  private final TemporaryFiles scratch;
  private final RatingSettings settings;
  private final Semaphore atOnce;
  private final Counter records;

  Ingest(
      Bundles bundles,
      Accounts accounts,
      StoredUsages usages,
      Audit audit,
      DurableChanges durable,
      Clock clock,
      TemporaryFiles scratch,
      RatingSettings settings,
      MeterRegistry meters) {
    this.bundles = bundles;
    this.accounts = accounts;
    this.usages = usages;
    this.audit = audit;
    this.durable = durable;
    this.clock = clock;
    this.scratch = scratch;
    this.settings = settings;
    this.atOnce = new Semaphore(settings.atOnce(), true);
    this.records =
        Counter.builder("tarife.records.ingested")
            .description("Usage records taken in, repeated ones too")
            .register(meters);
  }

  /**
   * Takes a file of usage in. Sent again, it changes nothing.
   *
   * @param folder holds the file
   * @param file CSV, JSON lines or Parquet
   * @param name as its sender calls it
   * @throws ProblemException if there is no such account
   * @throws dev.tarife.model.FaultException if a record has an error, or is not what it was;
   *     nothing of the file is kept then
   */
  public Delivery take(String account, RequestFolder folder, Path file, String name, String who) {
    if (accounts.find(account).isEmpty()) {
      throw noAccount(account);
    }
    String sha256 = Sha256.of(file);
    RecordContent content = RecordContent.whole(account, bundles.live().tables());
    BulkMeter.Options options = settings.options(scratch.spill());
    await();
    Delivery batch;
    try (UsageIntake intake = folder.naming(() -> UsageIntake.read(file, account, options))) {
      batch =
          durable.change(
              () -> {
                if (accounts.hold(account).isEmpty()) {
                  throw noAccount(account);
                }
                Delivery done =
                    folder.naming(
                        () ->
                            usages.take(
                                account,
                                name,
                                sha256,
                                clock.instant(),
                                who,
                                intake,
                                content,
                                () -> folder.file("stored usage", ".parquet"),
                                options));
                audit.write(who, "take-usage", account, inWords(done));
                return done;
              });
    } finally {
      atOnce.release();
    }
    records.increment((double) batch.records());
    LOG.info("batch {} of account {}: {} records", batch.id(), account, batch.records());
    return batch;
  }

  private static String inWords(Delivery batch) {
    return "batch "
        + batch.id()
        + " ("
        + batch.name()
        + "): "
        + batch.records()
        + " records, "
        + batch.added()
        + " new, "
        + batch.replaced()
        + " replaced, SHA-256 "
        + batch.sha256();
  }

  private static ProblemException noAccount(String account) {
    return ProblemException.notFound("There is no account " + account);
  }

  /** Waits until few enough deliveries are taken in, each of which needs memory. */
  private void await() {
    try {
      if (atOnce.tryAcquire(settings.deadline().toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw ProblemException.busy(
        HttpStatus.SERVICE_UNAVAILABLE,
        "There is too much usage to take in at the moment; try again in a few seconds",
        RETRY_SECONDS);
  }
}
