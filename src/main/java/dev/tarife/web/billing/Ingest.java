package dev.tarife.web.billing;

import dev.tarife.metering.RecordContent;
import dev.tarife.metering.UsageReader;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.Folder;
import dev.tarife.web.store.Accounts;
import dev.tarife.web.store.Audit;
import dev.tarife.web.store.Batch;
import dev.tarife.web.store.Delivery;
import dev.tarife.web.store.Durable;
import dev.tarife.web.store.Usages;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes usage in: wholly or not at all, and on the disk before it is acknowledged. */
@Component
public class Ingest {
  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

  private final Bundles bundles;
  private final Accounts accounts;
  private final Usages usages;
  private final Audit audit;
  private final Durable durable;
  private final Clock clock;
  private final Counter records;

  Ingest(
      Bundles bundles,
      Accounts accounts,
      Usages usages,
      Audit audit,
      Durable durable,
      Clock clock,
      MeterRegistry meters) {
    this.bundles = bundles;
    this.accounts = accounts;
    this.usages = usages;
    this.audit = audit;
    this.durable = durable;
    this.clock = clock;
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
   * @throws dev.tarife.model.FaultException if a record is at fault, or is not what it was; nothing
   *     of the file is kept then
   */
  public Batch take(String account, Folder folder, Path file, String name, String who) {
    String sha256 = sha256(file);
    RecordContent content = RecordContent.whole(account, bundles.live().tables());
    Batch batch =
        durable.change(
            () -> {
              if (accounts.hold(account).isEmpty()) {
                throw ProblemException.notFound("There is no account " + account);
              }
              Delivery delivery =
                  usages.begin(account, name, sha256, clock.instant(), who, content);
              folder.naming(
                  () -> {
                    UsageReader.forEach(file, delivery::add);
                    return true;
                  });
              Batch done = delivery.finish();
              audit.write(
                  who,
                  "take-usage",
                  account,
                  "batch "
                      + done.id()
                      + " ("
                      + name
                      + "): "
                      + done.records()
                      + " records, "
                      + done.added()
                      + " new, "
                      + done.replaced()
                      + " replaced, SHA-256 "
                      + sha256);
              return done;
            });
    records.increment((double) batch.records());
    LOG.info("batch {} of account {}: {} records", batch.id(), account, batch.records());
    return batch;
  }

  private static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
