package dev.tarife.spark;

import dev.tarife.model.Rejection;
import java.io.IOException;
import java.io.PrintStream;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The job as {@code spark-submit} and {@code bin/tarife-spark} start it. */
@Command(
    name = "tarife-spark",
    mixinStandardHelpOptions = true,
    description = "Price a month of usage on a Spark cluster, and write invoices as tables.",
    footer = {
      "",
      "Exit status: 0 done; 1 errors in input or tables, and nothing is written; 2 wrong use;",
      "3 invoices were written, but usage was rejected."
    })
public final class Main implements Callable<Integer> {
  private static final int INPUT = 1;
  private static final int REJECTED = 3;
  private static final Pattern MONTH = Pattern.compile(".*?([0-9]{4}-[0-9]{2})/*");

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "Folders, files and globs of input, local or such as s3a://bucket/folder.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "A table of the session's catalogue that holds usage records.")
  private List<String> usageTables = new ArrayList<>();

  @Option(
      names = "--account",
      paramLabel = "FILE",
      description = "The accounts, instead of those in the folders: YAML, or JSON lines.")
  private @Nullable String account;

  @Option(
      names = "--month",
      paramLabel = "MONTH",
      description = "The month, such as 2024-05; a folder whose name ends in it says it, too.")
  private @Nullable String month;

  @Option(
      names = "--bundle",
      paramLabel = "JAR",
      description = "The tariff: a bundle that tarife bundle build made.")
  private @Nullable String bundle;

  @Option(
      names = "--tables",
      paramLabel = "DIR",
      description = "Workbooks on the driver, which are built into a bundle first.")
  private @Nullable String tables;

  @Option(
      names = "--sha256",
      paramLabel = "HASH",
      description = "SHA-256 of the bundle's file; another is refused.")
  private @Nullable String sha256;

  @Option(
      names = "--trust",
      paramLabel = "PEM",
      description = "Certificates, one of which must have signed the bundle.")
  private @Nullable String trust;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      required = true,
      description = "Where the tables line_items, rejected and invoices are written.")
  private String output = "";

  @Option(
      names = "--buckets",
      paramLabel = "N",
      description = "Into how many parts to divide the accounts; 4 a core if left out.")
  private int buckets;

  @Option(
      names = "--memory",
      paramLabel = "AMOUNT",
      description = "Most memory of a task's database, beside the heap (default: 512MB).")
  private String memory = JobOptions.USUAL_MEMORY;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "For temporary files on each executor; java.io.tmpdir if left out.")
  private @Nullable String folder;

  @Option(names = "--by", paramLabel = "tag:NAME", description = "Split lines by a tag.")
  private List<String> tags = new ArrayList<>();

  @Option(
      names = "--allow-empty",
      description = "Write invoices also where no record lies in the month.")
  private boolean allowEmpty;

  @Option(names = "--allow-rejected", description = "End with 0 even if usage was rejected.")
  private boolean allowRejected;

  private final PrintStream out;
  private final PrintStream err;

  Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs the job, and ends the process with its exit status. */
  public static void main(String[] arguments) {
    int status = run(System.out, System.err, arguments);
    if (status != 0) {
      System.exit(status);
    }
  }

  static int run(PrintStream out, PrintStream err, String... arguments) {
    return new CommandLine(new Main(out, err))
        .setOut(new java.io.PrintWriter(out, true))
        .setErr(new java.io.PrintWriter(err, true))
        .execute(arguments);
  }

  @Override
  public Integer call() throws IOException {
    JobOptions options = options();
    SparkSession spark = SparkSession.builder().appName("tarife").getOrCreate();
    Outcome outcome;
    try {
      outcome = RatingJob.run(spark, options);
    } finally {
      spark.stop();
    }
    outcome.faults().forEach(err::println);
    if (!outcome.faults().isEmpty()) {
      return INPUT;
    }
    outcome.warnings().forEach(err::println);
    for (Rejection rejection : outcome.unassigned()) {
      err.println(
          "not charged, of no account: "
              + rejection.records()
              + (rejection.records() == 1 ? " record: " : " records: ")
              + rejection.reason()
              + " (such as "
              + rejection.such()
              + ")");
    }
    DecimalFormat amount =
        new DecimalFormat("#,##0.00##########", DecimalFormatSymbols.getInstance(Locale.ROOT));
    out.println(
        outcome.invoices()
            + (outcome.invoices() == 1 ? " invoice of " : " invoices of ")
            + options.month()
            + ", together "
            + amount.format(outcome.total())
            + " "
            + outcome.currency());
    out.println("Tables line_items, rejected and invoices in " + options.output());
    if (outcome.rejected() > 0) {
      err.println(
          "tarife: usage of "
              + outcome.rejected()
              + (outcome.rejected() == 1 ? " record" : " records")
              + " was rejected and is not charged; the table rejected says why");
    }
    return outcome.rejected() > 0 && !allowRejected ? REJECTED : 0;
  }

  private JobOptions options() {
    if (paths.isEmpty() && usageTables.isEmpty()) {
      throw wrong("Name a folder or files of usage, or a table with --table.");
    }
    if ((bundle == null) == (tables == null)) {
      throw wrong("Name the tariff, with either --bundle or --tables.");
    }
    if (sha256 != null && !sha256.matches("[0-9a-f]{64}")) {
      throw wrong("--sha256 takes 64 digits of 0 to 9 and a to f, not " + sha256 + ".");
    }
    if (!memory.matches("[1-9][0-9]{0,5}(MB|GB)")) {
      throw wrong("--memory takes an amount such as 800MB or 2GB, not " + memory + ".");
    }
    for (String tag : tags) {
      if (!tag.matches("tag:.+")) {
        throw wrong("--by takes tag:NAME, not " + tag + ".");
      }
    }
    return new JobOptions(
        paths,
        usageTables,
        account,
        month(),
        bundle,
        tables,
        sha256,
        trust,
        output,
        buckets,
        memory,
        folder,
        tags,
        allowEmpty);
  }

  private YearMonth month() {
    String text = month;
    for (String path : paths) {
      Matcher matcher = MONTH.matcher(path);
      if (text == null && matcher.matches()) {
        text = matcher.group(1);
      }
    }
    if (text == null) {
      throw wrong("Name the month with --month, such as --month 2024-05.");
    }
    try {
      return YearMonth.parse(text);
    } catch (DateTimeParseException e) {
      throw wrong("The month (" + text + ") is not one such as 2024-05.");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(java.util.Objects.requireNonNull(spec).commandLine(), message);
  }
}
