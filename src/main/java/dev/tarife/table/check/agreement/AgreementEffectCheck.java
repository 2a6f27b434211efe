package dev.tarife.table.check.agreement;

import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.LineKind;
import dev.tarife.model.Money;
import dev.tarife.model.Origin;
import dev.tarife.table.Charge;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.PriceRow;
import dev.tarife.table.Tables;
import dev.tarife.table.agreement.Agreement;
import dev.tarife.table.agreement.AgreementTerms;
import dev.tarife.table.agreement.Cap;
import dev.tarife.table.agreement.Commitment;
import dev.tarife.table.agreement.Credit;
import dev.tarife.table.agreement.Fee;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import dev.tarife.table.check.agreement.AgreementCheck.Overlap;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Agreements that do nothing, or something that nobody is likely to mean. */
final class AgreementEffectCheck implements Check {
  @Override
  public Findings check(CheckContext reading) {
    Findings findings = new Findings();
    Tables tables = reading.tables();
    for (Agreement row : tables.agreements().all()) {
      if (row.standsOnLines() && !reading.doubts().any()) {
        nothing(reading, row, findings);
      }
      if (row instanceof Credit credit && credit.terms().to() == null) {
        findings.add(
            Finding.warning(
                    "credit-endless",
                    reading.cells().of(row.origin(), "Expires"),
                    "the credit (" + row.terms().code() + ") never expires",
                    "write the day from which it is gone, if there is one")
                .of(row.origin()));
      }
      if (row instanceof Cap cap) {
        capBelowFee(reading, cap, findings);
      }
    }
    commitments(reading, findings);
    gaps(reading, findings);
    return findings;
  }

  /** A row none of whose charges can have a line. */
  private static void nothing(CheckContext reading, Agreement row, Findings findings) {
    Tables tables = reading.tables();
    Set<String> metered =
        tables.metering().stream()
            .map(MeteringRow::charge)
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .collect(Collectors.toSet());
    AgreementTerms terms = row.terms();
    boolean usage =
        tables.catalogue().charges().values().stream()
            .anyMatch(charge -> metered.contains(charge.code()) && covers(terms, charge));
    boolean agreed =
        tables.agreements().all().stream()
            .anyMatch(
                other ->
                    other.effect() == Agreement.Effect.ADDS
                        && terms.covers(other.terms().code(), null, terms.plan(), false)
                        && Overlap.ofParties(row, other)
                        && Overlap.ofDates(terms, other.terms()));
    if (!usage && !agreed) {
      findings.add(
          Finding.warning(
                  "agreement-nothing",
                  reading.cells().of(row.origin(), terms.areas().isEmpty() ? "Charges" : "Areas"),
                  "the "
                      + row.kind().code()
                      + " ("
                      + terms.code()
                      + ") covers nothing that usage can make or a fee is due for",
                  "name charges that the sheet Metering charges, or delete the row")
              .of(row.origin()));
    }
  }

  private static boolean covers(AgreementTerms terms, Charge charge) {
    return terms.covers(
        charge.code(), charge.area(), terms.plan(), charge.kind() == LineKind.PASS_THROUGH);
  }

  /** The cap is reached as soon as the fee is due. */
  private static void capBelowFee(CheckContext reading, Cap cap, Findings findings) {
    Map<Origin, Money> fees = new TreeMap<>();
    Map<String, Charge> charges = reading.tables().catalogue().charges();
    for (PriceRow row : reading.tables().prices()) {
      Charge charge = charges.get(row.charge());
      Money fee = row.model() == PriceRow.Model.FLAT ? row.unitPrice() : row.flatFee();
      if (fee != null && charge != null && covers(cap.terms(), charge)) {
        fees.put(row.origin(), fee);
      }
    }
    for (Fee fee : reading.tables().agreements().fees()) {
      if (cap.terms().covers(fee.terms().code(), null, cap.terms().plan(), false)
          && Overlap.ofParties(cap, fee)
          && Overlap.ofDates(cap.terms(), fee.terms())) {
        fees.put(fee.origin(), fee.amount());
      }
    }
    fees.forEach(
        (origin, fee) -> {
          if (cap.amount().compareTo(fee) < 0) {
            findings.add(
                Finding.warning(
                        "cap-below-fee",
                        reading.cells().of(cap.origin(), "Amount"),
                        "the cap of "
                            + cap.amount()
                            + " is below the fee of "
                            + fee
                            + " in "
                            + origin.workbook()
                            + ", row "
                            + origin.row()
                            + ", which it covers: the fee is never paid in full",
                        "raise the cap, or leave the fee out of what it covers")
                    .of(cap.origin(), origin));
          }
        });
  }

  /** Two commitments over one charge: the same usage counts towards both. */
  private static void commitments(CheckContext reading, Findings findings) {
    List<Commitment> rows = reading.tables().agreements().commitments();
    for (int i = 0; i < rows.size(); i++) {
      Commitment row = rows.get(i);
      for (Commitment earlier : rows.subList(0, i)) {
        String shared = shared(reading.tables(), row, earlier);
        if (shared != null
            && Overlap.ofParties(row, earlier)
            && Overlap.ofDates(row.terms(), earlier.terms())
            && !row.terms().code().equals(earlier.terms().code())) {
          findings.add(
              Finding.warning(
                      "commitment-overlap",
                      reading.cells().of(row.origin(), "Charges"),
                      "the commitment ("
                          + row.terms().code()
                          + ") overlaps that of row "
                          + earlier.origin().row()
                          + ": what "
                          + shared
                          + " costs counts towards both",
                      "let each cover charges of its own, if that is not meant")
                  .of(row.origin(), earlier.origin())
                  .shownBy(AgreementExamples.ofBoth(reading, row, earlier)));
          break;
        }
      }
    }
  }

  private static @Nullable String shared(Tables tables, Agreement one, Agreement other) {
    return tables.catalogue().charges().values().stream()
        .filter(charge -> covers(one.terms(), charge) && covers(other.terms(), charge))
        .map(Charge::code)
        .findFirst()
        .orElse(null);
  }

  /** Days between two rows of one code and the same parties on which neither is in force. */
  private static void gaps(CheckContext reading, Findings findings) {
    Map<String, List<Agreement>> byCode =
        reading.tables().agreements().all().stream()
            .filter(row -> !(row instanceof Credit))
            .collect(
                Collectors.groupingBy(
                    row -> row.terms().code() + row.terms().accounts() + row.terms().plan(),
                    TreeMap::new,
                    Collectors.toList()));
    for (List<Agreement> rows : byCode.values()) {
      List<Agreement> sorted =
          rows.stream()
              .sorted(
                  Comparator.comparing(
                      row -> Objects.requireNonNullElse(row.terms().from(), LocalDate.MIN)))
              .toList();
      Set<LocalDate> seen = new HashSet<>();
      for (int i = 1; i < sorted.size(); i++) {
        LocalDate end = sorted.get(i - 1).terms().to();
        LocalDate next = sorted.get(i).terms().from();
        if (end != null && next != null && end.isBefore(next) && seen.add(end)) {
          findings.add(
              Finding.warning(
                      "agreement-gap",
                      reading.cells().of(sorted.get(i).origin(), "Effective from"),
                      "the "
                          + sorted.get(i).kind().code()
                          + " ("
                          + sorted.get(i).terms().code()
                          + ") is not in force from "
                          + end
                          + " to "
                          + next,
                      "let row " + sorted.get(i - 1).origin().row() + " end on " + next)
                  .of(sorted.get(i).origin(), sorted.get(i - 1).origin()));
        }
      }
    }
  }
}
