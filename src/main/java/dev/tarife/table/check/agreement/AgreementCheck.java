package dev.tarife.table.check.agreement;

import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Money;
import dev.tarife.model.Quantity;
import dev.tarife.table.agreement.Agreement;
import dev.tarife.table.agreement.AgreementTerms;
import dev.tarife.table.agreement.Cap;
import dev.tarife.table.agreement.Commitment;
import dev.tarife.table.agreement.Credit;
import dev.tarife.table.agreement.Discount;
import dev.tarife.table.agreement.Fee;
import dev.tarife.table.agreement.Tax;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Every row of {@code agreements.xlsx} by itself, and no two that would both apply. */
final class AgreementCheck implements Check {
  private static final Quantity HUNDRED = Quantity.of(100);

  @Override
  public Findings check(CheckContext reading) {
    Findings findings = new Findings();
    List<Agreement> rows = reading.tables().agreements().all();
    for (int i = 0; i < rows.size(); i++) {
      Agreement row = rows.get(i);
      dates(reading, row, findings);
      amount(reading, row, findings);
      if (row instanceof Fee fee && !fee.perInstance()) {
        perAccount(reading, fee, findings);
      }
      if (reading.tables().catalogue().charges().containsKey(row.terms().code())) {
        findings.error(
            "agreement-twice",
            reading.cells().of(row.origin(), codeColumn(row)),
            "the code (" + row.terms().code() + ") is that of a charge too",
            "choose another: lines are told apart by it");
      }
      for (Agreement earlier : rows.subList(0, i)) {
        if (twice(reading, row, earlier, findings)) {
          break;
        }
      }
    }
    return findings;
  }

  private static void dates(CheckContext reading, Agreement row, Findings findings) {
    LocalDate from = row.terms().from();
    LocalDate to = row.terms().to();
    boolean credit = row instanceof Credit;
    if (from != null && to != null && !from.isBefore(to)) {
      findings.error(
          "date-order",
          reading.cells().of(row.origin(), credit ? "Expires" : "Effective to"),
          (credit ? "expires (" : "effective to (")
              + to
              + ") is not after "
              + (credit ? "granted (" : "effective from (")
              + from
              + ")",
          "write the day after the last day");
    }
    if (!isOfDays(row)) {
      wholeMonth(reading, row, "Effective from", from, findings);
      wholeMonth(reading, row, "Effective to", to, findings);
    }
  }

  /** Whether the row may begin and end within a month. */
  private static boolean isOfDays(Agreement row) {
    return row instanceof Credit
        || (row instanceof Fee fee && fee.prorated())
        || (row instanceof Commitment commitment && commitment.prorated());
  }

  private static void wholeMonth(
      CheckContext reading,
      Agreement row,
      String column,
      @Nullable LocalDate day,
      Findings findings) {
    if (day != null && day.getDayOfMonth() != 1) {
      boolean prorates = row instanceof Fee || row instanceof Commitment;
      findings.error(
          "agreement-dates",
          reading.cells().of(row.origin(), column),
          "a "
              + row.kind().code()
              + " is of whole months, and "
              + column.toLowerCase(Locale.ROOT)
              + " ("
              + day
              + ") is not the first of one",
          "write "
              + day.withDayOfMonth(1)
              + " or "
              + day.withDayOfMonth(1).plusMonths(1)
              + (prorates ? ", or yes into Prorated" : ""));
    }
  }

  private static void amount(CheckContext reading, Agreement row, Findings findings) {
    Money amount = amount(row);
    if (amount != null) {
      int decimals = reading.tables().catalogue().settings().lineDecimals();
      if (amount.isZero() && !(row instanceof Cap)) {
        findings.error(
            "agreement-amount",
            reading.cells().of(row.origin(), "Amount"),
            "a " + row.kind().code() + " of 0 does nothing",
            "write the amount, or delete the row");
      } else if (amount.value().scale() > decimals) {
        findings.error(
            "agreement-amount",
            reading.cells().of(row.origin(), "Amount"),
            "the amount (" + amount + ") has more decimals than a line, " + decimals,
            "round it");
      }
    }
    Quantity percent =
        row instanceof Discount discount
            ? discount.percent()
            : row instanceof Tax tax ? tax.percent() : null;
    if (percent != null && percent.isZero()) {
      findings.error(
          "agreement-percent",
          reading.cells().of(row.origin(), "Percent"),
          "a " + row.kind().code() + " of 0 % does nothing",
          "write the percentage, or delete the row");
    }
    if (row instanceof Discount discount
        && !discount.surcharge()
        && discount.percent().compareTo(HUNDRED) > 0) {
      findings.error(
          "agreement-percent",
          reading.cells().of(row.origin(), "Percent"),
          "a discount of " + discount.percent() + " % is more than there is",
          "write 100 or less");
    }
  }

  private static @Nullable Money amount(Agreement row) {
    return row instanceof Fee fee
        ? fee.amount()
        : row instanceof Cap cap
            ? cap.amount()
            : row instanceof Commitment commitment
                ? commitment.amount()
                : row instanceof Credit credit ? credit.amount() : null;
  }

  private static void perAccount(CheckContext reading, Fee fee, Findings findings) {
    for (String column : List.of("Plan", "Region")) {
      if ((column.equals("Plan") ? fee.terms().plan() : fee.region()) != null) {
        findings.error(
            "agreement-fee",
            reading.cells().of(fee.origin(), column),
            "a fee of the account has no " + column + ", which is an instance's",
            "write instance into Per, or clear the cell");
      }
    }
  }

  /** Whether a code stands for two things, or two rows of one thing hold at once. */
  private static boolean twice(
      CheckContext reading, Agreement row, Agreement other, Findings findings) {
    AgreementTerms terms = row.terms();
    if (!terms.code().equals(other.terms().code())) {
      return false;
    }
    if (!row.origin().sheet().equals(other.origin().sheet())) {
      findings.add(
          Finding.error(
                  "agreement-twice",
                  reading.cells().of(row.origin(), codeColumn(row)),
                  "the code ("
                      + terms.code()
                      + ") is that of "
                      + other.origin().sheet()
                      + ", row "
                      + other.origin().row()
                      + " too",
                  "choose another: lines are told apart by it")
              .of(row.origin(), other.origin()));
      return true;
    }
    if (!Overlap.ofParties(row, other) || !Overlap.ofDates(terms, other.terms())) {
      return false;
    }
    findings.add(
        Finding.error(
                "agreement-twice",
                reading.cells().of(row.origin(), codeColumn(row)),
                "the code ("
                    + terms.code()
                    + ") is in force in row "
                    + other.origin().row()
                    + " at the same time, for the same accounts",
                "end that row before this one begins, name other accounts, or choose another code")
            .of(row.origin(), other.origin())
            .shownBy(AgreementExamples.ofBoth(reading, row, other)));
    return true;
  }

  /** The column of a row's code: the first of its sheet. */
  static String codeColumn(Agreement row) {
    return row instanceof Fee
        ? "Fee"
        : row instanceof Cap
            ? "Cap"
            : row instanceof Discount
                ? "Discount"
                : row instanceof Commitment
                    ? "Commitment"
                    : row instanceof Credit ? "Credit" : "Tax";
  }

  /** Whether two rows can apply to one account at one time. */
  static final class Overlap {
    private Overlap() {}

    static boolean ofDates(AgreementTerms one, AgreementTerms other) {
      return startsBeforeEnd(one, other) && startsBeforeEnd(other, one);
    }

    private static boolean startsBeforeEnd(AgreementTerms one, AgreementTerms other) {
      LocalDate from = one.from();
      LocalDate to = other.to();
      return from == null || to == null || from.isBefore(to);
    }

    /** Some account, and some of its instances or lines, can have both. */
    static boolean ofParties(Agreement one, Agreement other) {
      return meet(one.terms().accounts(), other.terms().accounts())
          && meet(one.terms().plan(), other.terms().plan())
          && meet(region(one), region(other))
          && meet(country(one), country(other));
    }

    private static boolean meet(List<String> one, List<String> other) {
      return one.isEmpty() || other.isEmpty() || one.stream().anyMatch(other::contains);
    }

    private static boolean meet(@Nullable String one, @Nullable String other) {
      return one == null || other == null || one.equals(other);
    }

    private static @Nullable String region(Agreement row) {
      return row instanceof Fee fee ? fee.region() : null;
    }

    private static @Nullable String country(Agreement row) {
      return row instanceof Tax tax ? tax.country() : null;
    }
  }
}
