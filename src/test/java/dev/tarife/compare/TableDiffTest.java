package dev.tarife.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import dev.tarife.report.JsonDiffs;
import dev.tarife.report.TextDiffs;
import dev.tarife.sheet.Books;
import dev.tarife.table.SmallTables;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Rows are known by what they are about, and compared cell by cell. */
@NullUnmarked // an empty cell is null
class TableDiffTest {
  private static final Object[] PRICES = {
    "Charge", "Region", "Tier from", "Tier to", "Unit price", "Effective from", "Note"
  };

  private static Object[] row(Object... cells) {
    return cells;
  }

  private static TableSet prices(String name, Object[]... rows) {
    return TableSet.of(name, Map.of("prices.xlsx", Books.sheet("Prices", rows)));
  }

  private static String text(TableDiff diff) throws IOException {
    StringWriter out = new StringWriter();
    // What a check says of such incomplete workbooks is another test's.
    TextDiffs.write(
        new TableDiff(diff.before(), diff.after(), diff.sheets(), List.of(), List.of()), out);
    return out.toString();
  }

  @Test
  void saysNothingOfTheSameCellsHoweverTheyAreOrderedAndSaved() throws Exception {
    TableSet before =
        prices("a", PRICES, row("x", null, null, null, 0.10), row("y", "eu", null, null, 2));
    TableSet after =
        prices(
            "b", PRICES, row("y", "eu", null, null, 2.0), row(), row("x", null, null, null, 0.1));
    TableDiff diff = TableDiff.of(before, after);
    assertThat(diff.isEmpty()).isTrue();
    assertThat(text(diff)).isEqualTo("Before a\nAfter  b\n\nNo cell differs\n");
  }

  @Test
  void aContactFieldIsKnownByItsDaysToo() throws Exception {
    Object[] header = row("Field", "Type", "Effective from", "Effective to");
    LocalDate may = LocalDate.of(2024, 5, 10);
    TableSet before =
        TableSet.of(
            "before",
            Map.of("metering.xlsx", Books.sheet("Contact fields", header, row("Sent", "text"))));
    TableSet after =
        TableSet.of(
            "after",
            Map.of(
                "metering.xlsx",
                Books.sheet(
                    "Contact fields",
                    header,
                    row("Sent", "count", may),
                    row("Sent", "text", null, may))));
    assertThat(text(TableDiff.of(before, after)))
        .contains("Effective to", "2024-05-10", "count")
        .doesNotContain("text ->");
  }

  @Test
  void saysWhichCellsOfARowDifferWhereverItStands() throws Exception {
    LocalDate may = LocalDate.of(2024, 5, 1);
    TableSet before =
        prices(
            "before",
            PRICES,
            row("chat", null, null, null, 0.004, may),
            row("voice", "eu", null, null, 0.018),
            row("gone", null, null, null, 1, null, "old"));
    TableSet after =
        prices(
            "after",
            PRICES,
            row("voice", "eu", null, null, "0.018", null, "as text"),
            row("new", null, null, null, 0.0000001),
            row("chat", null, null, null, 0.0045, may));
    assertThat(text(TableDiff.of(before, after)))
        .isEqualTo(
            """
            Before before
            After  after

            prices.xlsx, Prices: 1 added, 1 removed, 2 changed
              ~ row 2 (was 3) · Charge voice, Region eu
                  E2 Unit price: 0.018 (number) -> 0.018 (text)
                  G2 Note: (empty) -> as text
              + row 3 · Charge new
                  A3 Charge = new
                  E3 Unit price = 0.0000001
              - row 4 · Charge gone
                  A4 Charge = gone
                  E4 Unit price = 1
                  G4 Note = old
              ~ row 4 (was 2) · Charge chat, Effective from 2024-05-01
                  E4 Unit price: 0.004 -> 0.0045

            Rows: 1 added, 1 removed, 2 changed
            """);
  }

  @Test
  void knowsARowWhoseKeyWasEditedWhereThatIsNotInDoubt() throws Exception {
    TableSet before =
        prices("a", PRICES, row("chat", null, 0, 5000, 0.1), row("chat", null, 5000, null, 0.08));
    TableSet after =
        prices("b", PRICES, row("chat", null, 0, 6000, 0.1), row("chat", null, 6000, null, 0.08));
    assertThat(text(TableDiff.of(before, after)))
        .contains(
            """
            prices.xlsx, Prices: 2 changed
              ~ row 2 · Charge chat, Tier from 0
                  D2 Tier to: 5000 -> 6000
              ~ row 3 · Charge chat, Tier from 6000
                  C3 Tier from: 5000 -> 6000
            """);
  }

  @Test
  void leavesRowsApartWhoseKeysWereEditedAndCouldBeEither() {
    TableSet before =
        prices("a", PRICES, row("chat", null, 1, 2, 0.1), row("chat", null, 2, 3, 0.08));
    TableSet after =
        prices("b", PRICES, row("chat", null, 7, 8, 0.1), row("chat", null, 8, 9, 0.08));
    TableDiff diff = TableDiff.of(before, after);
    assertThat(diff.count(RowChange.Kind.ADDED)).isEqualTo(2);
    assertThat(diff.count(RowChange.Kind.REMOVED)).isEqualTo(2);
  }

  @Test
  void pairsRowsOfOneKeyThoseThatAreEqualFirst() {
    Object[] headers = row("Scenario", "Charge", "Kind", "Quantity", "Amount");
    TableSet before =
        TableSet.of(
            "a",
            Map.of(
                "scenarios.xlsx",
                Books.sheet(
                    "Lines",
                    headers,
                    row("V1", "voice", "usage", 7, 1),
                    row("V1", "voice", "usage", 8, 2))));
    TableSet after =
        TableSet.of(
            "b",
            Map.of(
                "scenarios.xlsx",
                Books.sheet(
                    "Lines",
                    headers,
                    row("V1", "voice", "usage", 8, 2),
                    row("V1", "voice", "usage", 7, 3))));
    assertThat(TableDiff.of(before, after).rows().toList())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.kind()).isEqualTo(RowChange.Kind.CHANGED);
              assertThat(row.cells())
                  .singleElement()
                  .satisfies(
                      cell -> {
                        assertThat(cell.column()).isEqualTo("Amount");
                        assertThat(String.valueOf(cell.beforePlace()))
                            .isEqualTo("scenarios.xlsx:Lines!E2");
                        assertThat(String.valueOf(cell.afterPlace()))
                            .isEqualTo("scenarios.xlsx:Lines!E3");
                      });
            });
  }

  @Test
  void saysWhereTheOrderOfRowsCounts() throws Exception {
    Object[] headers = row("Allowance", "Kind");
    TableSet before =
        TableSet.of(
            "a",
            Map.of(
                "allowances.xlsx",
                Books.sheet("Allowances", headers, row("one", "trial"), row("two", "trial"))));
    TableSet after =
        TableSet.of(
            "b",
            Map.of(
                "allowances.xlsx",
                Books.sheet("Allowances", headers, row("two", "trial"), row("one", "trial"))));
    assertThat(text(TableDiff.of(before, after)))
        .isEqualTo(
            """
            Before a
            After  b

            allowances.xlsx, Allowances: no row changed
              the rows stand in another order, which counts in this sheet

            Rows: 0 added, 0 removed, 0 changed
            """);
  }

  @Test
  void saysWhichColumnsAndSheetsAreNewOrGone() throws Exception {
    Map<String, Object[][]> old = new LinkedHashMap<>();
    old.put("Prices", new Object[][] {row("Charge", "Unit price"), row("chat", 1)});
    old.put("Lists", new Object[][] {row("Charge"), row("chat")});
    Map<String, Object[][]> now = new LinkedHashMap<>();
    now.put("Prices", new Object[][] {row("Charge", "Price"), row("chat", 1)});
    now.put("More", new Object[][] {row("A"), row("b")});
    TableDiff diff =
        TableDiff.of(
            TableSet.of("a", Map.of("prices.xlsx", Books.of(old))),
            TableSet.of("b", Map.of("prices.xlsx", Books.of(now))));
    assertThat(text(diff))
        .isEqualTo(
            """
            Before a
            After  b

            prices.xlsx, Prices: 1 changed
              + column Price
              - column Unit price
              ~ row 2 · Charge chat
                  B2 Price: (empty) -> 1
                  B2 Unit price: 1 -> (empty)

            prices.xlsx, More: 1 added
              + column A
              + row 2 · A b
                  A2 A = b

            Rows: 1 added, 0 removed, 1 changed
            """);
  }

  @Test
  void namesTheFaultsAndComparesFaultyRowsAsTheyStand() throws Exception {
    Map<String, byte[]> sound = SmallTables.priced(0.018);
    Map<String, byte[]> faulty = new TreeMap<>(sound);
    faulty.put(
        "prices.xlsx",
        Books.of(
            Map.of(
                "Prices",
                new Object[][] {
                  row("Charge", "Plan", "Region", "Unit price"),
                  row("service", null, null, "0,018"),
                  row("chat", null, null, 0.004)
                }),
            book -> formula(book)));
    TableDiff diff = TableDiff.of(TableSet.of("a", sound), TableSet.of("b", faulty));
    assertThat(diff.faultsBefore()).isEmpty();
    assertThat(diff.faultsAfter().stream().map(Finding::toString))
        .anySatisfy(fault -> assertThat(fault).startsWith("prices.xlsx:Prices!D2: "))
        .anySatisfy(fault -> assertThat(fault).startsWith("prices.xlsx:Prices!D3: "));
    StringWriter out = new StringWriter();
    TextDiffs.write(diff, out);
    assertThat(out.toString())
        .contains("D2 Unit price: 0.018 (number) -> 0,018 (text)\n")
        .contains("D3 Unit price: 0.004 (number) -> (not a plain value)\n")
        .contains("\nErrors in b, whose rows are compared as they stand\n")
        .contains("\n  prices.xlsx:Prices!D2: the unit price (0,018) is text, not a number; ");
  }

  private static void formula(XSSFWorkbook book) {
    book.getSheet("Prices").getRow(2).getCell(3).setCellFormula("1+1");
  }

  @Test
  void refusesAWorkbookThatCannotBeReadAndSaysWhose() {
    TableSet before = prices("a", PRICES);
    TableSet after =
        TableSet.of("b", Map.of("prices.xlsx", "no zip".getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(() -> TableDiff.of(before, after))
        .isInstanceOf(FaultException.class)
        .hasMessageStartingWith("b/prices.xlsx: is ");
  }

  @Test
  void writesJsonWithExactValuesAndTheirTypes() throws Exception {
    TableSet before = prices("a", PRICES, row("chat", null, null, null, 0.1));
    TableSet after = prices("b", PRICES, row("chat", null, null, null, "0.1"));
    TableDiff diff = TableDiff.of(before, after);
    StringWriter out = new StringWriter();
    JsonDiffs.write(
        new TableDiff(diff.before(), diff.after(), diff.sheets(), List.of(), List.of()), out);
    assertThat(out.toString())
        .isEqualTo(
            """
            {
              "before": "a",
              "after": "b",
              "sheets": [
                {
                  "workbook": "prices.xlsx",
                  "sheet": "Prices",
                  "added_columns": [],
                  "removed_columns": [],
                  "reordered": false,
                  "rows": [
                    {
                      "change": "changed",
                      "key": {
                        "Charge": "chat"
                      },
                      "workbook": "prices.xlsx",
                      "sheet": "Prices",
                      "row_before": 2,
                      "row_after": 2,
                      "cells": [
                        {
                          "column": "Unit price",
                          "cell_before": "E2",
                          "cell_after": "E2",
                          "before": {
                            "type": "number",
                            "value": "0.1"
                          },
                          "after": {
                            "type": "text",
                            "value": "0.1"
                          }
                        }
                      ]
                    }
                  ]
                }
              ],
              "faults_before": [],
              "faults_after": []
            }
            """);
  }

  /**
   * A sheet without a key would be compared by whole rows: no cell of it would ever be "changed".
   */
  @Test
  void everySheetThatIsShippedHasAKeyThatTellsItsRowsApart() {
    Map<String, byte[]> shipped = TablesReader.workbooks(Path.of("decision-tables"));
    TableSet tables = TableSet.of("shipped", shipped);
    for (String name : shipped.keySet()) {
      var workbook = tables.workbook(name);
      for (String sheet : workbook.sheets()) {
        if (sheet.equals("Lists")) {
          continue;
        }
        SheetKey key = SheetKey.of(name, sheet);
        assertThat(key.columns()).as(name + ", " + sheet).isNotEmpty();
        SheetRows rows = SheetRows.of(workbook.sheet(sheet));
        List<String> columns = SheetKey.in(rows.headers(), key.columns());
        assertThat(columns).as(name + ", " + sheet).isNotEmpty();
        // A scenario may have the same line twice, and shows that the same record counts once.
        if (!name.equals("scenarios.xlsx") || !List.of("Lines", "Usage").contains(sheet)) {
          assertThat(rows.rows().stream().map(row -> row.texts(columns)))
              .as(name + ", " + sheet)
              .doesNotHaveDuplicates();
        }
      }
    }
  }
}
