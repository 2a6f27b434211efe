package dev.tarife.connect;

import dev.tarife.billing.BillingRun;
import dev.tarife.billing.Input;
import dev.tarife.billing.Progress;
import dev.tarife.billing.TariffEngine;
import dev.tarife.bundle.WorkingCopy;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.Period;
import dev.tarife.model.Rejection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Rates a folder of contact records with the shipped tables. */
final class Rated {
  private static final Path TABLES = Path.of("decision-tables");
  private static final TariffEngine ENGINE =
      new TariffEngine(
          new WorkingCopy(WorkingCopy.defaultCache()).load(TABLES),
          TABLES,
          BulkMeter.Options.standard());

  private final Invoice invoice;

  private Rated(Invoice invoice) {
    this.invoice = invoice;
  }

  static TariffEngine engine() {
    return ENGINE;
  }

  /** May 2024 of documents, one a line in one file. */
  static Rated of(Records... records) {
    return of(Records.NUMBERS, List.of(lines(records)), "");
  }

  static String lines(Records... records) {
    StringBuilder lines = new StringBuilder();
    for (Records record : records) {
      lines.append(record.json()).append('\n');
    }
    return lines.toString();
  }

  /** May 2024 of files. */
  static Rated of(String numbers, List<String> files, String usage) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("rated");
      Files.writeString(folder.resolve("account.yaml"), Records.ACCOUNT);
      Files.writeString(folder.resolve("numbers.csv"), numbers);
      if (!usage.isEmpty()) {
        Files.writeString(folder.resolve("usage.csv"), usage);
      }
      Files.createDirectory(folder.resolve("contact-records"));
      for (int i = 0; i < files.size(); i++) {
        Files.writeString(folder.resolve("contact-records/" + i + ".json"), files.get(i));
      }
      return of(folder, YearMonth.of(2024, 5));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (folder != null) {
        delete(folder);
      }
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Rated of(Path folder, YearMonth month) throws IOException {
    Input input = Input.find(List.of(folder.toString()), null);
    List<Invoice> invoices = new ArrayList<>();
    BillingRun.of(ENGINE, input, new Period(month)).run(invoices::add, Progress.NONE);
    return new Rated(invoices.get(0));
  }

  /** Exact amounts by charge, numbers left out: they are there in every test. */
  Map<String, String> amounts() {
    Map<String, java.math.BigDecimal> sums = new TreeMap<>();
    for (LineItem line : invoice.lines()) {
      if (!line.charge().equals("phone-number")) {
        sums.merge(line.charge(), line.amount().value(), java.math.BigDecimal::add);
      }
    }
    Map<String, String> texts = new TreeMap<>();
    sums.forEach((charge, sum) -> texts.put(charge, sum.stripTrailingZeros().toPlainString()));
    return texts;
  }

  String total() {
    return invoice.totalExact().toString();
  }

  List<String> rejected() {
    return invoice.rejected().stream().map(Rejection::reason).toList();
  }

  List<String> notes() {
    return invoice.notes();
  }

  Invoice invoice() {
    return invoice;
  }
}
