package dev.tarife.web.pages.usage;

import dev.tarife.billing.AccountReader;
import dev.tarife.model.Account;
import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import dev.tarife.web.api.Uploads;
import dev.tarife.web.billing.Ingest;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.RequestFolder;
import dev.tarife.web.rating.TemporaryFiles;
import dev.tarife.web.store.Accounts;
import dev.tarife.web.store.DurableChanges;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/**
 * Takes the files of a form in. The name that a browser gives a file says its format, and names it
 * in errors.
 */
@Component
class Deliveries {
  private final Ingest ingest;
  private final Accounts accounts;
  private final Bundles bundles;
  private final DurableChanges durable;
  private final TemporaryFiles scratch;
  private final Uploads uploads;

  Deliveries(
      Ingest ingest,
      Accounts accounts,
      Bundles bundles,
      DurableChanges durable,
      TemporaryFiles scratch,
      Uploads uploads) {
    this.ingest = ingest;
    this.accounts = accounts;
    this.bundles = bundles;
    this.durable = durable;
    this.scratch = scratch;
    this.uploads = uploads;
  }

  /** Takes a file of usage in, wholly or not at all. */
  Delivered take(String account, MultipartFile upload, String who) {
    String name = String.valueOf(upload.getOriginalFilename());
    try (RequestFolder folder = scratch.folder()) {
      Uploads.Upload usage = uploads.part(upload, folder, ".csv", ".jsonl", ".ndjson", ".parquet");
      name = usage.name();
      return Delivered.of(name, ingest.take(account, folder, usage.path(), name, who));
    } catch (FaultException e) {
      return Delivered.refused(name, e.findings().list().stream().map(Finding::toString).toList());
    } catch (ProblemException e) {
      return Delivered.refused(name, List.of(e.problem().title()));
    }
  }

  /**
   * Takes the description of an account in.
   *
   * @return its id
   * @throws FaultException if it has errors
   * @throws ProblemException if the file is of another kind
   */
  String describe(MultipartFile upload, String who) {
    String currency = bundles.live().tables().catalogue().settings().currency();
    Set<String> features = bundles.live().engine().features();
    try (RequestFolder folder = scratch.folder()) {
      Path file = uploads.part(upload, folder, ".yaml", ".yml", ".jsonl").path();
      Map<String, Account> read =
          folder.naming(() -> AccountReader.read(List.of(file), currency, features));
      return durable.change(
          () -> {
            read.values().forEach(account -> accounts.put(account, who));
            return read.keySet().iterator().next();
          });
    }
  }
}
