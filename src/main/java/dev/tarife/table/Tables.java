package dev.tarife.table;

import dev.tarife.table.agreement.Agreements;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything finance's workbooks say.
 *
 * @param catalogue {@code charges.xlsx}
 * @param usageTypes {@code metering.xlsx}, Usage types, in the order of the sheet
 * @param metering {@code metering.xlsx}, Metering
 * @param contacts {@code metering.xlsx}, Contact fields and Contact records
 * @param prices {@code prices.xlsx}
 * @param allowances {@code allowances.xlsx}, Allowances
 * @param draws {@code allowances.xlsx}, Draws
 * @param homes {@code allowances.xlsx}, Home countries
 * @param card {@code telephony.xlsx}
 * @param scenarios {@code scenarios.xlsx}
 * @param calculator {@code metering.xlsx}, Calculator, in the order of the sheet
 * @param agreements {@code agreements.xlsx}
 * @param sha256 hash of what each workbook says, by file name: the same however it was saved
 */
public record Tables(
    Catalogue catalogue,
    Map<String, Word> usageTypes,
    List<MeteringRow> metering,
    ContactMap contacts,
    List<PriceRow> prices,
    List<AllowanceRow> allowances,
    List<DrawRow> draws,
    HomeCountries homes,
    RateCard card,
    List<Scenario> scenarios,
    List<Question> calculator,
    Agreements agreements,
    SortedMap<String, String> sha256) {
  public Tables {
    usageTypes = Collections.unmodifiableMap(new LinkedHashMap<>(usageTypes));
    metering = List.copyOf(metering);
    prices = List.copyOf(prices);
    allowances = List.copyOf(allowances);
    draws = List.copyOf(draws);
    scenarios = List.copyOf(scenarios);
    calculator = List.copyOf(calculator);
    sha256 = Collections.unmodifiableSortedMap(new TreeMap<>(sha256));
  }
}
