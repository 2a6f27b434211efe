package dev.tarife.table.read;

import dev.tarife.model.Instance;
import dev.tarife.sheet.Vocabulary;
import dev.tarife.table.Catalogue;
import dev.tarife.table.agreement.Agreements;
import java.util.LinkedHashSet;
import java.util.Set;

/** The codes of {@code charges.xlsx} that the other workbooks may use. */
record KnownCodes(
    Vocabulary charges,
    Vocabulary units,
    Vocabulary regions,
    Vocabulary countries,
    Vocabulary numberTypes,
    Vocabulary plans) {
  /** These codes, with those of agreements among the charges: what a line may be of. */
  KnownCodes with(Agreements agreements) {
    return new KnownCodes(
        charges.plus(
            agreements.all().stream().map(each -> each.terms().code()).toList(),
            ChargesReader.FILE + ", Charges"),
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
