package dev.tarife.spark;

import java.io.Serializable;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job is asked for.
 *
 * @param paths folders, files and globs of input, local or of any file system that Hadoop knows
 * @param usageTables tables of the session's catalogue that hold usage records
 * @param account the file of the accounts, which then wins over those in the folders; null: these
 * @param month the month to invoice
 * @param bundle the jar of the tariff; null: {@code tables} are built into one
 * @param tables a folder of workbooks on the driver; null: there is a bundle
 * @param sha256 of the bundle's bytes, in lower case; null: whatever it is
 * @param trust a PEM file of certificates, one of which must have signed the bundle; null: it need
 *     not be signed
 * @param output the folder of the tables that are written
 * @param buckets into how many parts the accounts are divided; 0: as many as the cluster keeps busy
 * @param memory most memory of the database of a task, outside of the JVM's heap
 * @param folder on each executor, for temporary files; null: {@code java.io.tmpdir}
 * @param tags columns of usage, such as {@code tag:team}, that tell lines apart
 * @param emptyAllowed whether a month without records is invoiced
 */
public record JobOptions(
    List<String> paths,
    List<String> usageTables,
    @Nullable String account,
    YearMonth month,
    @Nullable String bundle,
    @Nullable String tables,
    @Nullable String sha256,
    @Nullable String trust,
    String output,
    int buckets,
    String memory,
    @Nullable String folder,
    List<String> tags,
    boolean emptyAllowed)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Most memory of a task's database, if nobody says otherwise. */
  public static final String USUAL_MEMORY = "512MB";

  public JobOptions {
    paths = List.copyOf(paths);
    usageTables = List.copyOf(usageTables);
    tags = List.copyOf(tags);
  }
}
