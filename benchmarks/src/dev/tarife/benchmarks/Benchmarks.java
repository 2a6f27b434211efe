package dev.tarife.benchmarks;

import dev.tarife.table.TablesReader;
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
    CASES.put("limit-parquet", 10.0);
    CASES.put("limit-parquet-ids", 10.0);
    CASES.put("tarife-parquet", 10.0);
    CASES.put("limit-csv", 10.0);
    CASES.put("java-csv", 10.0);
    CASES.put("tarife-csv", 10.0);
    CASES.put("tarife-jsonl", 10.0);
    CASES.put("drools-plain", 0.2);
    CASES.put("tarife-chains", 10.0);
    CASES.put("tarife-one-account", 15.0);
    CASES.put("memory-1", 1.0);
    CASES.put("memory-10", 10.0);
    CASES.put("memory-50", 50.0);
    CASES.put("invoices-1-thread", 0.6);
    CASES.put("invoices-2-threads", 0.6);
    CASES.put("start-V1", 0.0);
    CASES.put("start-sample", 0.038);
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
    table.add("| case | M records | wall s | CPU s | M records/s | M records/CPU s | peak MB |");
    table.add("|---|---|---|---|---|---|---|");
    table.forEach(System.out::println);
    for (String name : wanted.isEmpty() ? CASES.keySet() : wanted) {
      String row = row(name, child(name, size));
      table.add(row);
      System.out.println(row);
    }
    if (wanted.isEmpty()) {
      write(table, size);
    }
  }

  private static String child(String name, double size) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:disable",
                "-XX:+UseSerialGC",
                "-Xmx" + (name.startsWith("drools") ? "2g" : name.startsWith("invoices") ? "1g" : "600m"),
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

  /** RESULT records wall-ms cpu-ms peak-kB. */
  private static String row(String name, String result) {
    String[] parts = result.split(" ");
    if (parts.length < 5) {
      return "| " + name + " | failed | | | | | |";
    }
    double records = Double.parseDouble(parts[1]) / 1e6;
    double wall = Double.parseDouble(parts[2]) / 1e3;
    double cpu = Double.parseDouble(parts[3]) / 1e3;
    return String.format(
        "| %s | %.2f | %.2f | %.2f | %.3f | %.3f | %d |",
        name, records, wall, cpu, records / wall, records / cpu, Long.parseLong(parts[4]) / 1024);
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
