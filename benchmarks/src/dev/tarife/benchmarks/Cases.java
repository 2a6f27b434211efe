package dev.tarife.benchmarks;

import dev.tarife.billing.PricingEngine;
import dev.tarife.billing.TariffEngine;
import dev.tarife.bundle.WorkingCopy;
import dev.tarife.metering.BulkMeter;
import dev.tarife.metering.Metered;
import dev.tarife.model.Account;
import dev.tarife.model.Period;
import dev.tarife.rating.Tariff;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What is measured. Each case makes its data first, then measures once. */
final class Cases {
  private static final Period MAY = new Period(YearMonth.of(2024, 5));

  private Cases() {}

  static void run(String name, double size) throws Exception {
    long million = Math.round(size * 100_000);
    Data data = Benchmarks.data();
    switch (name) {
      case "limit-parquet" -> limit(data.voice(10 * million, "parquet"), "", 10 * million);
      case "limit-parquet-ids" ->
          limit(
              data.voice(10 * million, "parquet"),
              "SELECT h FROM (SELECT hash(record_id) AS h FROM $) GROUP BY h HAVING count(*) > 1",
              10 * million);
      case "limit-csv" -> limit(data.voice(10 * million, "csv"), "", 10 * million);
      case "java-csv" -> loop(data.voice(10 * million, "csv"), 10 * million);
      case "tarife-parquet" -> meter(data, data.voice(10 * million, "parquet"), Data.ACCOUNTS);
      case "tarife-csv" -> meter(data, data.voice(10 * million, "csv"), Data.ACCOUNTS);
      case "tarife-jsonl" -> meter(data, data.voice(10 * million, "jsonl"), Data.ACCOUNTS);
      case "tarife-chains" -> meter(data, data.chains(10 * million), Data.ACCOUNTS);
      case "tarife-one-account" -> meter(data, data.oneAccount(5 * million, 10 * million), 1);
      case "memory-1" -> meter(data, data.voice(million, "parquet"), Data.ACCOUNTS);
      case "memory-10" -> meter(data, data.voice(10 * million, "parquet"), Data.ACCOUNTS);
      case "memory-50" -> meter(data, data.voice(50 * million, "parquet"), Data.ACCOUNTS);
      case "drools-plain" -> PlainDrools.run(data, (int) (million / 5));
      case "invoices-1-thread" -> invoices(data, (int) (million / 50), 1);
      case "invoices-2-threads" -> invoices(data, (int) (million / 50), 2);
      case "start-V1" -> start("samples/examples/V1", 1);
      case "start-sample" -> start("samples/contact-center-2024-05", 38_000);
      default -> throw new IllegalArgumentException("No such case: " + name);
    }
  }

  /** Starts counting. */
  static long[] begin() throws IOException {
    return new long[] {System.nanoTime(), cpu()};
  }

  static void end(long[] begun, long records) throws IOException {
    long wall = (System.nanoTime() - begun[0]) / 1_000_000;
    System.out.println(
        "RESULT " + records + " " + wall + " " + (cpu() - begun[1]) + " " + peak());
  }

  /** User and system time of this process so far, in milliseconds. */
  private static long cpu() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10;
  }

  private static long peak() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }

  /** The database by itself: the same groups, minimums and prices written into the query. */
  private static void limit(Path file, String before, long records) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET preserve_insertion_order = false; SET memory_limit = '900MB'");
      String source = "'" + file + "'";
      long[] begun = begin();
      if (!before.isEmpty()) {
        statement.execute("CREATE TABLE repeated AS " + before.replace("$", source));
      }
      statement.execute(
          "CREATE TABLE priced AS SELECT account, instance, usage_type, country, number_type,"
              + " count(*) AS n, sum(greatest(quantity, 10)) * 0.0003 AS service,"
              + " sum(CASE WHEN connected_seconds > 0 THEN greatest(connected_seconds, 60) END)"
              + " * 0.0000367 AS telephony FROM "
              + source
              + " GROUP BY ALL");
      try (ResultSet rows = statement.executeQuery("SELECT count(*), sum(service) FROM priced")) {
        rows.next();
      }
      end(begun, records);
    }
  }

  /** A program for this one file: no types, no quoting, no checks. */
  private static void loop(Path file, long records) throws Exception {
    long[] begun = begin();
    Map<String, long[]> sums = new HashMap<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split(",");
        long[] sum =
            sums.computeIfAbsent(
                cells[1] + cells[2] + cells[3] + cells[7] + cells[8], key -> new long[2]);
        sum[0] += Math.max(10, Long.parseLong(cells[5]));
        sum[1] += Math.max(60, Long.parseLong(cells[6]));
      }
    }
    BigDecimal total = BigDecimal.ZERO;
    for (long[] sum : sums.values()) {
      total = total.add(BigDecimal.valueOf(sum[0]).multiply(new BigDecimal("0.0003")));
    }
    end(begun, total.signum() == 0 ? 0 : records);
  }

  private static PricingEngine engine() {
    Path tables = Benchmarks.HOME.resolve("decision-tables");
    Tariff tariff = new WorkingCopy(WorkingCopy.defaultCache()).load(tables);
    BulkMeter.Options options =
        new BulkMeter.Options(
            Benchmarks.HOME.resolve("target/benchmarks/spill"), "900MB", 0, List.of());
    return new TariffEngine(tariff, tables, options);
  }

  /** From the file to rated invoices. */
  private static void meter(Data data, Path file, int count) throws Exception {
    PricingEngine engine = engine();
    List<Account> accounts = data.accounts(count);
    long[] begun = begin();
    long records = 0;
    try (PricingEngine.Metering metering = engine.meter(List.of(file), accounts, MAY)) {
      for (Account account : accounts) {
        Metered metered = metering.of(account);
        records += metered.records();
        if (!metered.rejected().isEmpty()) {
          throw new IllegalStateException("rejected: " + metered.rejected());
        }
      }
    }
    end(begun, records);
  }

  /** Whole invoices of small accounts: records are lines of usage, thirty an account. */
  private static void invoices(Data data, int count, int threads) throws Exception {
    PricingEngine engine = engine();
    List<Account> accounts = data.accounts(count);
    Path file = data.manyAccounts(count);
    try (PricingEngine.Metering metering = engine.meter(List.of(file), accounts, MAY)) {
      for (Account account : accounts.subList(0, Math.min(1000, count))) {
        engine.rate(account, MAY, metering.of(account).usage());
      }
      long[] begun = begin();
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      List<Future<?>> rated = new ArrayList<>();
      for (Account account : accounts) {
        Metered metered = metering.of(account);
        rated.add(pool.submit(() -> engine.rate(account, MAY, metered.usage())));
      }
      for (Future<?> invoice : rated) {
        invoice.get();
      }
      pool.shutdown();
      System.err.printf(
          "%d invoices, %.0f a second%n", count, count * 1e9 / (System.nanoTime() - begun[0]));
      end(begun, 30L * count);
    }
  }

  /** The command from start to invoice, the better of five; CPU and memory are not seen here. */
  private static void start(String sample, long records) throws Exception {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long begun = System.nanoTime();
      Process process =
          new ProcessBuilder(
                  Benchmarks.HOME.resolve("bin/tarife").toString(),
                  "rate",
                  Benchmarks.HOME.resolve(sample).toString(),
                  "--month",
                  "2024-05")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroy();
      }
      best = Math.min(best, System.nanoTime() - begun);
    }
    System.out.println("RESULT " + records + " " + best / 1_000_000 + " 1 0");
  }
}
