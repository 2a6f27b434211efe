package dev.tarife.table.read;

import dev.tarife.model.Money;
import dev.tarife.model.Quantity;
import dev.tarife.sheet.Headers;
import dev.tarife.sheet.TypedRow;
import dev.tarife.sheet.Vocabulary;
import dev.tarife.table.agreement.Agreement;
import dev.tarife.table.agreement.AgreementTerms;
import dev.tarife.table.agreement.Agreements;
import dev.tarife.table.agreement.Cap;
import dev.tarife.table.agreement.Commitment;
import dev.tarife.table.agreement.Credit;
import dev.tarife.table.agreement.Discount;
import dev.tarife.table.agreement.Fee;
import dev.tarife.table.agreement.Tax;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@code agreements.xlsx}, each of whose sheets may be left out. */
final class AgreementsReader {
  static final String FILE = "agreements.xlsx";

  private static final List<String> SHEETS =
      List.of("Fees", "Caps", "Discounts", "Commitments", "Credits", "Taxes");

  /** Whether something is of each instance. */
  static final Map<String, Boolean> PER =
      WorkbookReading.either("account", false, "instance", true);

  private static final Map<String, Boolean> DISCOUNTS =
      WorkbookReading.either("discount", false, "surcharge", true);

  private final WorkbookReading book;
  private final KnownCodes codes;
  private final Vocabulary areas;
  private Vocabulary covered;

  AgreementsReader(WorkbookReading book, KnownCodes codes, Set<String> areas) {
    this.book = book;
    this.codes = codes;
    this.areas = ChargesReader.vocabulary(areas, "Areas");
    this.covered = codes.charges();
  }

  Agreements read() {
    book.onlySheets(SHEETS);
    List<Fee> fees =
        rows("Fees", headers("Fee", "Amount").free("Per", "Region", "Prorated"), this::fee);
    covered = with(fees, "agreements.xlsx, Fees");
    List<Cap> caps = rows("Caps", covering("Cap", "Amount"), this::cap);
    List<Discount> discounts =
        rows("Discounts", covering("Discount", "Kind", "Percent"), this::discount);
    List<Commitment> commitments =
        rows("Commitments", covering("Commitment", "Amount").free("Prorated"), this::commitment);
    covered = with(commitments, "agreements.xlsx, Fees or Commitments");
    List<Credit> credits =
        rows(
            "Credits",
            Headers.needed("Credit", "Name", "Amount", "Granted")
                .free("Expires", "Priority", "Charges", "Areas", "Account", "Plan"),
            this::credit);
    List<Tax> taxes = rows("Taxes", covering("Tax", "Percent").free("Country"), this::tax);
    return new Agreements(fees, caps, discounts, commitments, credits, taxes);
  }

  /** What the rows read next may cover: also the lines of these. */
  private Vocabulary with(List<? extends Agreement> rows, String where) {
    return covered.plus(
        rows.stream().map(row -> row.terms().code()).toList(),
        ChargesReader.FILE + ", Charges, or " + where);
  }

  /** The headers of a sheet whose rows stand on lines. */
  private static Headers covering(String... needed) {
    return headers(needed).free("Charges", "Areas");
  }

  private static Headers headers(String... needed) {
    List<String> all = new ArrayList<>(List.of(needed));
    all.add("Name");
    return Headers.needed(all.toArray(String[]::new))
        .free("Account", "Plan", "Effective from", "Effective to");
  }

  private <T> List<T> rows(String sheet, Headers headers, Function<TypedRow, T> read) {
    List<T> rows = new ArrayList<>();
    if (!book.sheets().contains(sheet)) {
      return rows;
    }
    for (TypedRow line : book.lines(sheet, headers)) {
      T row = read.apply(line);
      if (line.isGood()) {
        rows.add(row);
      } else {
        book.doubts().add(FILE);
      }
    }
    return rows;
  }

  private Fee fee(TypedRow line) {
    return new Fee(
        terms(line, "Fee"),
        Money.of(line.positive("Amount")),
        Boolean.TRUE.equals(line.wordOrNull("Per", PER)),
        line.codeOrNull("Region", codes.regions()),
        Boolean.TRUE.equals(line.wordOrNull("Prorated", WorkbookReading.YES_NO)));
  }

  private Cap cap(TypedRow line) {
    return new Cap(terms(line, "Cap"), Money.of(line.decimal("Amount")));
  }

  private Discount discount(TypedRow line) {
    return new Discount(
        terms(line, "Discount"),
        line.word("Kind", DISCOUNTS, false),
        Quantity.of(line.percent("Percent")));
  }

  private Commitment commitment(TypedRow line) {
    return new Commitment(
        terms(line, "Commitment"),
        Money.of(line.positive("Amount")),
        Boolean.TRUE.equals(line.wordOrNull("Prorated", WorkbookReading.YES_NO)));
  }

  private Credit credit(TypedRow line) {
    Integer priority = line.integerOrNull("Priority", 0);
    return new Credit(
        terms(line, "Credit", line.date("Granted"), line.dateOrNull("Expires")),
        Money.of(line.positive("Amount")),
        priority == null ? Integer.MAX_VALUE : priority);
  }

  private Tax tax(TypedRow line) {
    return new Tax(
        terms(line, "Tax"),
        Quantity.of(line.percent("Percent")),
        line.codeOrNull("Country", codes.countries()));
  }

  private AgreementTerms terms(TypedRow line, String code) {
    return terms(line, code, line.dateOrNull("Effective from"), line.dateOrNull("Effective to"));
  }

  private AgreementTerms terms(
      TypedRow line, String code, @Nullable LocalDate from, @Nullable LocalDate to) {
    return new AgreementTerms(
        line.origin(),
        line.code(code),
        line.text("Name"),
        line.codes("Account", Vocabulary.ANY),
        line.codeOrNull("Plan", codes.plans()),
        line.codes("Charges", covered),
        line.codes("Areas", areas),
        from,
        to);
  }
}
