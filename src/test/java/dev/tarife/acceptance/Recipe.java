package dev.tarife.acceptance;

import dev.tarife.billing.BillingRun;
import dev.tarife.billing.Input;
import dev.tarife.billing.Progress;
import dev.tarife.billing.TariffEngine;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.Period;
import dev.tarife.rating.Tariff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recipe of {@code docs/recipes.md}.
 *
 * @param title such as {@code A cap over two charges}
 * @param rows its table: where, and the cells
 * @param account lines of YAML that it says of the account; empty: none
 * @param usage CSV
 * @param invoices what the page shows
 */
public record Recipe(
    String title, List<String> rows, String account, String usage, String invoices) {
  public static final Path PAGE = Path.of("docs/recipes.md");

  private static final Pattern WHERE =
      Pattern.compile(
          "\\| `([^`]+)`, ([^:]+): (add the columns|add|change \\*([^*]+)\\* `([^`]+)`) \\|(.*)\\|");
  private static final Pattern COLUMN = Pattern.compile("\\*([^*]+)\\*");
  private static final Pattern CELL = Pattern.compile("\\*([^*]+)\\* `([^`]*)`");
  private static final Set<String> TEXTS = Set.of("Account", "Code", "Name");

  /** All recipes of the page. */
  public static List<Recipe> all() {
    try {
      List<Recipe> all = new ArrayList<>();
      String[] parts = Files.readString(PAGE).split("\n## ", -1);
      for (String part : List.of(parts).subList(1, parts.length)) {
        all.add(
            new Recipe(
                part.lines().findFirst().orElseThrow(),
                part.lines().filter(line -> line.startsWith("| `")).toList(),
                block(part, "yaml"),
                block(part, "csv"),
                block(part, "text")));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String block(String part, String language) {
    String begin = "```" + language + "\n";
    int at = part.indexOf(begin);
    return at < 0
        ? ""
        : part.substring(at + begin.length(), part.indexOf("```", at + begin.length()));
  }

  /** Types the recipe into workbooks. */
  public void type(EditedTables tables) {
    for (String row : rows) {
      Matcher where = WHERE.matcher(row);
      if (!where.matches()) {
        throw new AssertionError(title + ": " + row);
      }
      if (where.group(3).equals("add the columns")) {
        tables.addColumns(
            where.group(1),
            where.group(2),
            COLUMN
                .matcher(where.group(6))
                .results()
                .map(found -> found.group(1))
                .toArray(String[]::new));
        continue;
      }
      List<Object> cells = new ArrayList<>();
      Matcher cell = CELL.matcher(where.group(6));
      while (cell.find()) {
        cells.add(cell.group(1));
        cells.add(typed(cell.group(1), cell.group(2)));
      }
      if (where.group(3).equals("add")) {
        tables.add(where.group(1), where.group(2), cells.toArray());
      } else {
        tables.change(
            where.group(1), where.group(2), where.group(4), where.group(5), cells.toArray());
      }
    }
  }

  /** What a spreadsheet makes of what is typed. */
  private static Object typed(String header, String text) {
    if (TEXTS.contains(header)) {
      return text;
    }
    if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
      return LocalDate.parse(text);
    }
    return text.matches("-?\\d+(\\.\\d+)?") ? new BigDecimal(text) : text;
  }

  /** The invoices of the usage with two tariffs, as the page shows them. */
  public String invoices(Tariff before, Tariff after, Path folder) {
    return "before\n" + shown(rate(before, folder)) + "\nafter\n" + shown(rate(after, folder));
  }

  private Invoice rate(Tariff tariff, Path folder) {
    try {
      Path account = folder.resolve("account.yaml");
      String said =
          account().isEmpty() ? "instances: [{ id: main, region: us-west-2 }]" : account();
      Files.writeString(account, "account: \"123456789012\"\ncurrency: USD\n" + said);
      Path file = Files.writeString(folder.resolve("usage.csv"), usage);
      List<Invoice> invoices = new ArrayList<>();
      BillingRun.ofAnyActivation(
              new TariffEngine(tariff, null, new BulkMeter.Options(null, "1GB", 2, List.of())),
              new Input(List.of(account), List.of(file), List.of(), List.of()),
              new Period(Real.MAY))
          .run(invoices::add, Progress.NONE);
      return invoices.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String shown(Invoice invoice) {
    StringBuilder text = new StringBuilder();
    for (LineItem line : invoice.lines()) {
      text.append("  ")
          .append(line.charge())
          .append(line.kind().code().equals("usage") ? "" : ", " + line.kind().code())
          .append(
              line.instance() == null || line.instance().equals("main")
                  ? ""
                  : ", " + line.instance())
          .append(": ")
          .append(line.quantity())
          .append(' ')
          .append(line.unit())
          .append(" at ")
          .append(line.unitPrice())
          .append(" = ")
          .append(line.amount())
          .append('\n');
    }
    invoice.rejected().forEach(each -> text.append("  rejected: " + each.reason() + "\n"));
    invoice
        .carries()
        .credits()
        .forEach((code, left) -> text.append("  carries " + code + " " + left + "\n"));
    invoice
        .carries()
        .allowances()
        .forEach((code, left) -> text.append("  carries " + code + " " + left + "\n"));
    invoice
        .carries()
        .counters()
        .forEach((name, counted) -> text.append("  carries " + name + " " + counted + "\n"));
    return text.append("  total ").append(invoice.total().toString(2)).append('\n').toString();
  }
}
