package dev.tarife.rating.compile;

import dev.tarife.table.agreement.Agreement;
import dev.tarife.table.agreement.AgreementTerms;
import dev.tarife.table.agreement.Agreements;
import dev.tarife.table.agreement.Cap;
import dev.tarife.table.agreement.Commitment;
import dev.tarife.table.agreement.Credit;
import dev.tarife.table.agreement.Discount;
import dev.tarife.table.agreement.Fee;
import dev.tarife.table.agreement.Tax;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code agreements.xlsx} as cells of rule templates.
 *
 * @param ofAccounts for {@code agreements.drt}: one rule a row
 * @param ofInstances for {@code instance-fees.drt}: fees that every instance owes
 */
record AgreementCells(
    List<Map<String, @Nullable String>> ofAccounts,
    List<Map<String, @Nullable String>> ofInstances) {
  static AgreementCells of(Agreements agreements) {
    Map<Boolean, List<Map<String, @Nullable String>>> cells =
        agreements.all().stream()
            .collect(
                Collectors.partitioningBy(
                    row -> row instanceof Fee fee && fee.perInstance(),
                    Collectors.mapping(AgreementCells::cells, Collectors.toList())));
    return new AgreementCells(
        cells.getOrDefault(false, List.of()), cells.getOrDefault(true, List.of()));
  }

  private static Map<String, @Nullable String> cells(Agreement row) {
    AgreementTerms terms = row.terms();
    Map<String, @Nullable String> cell =
        RuleTexts.named(row.kind().code() + " " + terms.code(), row.origin());
    cell.put("from", terms.from() == null ? null : JavaLiterals.date(terms.from()));
    cell.put("to", terms.to() == null ? null : JavaLiterals.date(terms.to()));
    cell.put("accounts", terms.accounts().isEmpty() ? null : JavaLiterals.texts(terms.accounts()));
    cell.put("country", row instanceof Tax tax ? RuleTexts.condition(tax.country()) : null);
    cell.put("plan", row instanceof Fee ? RuleTexts.condition(terms.plan()) : null);
    cell.put("region", row instanceof Fee fee ? RuleTexts.condition(fee.region()) : null);
    cell.put("row", literal(row));
    return cell;
  }

  private static String literal(Agreement row) {
    String terms = literal(row.terms());
    if (row instanceof Fee fee) {
      return call(
          "Fee",
          terms,
          JavaLiterals.money(fee.amount()),
          Boolean.toString(fee.perInstance()),
          JavaLiterals.orNull(fee.region()),
          Boolean.toString(fee.prorated()));
    }
    if (row instanceof Cap cap) {
      return call("Cap", terms, JavaLiterals.money(cap.amount()));
    }
    if (row instanceof Discount discount) {
      return call(
          "Discount",
          terms,
          Boolean.toString(discount.surcharge()),
          JavaLiterals.quantity(discount.percent()));
    }
    if (row instanceof Commitment commitment) {
      return call(
          "Commitment",
          terms,
          JavaLiterals.money(commitment.amount()),
          Boolean.toString(commitment.prorated()));
    }
    if (row instanceof Credit credit) {
      return call(
          "Credit",
          terms,
          JavaLiterals.money(credit.amount()),
          Integer.toString(credit.priority()));
    }
    Tax tax = (Tax) row;
    return call(
        "Tax", terms, JavaLiterals.quantity(tax.percent()), JavaLiterals.orNull(tax.country()));
  }

  private static String literal(AgreementTerms terms) {
    return call(
        "AgreementTerms",
        JavaLiterals.origin(terms.origin()),
        JavaLiterals.text(terms.code()),
        JavaLiterals.text(terms.name()),
        JavaLiterals.list(terms.accounts()),
        JavaLiterals.orNull(terms.plan()),
        JavaLiterals.list(terms.charges()),
        JavaLiterals.list(terms.areas()),
        JavaLiterals.dateOrNull(terms.from()),
        JavaLiterals.dateOrNull(terms.to()));
  }

  private static String call(String type, String... arguments) {
    return "new " + type + "(" + String.join(", ", arguments) + ")";
  }
}
