package dev.tarife.billing;

import dev.tarife.model.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a billing run. Each list is sorted and names a file once.
 *
 * @param accounts account descriptions, YAML and JSON lines
 * @param usage usage records: CSV, JSON lines, Parquet
 * @param contactRecords contact records: JSON, in lines or not, in gzip or not
 * @param numbers number inventories
 */
public record Input(
    List<Path> accounts, List<Path> usage, List<Path> contactRecords, List<Path> numbers) {
  static final String NO_ACCOUNT = "there is no account.yaml, accounts/*.yaml or accounts.jsonl";
  static final String NOTHING_TO_RATE =
      "there is nothing to rate: no usage*.csv, usage*.jsonl or usage*.parquet,"
          + " no contact-records and no numbers.csv";
  static final String NOT_READ = "this kind of file is not read";

  public Input {
    accounts = List.copyOf(accounts);
    usage = List.copyOf(usage);
    contactRecords = List.copyOf(contactRecords);
    numbers = List.copyOf(numbers);
  }

  /**
   * Finds the input that a user names.
   *
   * @param paths folders, whose files are found by name; files; or globs such as {@code
   *     2024-05/*.csv}
   * @param account the account's file, which then wins over those in the folders; or null
   * @throws dev.tarife.model.FaultException if a path is not there, cannot be read or is of no
   *     known kind, or if there is no account or nothing to rate; with all such faults
   */
  public static Input find(Collection<String> paths, @Nullable Path account) {
    return new InputFinder(account, true).find(paths);
  }

  /** As {@link #find}, but there need be no account. */
  public static Input findWithoutAccount(Collection<String> paths, @Nullable Path account) {
    return new InputFinder(account, false).find(paths);
  }

  /** Whether an error says which files are missing, or of a kind that is not read. */
  public static boolean isOfFiles(Finding error) {
    return List.of(NO_ACCOUNT, NOTHING_TO_RATE, NOT_READ).contains(error.what());
  }

  /** Size of the usage and the contact records, as they lie on disk. */
  public long usageBytes() {
    return bytes(usage) + bytes(contactRecords);
  }

  /** Size of some files, as they lie on disk. */
  static long bytes(Collection<Path> files) {
    long bytes = 0;
    for (Path file : files) {
      try {
        bytes += Files.size(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return bytes;
  }
}
