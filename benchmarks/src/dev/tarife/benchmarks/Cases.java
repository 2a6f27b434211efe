package dev.tarife.benchmarks;

import dev.tarife.billing.PricingEngine;
import dev.tarife.billing.TariffEngine;
import dev.tarife.bundle.WorkingCopy;
import dev.tarife.metering.BulkMeter;
import dev.tarife.metering.Metered;
import dev.tarife.model.Account;
import dev.tarife.model.Invoice;
import dev.tarife.model.Period;
import dev.tarife.rating.Tariff;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What is measured. Each case makes its data first, then measures once. */
final class Cases {
  private static final Period MAY = new Period(YearMonth.of(2024, 5));

  private Cases() {}

  static void run(String name, double size) throws Exception {
    long tenth = Math.round(size * 100_000);
    long all = 10 * tenth;
    Data data = Benchmarks.data();
    switch (name) {
      case "sql-terms" -> PlainSql.calls(data, data.calls(all, "parquet"), all, false, false);
      case "sql-parquet" -> PlainSql.calls(data, data.calls(all, "parquet"), all, true, false);
      case "sql-csv" -> PlainSql.calls(data, data.calls(all, "csv"), all, true, false);
      case "sql-50" -> PlainSql.calls(data, data.calls(5 * all, "parquet"), 5 * all, true, false);
      case "sql-chains" -> PlainSql.calls(data, data.chains(all), all, true, true);
      case "java-csv" -> JavaLoop.run(data.calls(all, "csv"), all);
      case "drools-plain" -> PlainDrools.run((int) (tenth / 5));
      case "tarife-terms" -> rate(data, data.calls(all, "parquet"), Data.ACCOUNTS, true);
      case "tarife-parquet" -> rate(data, data.calls(all, "parquet"), Data.ACCOUNTS, false);
      case "tarife-csv" -> rate(data, data.calls(all, "csv"), Data.ACCOUNTS, false);
      case "tarife-jsonl" -> rate(data, data.calls(all, "jsonl"), Data.ACCOUNTS, false);
      case "tarife-chains" -> rate(data, data.chains(all), Data.ACCOUNTS, false);
      case "tarife-wide" -> rate(data, data.wide(all), Data.MANY_ACCOUNTS, false);
      case "tarife-one-account" -> rate(data, data.oneAccount(5 * tenth, 10 * tenth), 1, false);
      case "memory-1" -> rate(data, data.calls(tenth, "parquet"), Data.ACCOUNTS, false);
      case "memory-10" -> rate(data, data.calls(all, "parquet"), Data.ACCOUNTS, false);
      case "memory-50" -> rate(data, data.calls(5 * all, "parquet"), Data.ACCOUNTS, false);
      case "invoices-10" -> invoices(data, (int) (tenth / 100));
      case "invoices-100" -> invoices(data, (int) (tenth / 10));
      case "start-V1" -> start("samples/examples/V1", 1);
      case "start-sample" -> start("samples/contact-center-2024-05", 38_000);
      default -> throw new IllegalArgumentException("No such case: " + name);
    }
  }

  private static PricingEngine engine() {
    Path tables = Benchmarks.HOME.resolve("decision-tables");
    Tariff tariff = new WorkingCopy(WorkingCopy.defaultCache()).load(tables);
    BulkMeter.Options options =
        new BulkMeter.Options(
            Benchmarks.HOME.resolve("target/benchmarks/spill"), "900MB", 0, List.of());
    return new TariffEngine(tariff, tables, options);
  }

  /**
   * From the file to invoices.
   *
   * @param terms whether only finding kinds, joining terms and summing is counted: neither the look
   *     for repeated ids nor rating
   */
  private static void rate(Data data, Path file, int count, boolean terms) throws Exception {
    PricingEngine engine = engine();
    List<Account> accounts = data.accounts(count);
    BulkMeter.warmUp();
    Profile profile = Profile.start();
    Watch watch = Watch.start();
    long records = 0;
    BigDecimal total = BigDecimal.ZERO;
    try (PricingEngine.Metering metering = engine.meter(List.of(file), accounts, MAY)) {
      for (Account account : accounts) {
        Metered metered = metering.of(account);
        records += metered.records();
        if (!metered.rejected().isEmpty()) {
          throw new IllegalStateException("rejected: " + metered.rejected());
        }
        if (!terms) {
          total = total.add(engine.rate(account, MAY, metered.usage()).totalExact().value());
        }
      }
    }
    if (terms) {
      watch.leaveOut(profile.millis("OVER (PARTITION BY h)"));
    }
    watch.end(records, total.doubleValue());
    profile.print();
  }

  /** Whole invoices of small accounts from a file: records are lines of usage, thirty an account. */
  private static void invoices(Data data, int count) throws Exception {
    PricingEngine engine = engine();
    List<Account> accounts = data.accounts(count, 2);
    Path file = data.manyAccounts(count);
    BulkMeter.warmUp();
    Profile profile = Profile.start();
    Watch watch = Watch.start();
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    Queue<Future<Invoice>> rated = new ArrayDeque<>();
    BigDecimal total = BigDecimal.ZERO;
    try (PricingEngine.Metering metering = engine.meter(List.of(file), accounts, MAY)) {
      for (Account account : accounts) {
        Metered metered = metering.of(account);
        rated.add(pool.submit(() -> engine.rate(account, MAY, metered.usage())));
        if (rated.size() > 16 * threads) {
          total = total.add(rated.remove().get().totalExact().value());
        }
      }
      for (Future<Invoice> invoice : rated) {
        total = total.add(invoice.get().totalExact().value());
      }
    }
    pool.shutdown();
    watch.end(30L * count, total.doubleValue());
    profile.print();
  }

  /** The command from start to invoice, the better of five; CPU and memory are not seen here. */
  private static void start(String sample, long records) throws Exception {
    List<Long> took = new ArrayList<>();
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
      took.add((System.nanoTime() - begun) / 1_000_000);
    }
    took.sort(null);
    System.out.println("RESULT " + records + " " + took.get(0) + " 0 0 0");
  }

  /** Time and CPU from a start on. */
  static final class Watch {
    private final long wall = System.nanoTime();
    private final long cpu;
    private long left;

    private Watch(long cpu) {
      this.cpu = cpu;
    }

    static Watch start() throws IOException {
      return new Watch(cpu());
    }

    /** Takes time out again; CPU is not known then. */
    void leaveOut(long millis) {
      left += millis;
    }

    /** Says what was measured: RESULT records wall-ms cpu-ms peak-kB total. */
    void end(long records, double total) throws IOException {
      long took = (System.nanoTime() - wall) / 1_000_000 - left;
      long used = left > 0 ? 0 : cpu() - cpu;
      System.out.println("RESULT " + records + " " + took + " " + used + " " + peak() + " " + total);
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
  }
}
