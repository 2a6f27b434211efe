package dev.tarife.benchmarks;

import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs each case in a process of its own, and prints what they took as a table. */
public final class Benchmarks {
  static final Path HOME = Path.of(System.getProperty("tarife.home"));

  /** Case, and how many millions of records it has at size 10. */
  private static final Map<String, Double> CASES = new LinkedHashMap<>();

  static {
    CASES.put("sql-terms", 10.0);
    CASES.put("tarife-terms", 10.0);
    CASES.put("sql-parquet", 10.0);
    CASES.put("tarife-parquet", 10.0);
    CASES.put("java-csv", 10.0);
    CASES.put("sql-csv-terms", 10.0);
    CASES.put("tarife-csv-terms", 10.0);
    CASES.put("sql-csv", 10.0);
    CASES.put("tarife-csv", 10.0);
    CASES.put("tarife-jsonl", 10.0);
    CASES.put("sql-chains", 10.0);
    CASES.put("tarife-chains", 10.0);
    CASES.put("sql-few", 0.2);
    CASES.put("drools-plain", 0.2);
    CASES.put("tarife-wide", 10.0);
    CASES.put("tarife-one-account", 15.0);
    CASES.put("memory-1", 1.0);
    CASES.put("memory-10", 10.0);
    CASES.put("memory-50", 50.0);
    CASES.put("sql-50", 50.0);
    CASES.put("invoices-1", 0.03);
    CASES.put("invoices-10", 0.3);
    CASES.put("invoices-100", 3.0);
    CASES.put("sql-contacts", 1.0);
    CASES.put("contacts", 1.0);
    CASES.put("contacts-gz", 1.0);
    CASES.put("contacts-inspect", 1.0);
    CASES.put("start-V1", 0.0);
    CASES.put("start-sample", 0.038);
  }

  /** What a case is compared with: records for each CPU second, or each second where CPU is 0. */
  private static final Map<String, String> BESIDE =
      Map.of(
          "tarife-terms", "sql-terms",
          "tarife-csv-terms", "sql-csv-terms",
          "tarife-parquet", "sql-parquet",
          "tarife-csv", "sql-csv",
          "tarife-jsonl", "sql-csv",
          "tarife-chains", "sql-chains",
          "drools-plain", "tarife-parquet",
          "contacts", "sql-contacts",
          "contacts-gz", "sql-contacts",
          "contacts-inspect", "contacts");

  /** What one run of a case gave. */
  private record Result(
      String name, double records, double wall, double cpu, long peak, double total) {
    static Result of(String name, String said) {
      String[] parts = said.split(" ");
      return parts.length < 6
          ? new Result(name, 0, 0, 0, 0, 0)
          : new Result(
              name,
              Double.parseDouble(parts[1]) / 1e6,
              Double.parseDouble(parts[2]) / 1e3,
              Double.parseDouble(parts[3]) / 1e3,
              Long.parseLong(parts[4]) / 1024,
              Double.parseDouble(parts[5]));
    }

    /** How many times the time of another this one takes for a record. */
    String beside(Result other) {
      boolean byCpu = cpu > 0 && other.cpu > 0;
      double own = (byCpu ? cpu : wall) / records;
      double its = (byCpu ? other.cpu : other.wall) / other.records;
      return String.format("%.2f x %s", own / its, other.name) + (byCpu ? "" : " (wall)");
    }

    String row(Map<String, Result> done) {
      if (records == 0 && wall == 0) {
        return "| " + name + " | failed | | | | | | |";
      }
      Result other = done.get(BESIDE.getOrDefault(name, ""));
      return String.format(
          "| %s | %.2f | %.2f | %s | %.2f | %s | %d | %s |",
          name,
          records,
          wall,
          cpu > 0 ? String.format("%.2f", cpu) : "",
          records / wall,
          cpu > 0 ? String.format("%.2f", records / cpu) : "",
          peak,
          other == null ? "" : beside(other));
    }
  }

  private Benchmarks() {}

  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    List<String> wanted = new ArrayList<>(Arrays.asList(args));
    double size = 10;
    if (wanted.remove("--list")) {
      CASES.keySet().forEach(System.out::println);
      return;
    }
    int at = wanted.indexOf("--size");
    if (at >= 0) {
      size = Double.parseDouble(wanted.get(at + 1));
      wanted.subList(at, at + 2).clear();
    }
    if (wanted.size() == 2 && wanted.get(0).equals("--child")) {
      Cases.run(wanted.get(1), size);
      return;
    }
    List<String> table = new ArrayList<>();
    table.add(
        "| case | M records | wall s | CPU s | M records/s | M records/CPU s | peak MB | time a record |");
    table.add("|---|---|---|---|---|---|---|---|");
    table.forEach(System.out::println);
    Map<String, Result> done = new LinkedHashMap<>();
    for (String name : wanted.isEmpty() ? CASES.keySet() : wanted) {
      Result result = Result.of(name, child(name, size));
      done.put(name, result);
      String row = result.row(done);
      table.add(row);
      System.out.println(row);
      checkTotals(result, done.get(name.equals("drools-plain") ? "sql-few" : BESIDE.getOrDefault(name, "")));
    }
    String further = further(done);
    if (!further.isEmpty()) {
      table.add("");
      table.add(further);
      System.out.println("\n" + further);
    }
    if (wanted.isEmpty()) {
      write(table, size);
    }
  }

  /** What records beyond the first tenth of the most cost: start and warming up are in neither. */
  private static String further(Map<String, Result> done) {
    Result less = done.get("memory-10");
    Result more = done.get("memory-50");
    Result sql = done.get("sql-parquet");
    Result muchSql = done.get("sql-50");
    if (less == null || more == null || sql == null || muchSql == null || sql.wall == 0) {
      return "";
    }
    double own = (more.cpu - less.cpu) / (more.records - less.records);
    double its = (muchSql.cpu - sql.cpu) / (muchSql.records - sql.records);
    return String.format(
        "From %.0f to %.0f M records a further million costs %.3f CPU s, in SQL alone %.3f: %.2f times.",
        less.records, more.records, own, its, own / its);
  }

  /** Rules and SQL must come to the same total: lines are rounded to ten decimals, SQL is not. */
  private static void checkTotals(Result own, Result other) {
    if (own.name.equals("sql-50") || own.name.endsWith("-terms")) {
      return;
    }
    boolean comparable =
        other != null && other.name.startsWith("sql") && own.total > 0 && own.wall > 0;
    if (comparable && Math.abs(own.total - other.total) > 1e-6 * other.total) {
      throw new IllegalStateException(
          own.name + " comes to " + own.total + ", " + other.name + " to " + other.total);
    }
  }

  private static String child(String name, double size) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:disable",
                "-XX:+UseSerialGC",
                // As bin/tarife: of very many accounts both compilers make more than they cost.
                "-XX:TieredStopAtLevel=" + (name.equals("invoices-100") ? 4 : 1),
                "-Xshare:auto",
                "-XX:SharedArchiveFile=" + archive(),
                "-Xmx" + (name.startsWith("drools") ? "2g" : "600m"),
                "-Ddrools.lambda.introspector.cache.size=0",
                "-Dtarife.home=" + HOME,
                "-cp",
                System.getProperty("java.class.path"),
                Benchmarks.class.getName(),
                "--size",
                Double.toString(size),
                "--child",
                name));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      return "failed";
    }
    return said.lines().filter(line -> line.startsWith("RESULT ")).findFirst().orElse("failed");
  }

  /** The classes that bin/tarife keeps; Java runs without them where there are none. */
  private static Path archive() {
    return HOME.resolve("target/tarife-" + System.getProperty("java.version") + ".jsa");
  }

  private static void write(List<String> table, double size) throws IOException {
    String date = LocalDate.now().toString();
    List<String> lines = new ArrayList<>();
    lines.add("# " + date);
    lines.add("");
    lines.add(
        Runtime.getRuntime().availableProcessors()
            + " cores ("
            + processor()
            + "), Java "
            + System.getProperty("java.version")
            + ", `benchmarks/run --size "
            + size
            + "`. Ratios within one run mean something; seconds depend on what else the machine does.");
    lines.add("");
    lines.addAll(table);
    Path file = HOME.resolve("benchmarks/results/" + date + ".md");
    Files.createDirectories(file.getParent());
    Files.write(file, lines);
    System.err.println("written: " + file);
  }

  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 2))
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  static Data data() {
    return new Data(
        HOME.resolve("target/benchmarks/data"), TablesReader.read(HOME.resolve("decision-tables")));
  }
}
