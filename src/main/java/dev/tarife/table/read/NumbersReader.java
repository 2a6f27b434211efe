package dev.tarife.table.read;

import dev.tarife.sheet.Headers;
import dev.tarife.sheet.TypedRow;
import dev.tarife.sheet.Vocabulary;
import dev.tarife.table.ContactRow.CountryOf;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.NumberRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads {@code metering.xlsx}, Numbers: what a number of ours is, by its type. */
final class NumbersReader {
  static final String SHEET = "Numbers";

  private static final Headers HEADERS =
      Headers.needed("Number type", "Usage type", "Country of")
          .free(EffectiveDates.FROM, EffectiveDates.TO);
  private static final Map<String, CountryOf> COUNTRY_OF =
      WorkbookReading.words(CountryOf.values(), CountryOf::word);

  private NumbersReader() {}

  /**
   * Reads the sheet; a workbook without it has no rows.
   *
   * @param usageTypes that a row may name
   * @param numberTypes likewise
   */
  static List<NumberRow> read(WorkbookReading book, Vocabulary usageTypes, Vocabulary numberTypes) {
    List<NumberRow> rows = new ArrayList<>();
    if (!book.sheets().contains(SHEET)) {
      return rows;
    }
    for (TypedRow line : book.lines(SHEET, HEADERS)) {
      String numberType = line.codeOrNull("Number type", numberTypes);
      String usageType = line.code("Usage type", usageTypes);
      NumberRow row =
          new NumberRow(
              numberType,
              usageType.equals(MeteringRow.NOT_CHARGED) ? null : usageType,
              line.word("Country of", COUNTRY_OF, CountryOf.OUR_NUMBER),
              EffectiveDates.of(line),
              line.origin());
      rows.stream()
          .filter(above -> above.numberType() == null || above.numberType().equals(numberType))
          .filter(above -> row.dates().isWithin(above.dates()))
          .findFirst()
          .ifPresent(
              above ->
                  line.error(
                      "number-row-hidden",
                      "Number type",
                      "this row is never used: row "
                          + above.origin().row()
                          + " above already applies to all of its numbers",
                      "move it above that row, or delete it"));
      if (line.isGood()) {
        rows.add(row);
      }
    }
    return rows;
  }
}
