package dev.tarife.benchmarks;

import dev.tarife.billing.BillingRun;
import dev.tarife.billing.Input;
import dev.tarife.billing.PricingEngine;
import dev.tarife.billing.Progress;
import dev.tarife.billing.TariffEngine;
import dev.tarife.bundle.WorkingCopy;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.model.Account;
import dev.tarife.model.Money;
import dev.tarife.model.Period;
import dev.tarife.rating.Tariff;
import dev.tarife.report.InvoiceWriter;
import dev.tarife.report.JsonInvoices;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** What is measured. Each case makes its data first, then measures once. */
final class Cases {
  private static final Period MAY = new Period(YearMonth.of(2024, 5));

  private Cases() {}

  static void run(String name, double size) throws Exception {
    long tenth = Math.round(size * 100_000);
    long all = 10 * tenth;
    Data data = Benchmarks.data();
    Path few = data.accountLines(Data.ACCOUNTS, Data.REGIONS);
    switch (name) {
      case "sql-terms" -> PlainSql.calls(data, data.calls(all, "parquet"), all, false, false);
      case "sql-csv-terms" -> PlainSql.calls(data, data.calls(all, "csv"), all, false, false);
      case "sql-parquet" -> PlainSql.calls(data, data.calls(all, "parquet"), all, true, false);
      case "sql-csv" -> PlainSql.calls(data, data.calls(all, "csv"), all, true, false);
      case "sql-50" -> PlainSql.calls(data, data.calls(5 * all, "parquet"), 5 * all, true, false);
      case "sql-chains" -> PlainSql.calls(data, data.chains(all), all, true, true);
      case "java-csv" -> JavaLoop.run(data.calls(all, "csv"), all);
      case "sql-few" -> PlainSql.calls(data, data.calls(tenth / 5, "parquet"), tenth / 5, true, false);
      case "drools-plain" -> PlainDrools.run(data, data.calls(tenth / 5, "parquet"), tenth / 5);
      case "tarife-terms" -> meter(data.calls(all, "parquet"), data.accounts(Data.ACCOUNTS));
      case "tarife-csv-terms" -> meter(data.calls(all, "csv"), data.accounts(Data.ACCOUNTS));
      case "tarife-parquet" -> bill(few, data.calls(all, "parquet"), all);
      case "tarife-csv" -> bill(few, data.calls(all, "csv"), all);
      case "tarife-jsonl" -> bill(few, data.calls(all, "jsonl"), all);
      case "tarife-chains" -> bill(few, data.chains(all), all);
      case "tarife-wide" ->
          bill(data.accountLines(Data.MANY_ACCOUNTS, Data.REGIONS), data.wide(all), all);
      case "tarife-one-account" ->
          bill(data.accountLines(1, Data.REGIONS), data.oneAccount(5 * tenth, all), 15 * tenth);
      case "memory-1" -> bill(few, data.calls(tenth, "parquet"), tenth);
      case "memory-10" -> bill(few, data.calls(all, "parquet"), all);
      case "memory-50" -> bill(few, data.calls(5 * all, "parquet"), 5 * all);
      case "invoices-1" -> invoices(data, (int) (tenth / 1000));
      case "invoices-10" -> invoices(data, (int) (tenth / 100));
      case "invoices-100" -> invoices(data, (int) (tenth / 10));
      case "sql-contacts" -> ContactCases.sql(data.contacts(tenth, false), tenth);
      case "contacts" -> ContactCases.command("rate", data.contacts(tenth, false), tenth);
      case "contacts-gz" -> ContactCases.command("rate", data.contacts(tenth, true), tenth);
      case "contacts-inspect" -> ContactCases.command("inspect", data.contacts(tenth, false), tenth);
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
            Benchmarks.HOME.resolve("target/benchmarks/spill"),
            BulkMeter.Options.standard().memoryLimit(),
            0,
            List.of());
    return new TariffEngine(tariff, tables, options);
  }

  /**
   * Only finding kinds, joining terms and summing is counted: neither the look for repeated ids nor
   * rating.
   */
  private static void meter(Path usage, List<Account> accounts) throws Exception {
    PricingEngine engine = engine();
    BulkMeter.warmUp();
    Profile profile = Profile.start();
    Watch watch = Watch.start();
    long records = 0;
    try (PricingEngine.Metering metering = engine.meter(List.of(usage), accounts, MAY)) {
      for (Account account : accounts) {
        records += metering.of(account).records();
      }
    }
    watch.leaveOut(profile.millis("OVER (PARTITION BY h)"));
    watch.end(records, 0);
    profile.print();
  }

  /** Whole invoices of small accounts: records are lines of usage, thirty an account. */
  private static void invoices(Data data, int count) throws Exception {
    long rejected = bill(data.accountLines(count, 2), data.manyAccounts(count), 30L * count);
    if (rejected > 0) {
      throw new IllegalStateException(rejected + " records are rejected");
    }
  }

  /**
   * From files to invoices in JSON, as the command does it; gives how many records were rejected.
   * Of the calls some are: no price is known for them. SQL leaves them out as well.
   */
  private static long bill(Path accounts, Path usage, long records) throws Exception {
    PricingEngine engine = engine();
    BulkMeter.warmUp();
    Profile profile = Profile.start();
    Watch watch = Watch.start();
    Input input = new Input(List.of(accounts), List.of(usage), List.of(), List.of());
    BillingRun run = BillingRun.of(engine, input, MAY);
    AtomicReference<Money> total = new AtomicReference<>(Money.ZERO);
    try (OutputStream out = Files.newOutputStream(Path.of("/dev/null"));
        InvoiceWriter writer =
            new JsonInvoices(out, true, engine.catalogue().settings().minorUnits())) {
      BillingRun.Summary summary =
          run.run(
              invoice -> Map.entry(writer.part(invoice), invoice.totalExact()),
              ready -> {
                ready.getKey().write();
                total.updateAndGet(ready.getValue()::plus);
              },
              Progress.NONE,
              Runtime.getRuntime().availableProcessors());
      watch.end(records, total.get().value().doubleValue());
      profile.print();
      return summary.rejected();
    }
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
      return cpu(11);
    }

    /** User and system time of the processes that it started, and that have ended. */
    static long ofChildren() throws IOException {
      return cpu(13);
    }

    private static long cpu(int field) throws IOException {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[field]) + Long.parseLong(fields[field + 1])) * 10;
    }

    private static long peak() throws IOException {
      return peak("self");
    }

    /** The most memory that a process has had, in kB; 0: it is gone. */
    static long peak(String process) throws IOException {
      Path status = Path.of("/proc", process, "status");
      if (!Files.exists(status)) {
        return 0;
      }
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM"))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElse(0);
    }
  }
}
