package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.table.Condition;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.PriceRow;
import dev.tarife.table.Tables;
import dev.tarife.table.read.TablesReader;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Metering lists the countries in which a carrier's number is bridged, for calls from a number
 * whose type is not told (decision A-90); {@code telephony.xlsx}, Bridging prices them. Both say
 * the same.
 */
class BridgedCountriesTest {
  private final Tables tables = TablesReader.read(Real.TABLES);

  @Test
  void meteringListsTheCountriesOfTheSheetBridging() {
    Set<String> bridged =
        tables.card().rows().stream()
            .filter(price -> price.charge().equals("shared-bridging-outbound"))
            .map(PriceRow::country)
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(bridged).contains("TR", "BR").doesNotContain("US");
    List<MeteringRow> rows =
        tables.metering().stream().filter(row -> has(row, "number_type", "is missing")).toList();
    // Four usage types, each with a row for these countries and one for all others.
    assertThat(rows).hasSize(8);
    for (MeteringRow row : rows) {
      List<Condition> listed =
          row.conditions().stream()
              .filter(condition -> condition.attribute().equals("country"))
              .toList();
      assertThat(listed).as("%s", row.origin()).hasSize(1);
      assertThat(listed.get(0).values())
          .as("the countries of telephony.xlsx, Bridging, in %s", row.origin())
          .containsExactlyInAnyOrderElementsOf(bridged);
    }
    assertThat(rows).filteredOn(row -> has(row, "country", "is one of")).hasSize(4);
    assertThat(rows)
        .filteredOn(row -> has(row, "country", "is none of"))
        .hasSize(4)
        .noneMatch(row -> row.needs().contains("number_type"));
  }

  private static boolean has(MeteringRow row, String attribute, String test) {
    return row.conditions().stream()
        .anyMatch(
            condition ->
                condition.attribute().equals(attribute) && condition.test().word().equals(test));
  }
}
