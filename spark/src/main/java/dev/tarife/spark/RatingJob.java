package dev.tarife.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import dev.tarife.billing.Contents;
import dev.tarife.billing.PricingEngine;
import dev.tarife.billing.RowAccount;
import dev.tarife.bundle.BundleBuilder;
import dev.tarife.bundle.BundleVersion;
import dev.tarife.connect.ContactRecords;
import dev.tarife.metering.UnreadColumn;
import dev.tarife.metering.input.Columns;
import dev.tarife.metering.input.FileRows;
import dev.tarife.metering.input.UsageFaults;
import dev.tarife.model.Account;
import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Period;
import dev.tarife.model.Place;
import dev.tarife.model.Rejection;
import dev.tarife.model.Sha256;
import dev.tarife.spark.StagedRows.Said;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.hadoop.util.StringUtils;
import org.apache.spark.api.java.JavaNewHadoopRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Prices a month of usage on a cluster. The rows of an account are brought to one bucket, by the
 * whole cluster; a task for each bucket then meters and rates its accounts with the engine of one
 * machine; the invoices are written as tables. An account is never divided.
 */
public final class RatingJob {
  /** More files than these are not written without sorting rows by bucket first. */
  private static final long MOST_FILES = 10_000;

  private static final int MOST_FAULTS = 1_000;
  private static final int LEAST_BUCKETS = 8;

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final JobOptions options;
  private final Hadoop hadoop;

  private RatingJob(SparkSession spark, JobOptions options) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.options = options;
    this.hadoop = new Hadoop(spark.sparkContext().hadoopConfiguration());
  }

  /**
   * Runs a job.
   *
   * @param session whose cluster does the work; its own settings stay as they are
   * @return what came of it; with faults, nothing was written
   * @throws IOException if a file system fails
   */
  public static Outcome run(SparkSession session, JobOptions options) throws IOException {
    SparkSession own = session.newSession();
    own.conf().set("spark.sql.session.timeZone", "UTC");
    own.conf().set("spark.sql.ansi.enabled", "true");
    own.conf().set("spark.sql.caseSensitive", "true");
    own.conf().set("spark.sql.parquet.binaryAsString", "true");
    own.conf().set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    own.conf().set("spark.sql.maxConcurrentOutputFileWriters", "64");
    own.conf().set("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
    RatingJob job = new RatingJob(own, options);
    java.nio.file.Path mirror = Files.createTempDirectory("tarife-driver");
    try {
      return job.run(mirror);
    } catch (FaultException e) {
      return Outcome.failed(lines(e));
    } finally {
      delete(mirror);
    }
  }

  private static List<String> lines(FaultException e) {
    return e.findings().errors().stream().map(Finding::toString).toList();
  }

  private static void delete(java.nio.file.Path folder) throws IOException {
    try (Stream<java.nio.file.Path> inside = Files.walk(folder)) {
      for (java.nio.file.Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private Outcome run(java.nio.file.Path mirror) throws IOException {
    Setup.Tariffs tariffs = tariffs();
    SourceFinder finder = new SourceFinder(hadoop, mirror);
    SourceFinder.Found found = finder.find(options);
    Path stage =
        new Path(hadoop.qualified(new Path(options.output())), "_staging-" + UUID.randomUUID());
    try {
      Setup setup = setup(tariffs, found, finder, stage);
      return rate(setup);
    } finally {
      hadoop.of(stage).delete(stage, true);
    }
  }

  /** The bundle's bytes, checked and opened on the driver before anything else is done. */
  private Setup.Tariffs tariffs() throws IOException {
    String trusted = options.trust();
    byte[] trust = trusted == null ? null : hadoop.bytes(new Path(trusted));
    String bundle = options.bundle();
    byte[] jar;
    String name;
    if (bundle != null) {
      name = bundle;
      try {
        jar = hadoop.bytes(new Path(bundle));
      } catch (java.io.FileNotFoundException e) {
        throw FaultException.of(
            Place.ofFile(bundle), "there is no such file", "make one with tarife bundle build");
      }
    } else {
      name = Objects.requireNonNull(options.tables(), "Neither a bundle nor tables.");
      jar = BundleBuilder.build(java.nio.file.Path.of(name), BundleVersion.parse("0.0.0")).jar();
    }
    String expected = options.sha256() == null ? Sha256.of(jar) : options.sha256();
    Setup.Tariffs tariffs = new Setup.Tariffs(name, jar, expected, trust);
    tariffs.open();
    return tariffs;
  }

  private Setup setup(
      Setup.Tariffs tariffs, SourceFinder.Found found, SourceFinder finder, Path stage)
      throws IOException {
    List<SourceFile> files = files(found.files());
    TreeMap<String, TreeSet<String>> columns = new TreeMap<>();
    List<TextGroup> groups = groups(files, columns);
    Setup bare =
        new Setup(
            UUID.randomUUID().toString(),
            options,
            tariffs,
            documents(found.accounts(), finder),
            documents(found.numbers(), finder),
            hadoop,
            stage.toString(),
            new Buckets(List.of(), 1),
            files,
            groups,
            List.of(),
            columns,
            new TreeMap<>(),
            null);
    PricingEngine engine = bare.engine(1);
    Collection<Account> accounts;
    try {
      accounts =
          dev.tarife.billing.AccountReader.read(
                  found.accounts(), engine.catalogue().settings().currency(), engine.features())
              .values();
    } catch (FaultException e) {
      throw finder.renamed(e);
    }
    Buckets buckets = new Buckets(accounts, buckets());
    List<String> typed = stageTyped(files, buckets, columns, stage);
    return new Setup(
        bare.run(),
        options,
        tariffs,
        bare.accounts(),
        bare.numbers(),
        hadoop,
        stage.toString(),
        buckets,
        files,
        groups,
        typed,
        columns,
        new TreeMap<>(),
        null);
  }

  private int buckets() {
    return options.buckets() > 0
        ? options.buckets()
        : Math.max(LEAST_BUCKETS, 4 * context.defaultParallelism());
  }

  private static List<Setup.Document> documents(List<java.nio.file.Path> files, SourceFinder finder)
      throws IOException {
    List<Setup.Document> documents = new ArrayList<>();
    for (java.nio.file.Path file : files) {
      documents.add(new Setup.Document(finder.name(file), Files.readAllBytes(file)));
    }
    return documents;
  }

  /** The files that hold something; an empty one is a fault, unless a month may be empty. */
  private List<SourceFile> files(List<SourceFile> found) {
    Findings findings = new Findings();
    List<SourceFile> files = new ArrayList<>();
    for (SourceFile file : found) {
      if (file.bytes() > 0) {
        files.add(file);
      } else if (file.kind() != SourceFile.Kind.CONTACT_RECORDS && !options.emptyAllowed()) {
        findings.addAll(empty(file));
      }
    }
    findings.throwIfErrors();
    return files;
  }

  private static Findings empty(SourceFile file) {
    UsageFaults faults = new UsageFaults(file.name());
    FileRows.empty(faults);
    return faults.findings();
  }

  /** Text files by how they are written, and their columns. */
  private List<TextGroup> groups(List<SourceFile> files, TreeMap<String, TreeSet<String>> columns) {
    List<Integer> texts =
        IntStream.range(0, files.size()).filter(i -> files.get(i).isText()).boxed().toList();
    if (texts.isEmpty()) {
      return List.of();
    }
    int tasks = Math.min(texts.size(), 4 * context.defaultParallelism());
    List<FirstLines.Beginning> beginnings =
        context
            .parallelize(texts.stream().map(files::get).toList(), tasks)
            .map(new FirstLines(hadoop))
            .collect();
    Findings findings = new Findings();
    Map<String, List<Integer>> csv = new LinkedHashMap<>();
    List<Integer> json = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      SourceFile file = files.get(texts.get(i));
      FirstLines.Beginning beginning = beginnings.get(i);
      Collection<String> names = beginning.keys();
      if (beginning.problem() != null) {
        findings.error(
            Place.ofFile(file.name()),
            "cannot be read (" + beginning.problem() + ")",
            "copy it again");
        continue;
      }
      if (file.kind() == SourceFile.Kind.CSV) {
        if (FirstLines.isBlank(FirstLines.text(beginning.header()))) {
          findings.addAll(empty(file));
          continue;
        }
        names = RowAccount.columns(FirstLines.text(beginning.header()));
        csv.computeIfAbsent(beginning.header(), key -> new ArrayList<>()).add(texts.get(i));
      } else {
        json.add(texts.get(i));
      }
      names.forEach(name -> add(columns, name, file.name()));
    }
    findings.throwIfErrors();
    List<TextGroup> groups = new ArrayList<>();
    csv.forEach((header, of) -> groups.add(new TextGroup(SourceFile.Kind.CSV, header, of)));
    if (!json.isEmpty()) {
      groups.add(new TextGroup(SourceFile.Kind.JSONL, "", json));
    }
    return groups;
  }

  private static void add(TreeMap<String, TreeSet<String>> columns, String column, String file) {
    columns.computeIfAbsent(column, key -> new TreeSet<>()).add(file);
  }

  /** Hands over the rows of Parquet files and tables, and returns what each of these is called. */
  private List<String> stageTyped(
      List<SourceFile> files,
      Buckets buckets,
      TreeMap<String, TreeSet<String>> columns,
      Path stage) {
    Map<StructType, List<SourceFile>> bySchema = new LinkedHashMap<>();
    Findings findings = new Findings();
    for (SourceFile file : files) {
      if (file.kind() == SourceFile.Kind.PARQUET) {
        StructType schema = schema(file, findings);
        if (schema != null) {
          bySchema.computeIfAbsent(schema, key -> new ArrayList<>()).add(file);
          Stream.of(schema.fieldNames()).forEach(name -> add(columns, name, file.name()));
        }
      }
    }
    findings.throwIfErrors();
    List<String> names = new ArrayList<>();
    List<Dataset<Row>> inputs = new ArrayList<>();
    bySchema.forEach(
        (schema, alike) -> {
          String first = alike.get(0).name();
          names.add(alike.size() == 1 ? first : first + " and " + (alike.size() - 1) + " more");
          Dataset<Row> rows =
              spark
                  .read()
                  .schema(schema)
                  .parquet(alike.stream().map(SourceFile::path).toArray(String[]::new));
          inputs.add(
              rows.select(
                  col("*"),
                  col("_metadata.file_path").as(StagedRows.FILE),
                  col("_metadata.row_index").as(StagedRows.ROW)));
        });
    for (String table : options.usageTables()) {
      names.add(table);
      Dataset<Row> rows = spark.table(table);
      Stream.of(rows.schema().fieldNames()).forEach(name -> add(columns, name, table));
      inputs.add(
          rows.select(
              col("*"),
              lit(null).cast(DataTypes.StringType).as(StagedRows.FILE),
              lit(-1L).as(StagedRows.ROW)));
    }
    for (int i = 0; i < inputs.size(); i++) {
      Dataset<Row> rows = inputs.get(i);
      List<String> fields = List.of(rows.schema().fieldNames());
      Column bucket = lit(0);
      if (buckets.count() > 1 && fields.contains(Columns.ACCOUNT)) {
        UDF1<String, Integer> of = buckets::ofAccount;
        bucket =
            udf(of, DataTypes.IntegerType).apply(col(Columns.ACCOUNT).cast(DataTypes.StringType));
      }
      spread(rows.withColumn(StagedRows.BUCKET, bucket), buckets.count())
          .write()
          .partitionBy(StagedRows.BUCKET)
          .parquet(new Path(stage, "typed-" + i).toString());
    }
    return names;
  }

  private @Nullable StructType schema(SourceFile file, Findings findings) {
    try {
      StructType schema = spark.read().parquet(file.path()).schema();
      for (String reserved : List.of(StagedRows.BUCKET, StagedRows.FILE, StagedRows.ROW)) {
        if (List.of(schema.fieldNames()).contains(reserved)) {
          findings.error(
              Place.ofFile(file.name()),
              "the column (" + reserved + ") is the job's own",
              "rename it");
          return null;
        }
      }
      return schema;
    } catch (Exception e) {
      // An AnalysisException is checked in Scala only.
      String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      findings.error(
          Place.ofFile(file.name()),
          "cannot be read by Spark (" + message + ")",
          "write the Parquet file again, with times in microseconds");
      return null;
    }
  }

  /**
   * Rows as they are written: many small files are avoided by bringing rows of a bucket together
   * first. A bucket of many rows is then still written by several tasks.
   */
  static Dataset<Row> spread(Dataset<Row> rows, int buckets) {
    return (long) rows.rdd().getNumPartitions() * buckets <= MOST_FILES
        ? rows
        : rows.hint("rebalance", col(StagedRows.BUCKET));
  }

  private Outcome rate(Setup bare) throws IOException {
    Broadcast<Setup> first = context.broadcast(bare);
    Setup setup;
    try {
      setup = stageLines(bare, first);
    } finally {
      first.destroy();
    }
    Dataset<Row> results = results(setup, "results");
    List<String> faults = faults(results);
    if (!faults.isEmpty()) {
      return Outcome.failed(faults);
    }
    Contents contents = contents(results);
    Period period = new Period(options.month());
    contents.check(named(setup), period, options.emptyAllowed());
    if (!contents.any()) {
      // Every invoice says so, which no bucket alone can know.
      results = results(setup.withNothing(contents.nothing(period)), "results-of-nothing");
    }
    new Publisher(options.output(), options.month()).publish(results);
    return outcome(setup, results);
  }

  /** The input in words. */
  private String named(Setup setup) {
    List<String> names = new ArrayList<>();
    Stream.of(true, false)
        .forEach(
            usage ->
                setup.files().stream()
                    .filter(file -> usage != (file.kind() == SourceFile.Kind.CONTACT_RECORDS))
                    .forEach(file -> names.add(file.name())));
    names.addAll(options.usageTables());
    setup.numbers().forEach(numbers -> names.add(numbers.name()));
    if (names.isEmpty()) {
      return "the input";
    }
    return names.size() == 1 ? names.get(0) : names.get(0) + " and " + (names.size() - 1) + " more";
  }

  /** Hands over lines and documents; afterwards every line's number is known. */
  private Setup stageLines(Setup setup, Broadcast<Setup> broadcast) throws IOException {
    List<JavaRDD<Row>> all = new ArrayList<>();
    List<SourceFile> texts = setup.files().stream().filter(SourceFile::isText).toList();
    if (!texts.isEmpty()) {
      Configuration configuration = new Configuration(hadoop.configuration());
      configuration.set("textinputformat.record.delimiter", "\n");
      String paths =
          texts.stream()
              .map(file -> StringUtils.escapeString(escaped(file.path())))
              .collect(Collectors.joining(","));
      JavaNewHadoopRDD<LongWritable, Text> lines =
          (JavaNewHadoopRDD<LongWritable, Text>)
              context.newAPIHadoopFile(
                  paths, TextInputFormat.class, LongWritable.class, Text.class, configuration);
      all.add(lines.mapPartitionsWithInputSplit(new TextRows(broadcast), true));
    }
    List<Integer> documents =
        IntStream.range(0, setup.files().size())
            .filter(i -> setup.files().get(i).kind() == SourceFile.Kind.CONTACT_RECORDS)
            .boxed()
            .toList();
    if (!documents.isEmpty()) {
      int tasks = Math.min(documents.size(), 8 * context.defaultParallelism());
      all.add(context.parallelize(documents, tasks).flatMap(new DocumentRows(broadcast)));
    }
    if (all.isEmpty()) {
      return setup;
    }
    JavaRDD<Row> rows = all.size() == 1 ? all.get(0) : all.get(0).union(all.get(1));
    Dataset<Row> staged = spark.createDataFrame(rows, StagedRows.SCHEMA);
    Path target = new Path(setup.stage(), "lines");
    spread(staged, setup.buckets().count())
        .select(
            col(StagedRows.BUCKET),
            col(StagedRows.SOURCE),
            col(StagedRows.LINE).cast(DataTypes.StringType))
        .write()
        .partitionBy(StagedRows.BUCKET, StagedRows.SOURCE)
        .text(target.toString());
    List<Said> said = said(target);
    TreeMap<String, Long> before = before(said);
    complain(setup, said, before);
    return setup.withLines(before);
  }

  /** A path whose letters are not taken for a pattern's. */
  private static String escaped(String path) {
    return path.replaceAll("([\\\\{}\\[\\]*?])", "\\\\$1");
  }

  private List<Said> said(Path target) throws IOException {
    Path folder =
        new Path(
            target, StagedRows.BUCKET + "=" + StagedRows.SAID + "/" + StagedRows.SOURCE + "=0");
    List<Said> said = new ArrayList<>();
    for (Path file : hadoop.data(folder)) {
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(hadoop.of(file).open(file), StandardCharsets.UTF_8))) {
        reader.lines().map(Said::parse).forEach(said::add);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    return said;
  }

  /** How many lines lie before each piece of its file. */
  private static TreeMap<String, Long> before(List<Said> said) {
    TreeMap<Integer, TreeMap<Long, Long>> lines = new TreeMap<>();
    for (Said one : said) {
      if (one.what() == Said.What.LINES) {
        lines
            .computeIfAbsent(one.file(), file -> new TreeMap<>())
            .put(one.at(), Long.parseLong(one.text()));
      }
    }
    TreeMap<String, Long> before = new TreeMap<>();
    lines.forEach(
        (file, pieces) -> {
          long sum = 0;
          for (Map.Entry<Long, Long> piece : pieces.entrySet()) {
            before.put(StagedRows.piece(file, piece.getKey()), sum);
            sum += piece.getValue();
          }
        });
    return before;
  }

  private void complain(Setup setup, List<Said> said, TreeMap<String, Long> before)
      throws IOException {
    Findings findings = new Findings();
    for (Said one : said) {
      SourceFile file = setup.files().get(one.file());
      if (one.what() == Said.What.BROKEN_LINE) {
        long line =
            before.getOrDefault(StagedRows.piece(one.file(), one.at()), 0L)
                + Long.parseLong(one.text());
        findings.error(
            Place.line(file.name(), (int) Math.min(line, Integer.MAX_VALUE)),
            "a value in quotes goes on in the next line, where another machine may read",
            "leave the line break out, or write the file as JSON lines or Parquet");
      } else if (one.what() == Said.What.UNREADABLE) {
        findings.addAll(unreadable(setup, file, one.text()));
      }
    }
    if (findings.errors().size() > 0) {
      throw new FaultException(findings);
    }
  }

  /** Why a file cannot be read, in the words of one machine. */
  private Findings unreadable(Setup setup, SourceFile file, String message) throws IOException {
    Findings findings = new Findings();
    if (file.kind() == SourceFile.Kind.CONTACT_RECORDS) {
      Path path = new Path(file.path());
      java.nio.file.Path local = Hadoop.local(path);
      java.nio.file.Path copy = null;
      if (local == null) {
        copy = Files.createTempFile("tarife-", path.getName());
        try (InputStream in = hadoop.of(path).open(path)) {
          Files.copy(in, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        local = copy;
      }
      try {
        new ContactRecords(setup.engine(1).contacts(), List.of())
            .inspect(List.of(local), List.of(), List.of())
            .close();
      } catch (FaultException e) {
        for (Finding finding : e.findings()) {
          Place place = new Place(file.name(), null, finding.place().row(), -1);
          findings.error(place, finding.what(), finding.fix());
        }
      } finally {
        if (copy != null) {
          Files.deleteIfExists(copy);
        }
      }
    }
    if (findings.isEmpty()) {
      findings.error(
          Place.ofFile(file.name()), "cannot be read (" + message + ")", "copy it again");
    }
    return findings;
  }

  /** Has the buckets metered and rated. */
  private Dataset<Row> results(Setup setup, String name) {
    Broadcast<Setup> broadcast = context.broadcast(setup);
    int count = setup.buckets().count();
    List<Integer> buckets = IntStream.range(0, count).boxed().toList();
    String target = new Path(setup.stage(), name).toString();
    spark
        .createDataFrame(
            context.parallelize(buckets, count).flatMap(new BucketTask(broadcast)),
            ResultRows.SCHEMA)
        .write()
        .parquet(target);
    broadcast.destroy();
    return spark.read().schema(ResultRows.SCHEMA).parquet(target);
  }

  private static List<String> faults(Dataset<Row> results) {
    Dataset<Row> all =
        results
            .filter(col("kind").equalTo(ResultRows.FAULT))
            .select("key", "text", "more")
            .distinct();
    List<Row> rows = all.limit(MOST_FAULTS).collectAsList();
    Comparator<Row> order =
        Comparator.<Row, String>comparing(row -> file(row.getString(0)))
            .thenComparing(row -> line(row.getString(0)))
            .thenComparing(row -> row.getString(1));
    List<String> lines =
        new ArrayList<>(
            rows.stream()
                .sorted(order)
                .map(row -> row.getString(0) + ": " + row.getString(1) + "; " + row.getString(2))
                .toList());
    if (rows.size() == MOST_FAULTS && all.count() > MOST_FAULTS) {
      lines.add("and " + (all.count() - MOST_FAULTS) + " more; fix those above first");
    }
    return lines;
  }

  private static String file(String place) {
    return place.replaceFirst(":\\d+$", "");
  }

  private static int line(String place) {
    String file = file(place);
    return file.equals(place) ? 0 : Integer.parseInt(place.substring(file.length() + 1));
  }

  private static Contents contents(Dataset<Row> results) {
    return results.filter(col("kind").equalTo(ResultRows.CONTENTS)).collectAsList().stream()
        .map(ResultRows::contents)
        .reduce(Contents::and)
        .orElseThrow();
  }

  private Outcome outcome(Setup setup, Dataset<Row> results) {
    List<Row> strays = results.filter(col("kind").equalTo(ResultRows.STRAY)).collectAsList();
    TreeMap<String, Rejection> unassigned = new TreeMap<>();
    for (Row row : strays) {
      Rejection stray = ResultRows.stray(row);
      unassigned.merge(stray.reason(), stray, RatingJob::together);
    }
    Row sums =
        spark
            .read()
            .parquet(options.output() + "/invoices/period=" + options.month())
            .selectExpr("count(*)", "coalesce(sum(total), 0)", "coalesce(sum(rejected_records), 0)")
            .first();
    long rejected =
        sums.getLong(2) + unassigned.values().stream().mapToLong(Rejection::records).sum();
    PricingEngine engine = setup.engine(1);
    SortedMap<String, SortedSet<String>> columns = new TreeMap<>(setup.columns());
    List<String> warnings = engine.unread(columns).stream().map(RatingJob::warning).toList();
    return new Outcome(
        List.of(),
        warnings,
        List.copyOf(unassigned.values()),
        sums.getLong(0),
        rejected,
        ((BigDecimal) sums.get(1)).setScale(engine.catalogue().settings().minorUnits()),
        engine.catalogue().settings().currency());
  }

  private static String warning(UnreadColumn column) {
    return column.warning(column.files());
  }

  private static Rejection together(Rejection a, Rejection b) {
    Rejection first = a.example().compareTo(b.example()) <= 0 ? a : b;
    return new Rejection(a.reason(), a.records() + b.records(), first.example(), first.place());
  }
}
