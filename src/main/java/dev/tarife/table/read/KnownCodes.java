package dev.tarife.table.read;

import dev.tarife.model.Instance;
import dev.tarife.sheet.Vocabulary;
import dev.tarife.table.AllowanceRow;
import dev.tarife.table.Catalogue;
import dev.tarife.table.agreement.Agreements;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The codes of {@code charges.xlsx} that the other workbooks may use. */
record KnownCodes(
    Vocabulary charges,
    Vocabulary units,
    Vocabulary regions,
    Vocabulary countries,
    Vocabulary numberTypes,
    Vocabulary plans) {
  /**
   * These codes, with those of agreements and of allowances in money among the charges: what a line
   * may be of.
   */
  KnownCodes with(Agreements agreements, Collection<AllowanceRow> allowances) {
    List<String> more =
        new ArrayList<>(agreements.all().stream().map(each -> each.terms().code()).toList());
    allowances.stream()
        .filter(row -> row.measure() == AllowanceRow.Measure.MONEY)
        .forEach(row -> more.add(row.code()));
    return new KnownCodes(
        charges.plus(more, ChargesReader.FILE + ", Charges"),
        units,
        regions,
        countries,
        numberTypes,
        plans);
  }

  static KnownCodes of(Catalogue catalogue) {
    Set<String> plans = new LinkedHashSet<>(catalogue.plans().keySet());
    if (!plans.isEmpty()) {
      plans.add(Instance.STANDARD);
    }
    return new KnownCodes(
        ChargesReader.vocabulary(catalogue.charges().keySet(), "Charges"),
        ChargesReader.vocabulary(catalogue.units().keySet(), "Units"),
        ChargesReader.vocabulary(catalogue.regions().keySet(), "Regions"),
        ChargesReader.vocabulary(catalogue.countries().keySet(), "Countries"),
        ChargesReader.vocabulary(catalogue.numberTypes().keySet(), "Number types"),
        ChargesReader.vocabulary(plans, "Plans"));
  }
}
