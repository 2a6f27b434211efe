package dev.tarife.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Findings;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
  private static final Headers HEADERS =
      Headers.needed("Charge", "Unit price").usual("Region", "Day");

  private final Findings findings = new Findings();

  private Table table(Object[]... rows) {
    Workbook workbook = Workbook.open("prices.xlsx", Books.sheet("Prices", rows));
    return Table.of(Objects.requireNonNull(workbook.sheet("Prices")), HEADERS, findings);
  }

  private void read(Object value, BiConsumer<TypedRow, String> reader) {
    Table table =
        table(new Object[] {"Charge", "Unit price", "Region", "Day"}, new Object[] {value, 1});
    TypedRow line = table.lines().get(0);
    reader.accept(line, "Charge");
    assertThat(line.isGood()).isEqualTo(findings.isEmpty());
  }

  @Test
  void readsColumnsInAnyOrderAndSkipsBlankRows() {
    Table table =
        table(
            new Object[] {"Unit price", "Charge", "Region", "Day"},
            new Object[] {0.018, "voice", null, LocalDate.of(2024, 5, 1)},
            new Object[] {},
            new Object[] {0.02, "chat"});
    assertThat(findings).isEmpty();
    assertThat(table.lines()).extracting(l -> l.origin().row()).containsExactly(2, 4);
    TypedRow line = table.lines().get(0);
    assertThat(line.code("Charge")).isEqualTo("voice");
    assertThat(line.decimal("Unit price")).isEqualTo("0.018");
    assertThat(line.date("Day")).isEqualTo("2024-05-01");
    assertThat(line.codeOrNull("Region")).isNull();
  }

  @Test
  void saysEveryFaultOfTheHeadersAtOnce() {
    table(new Object[] {"Charge", "unit price ", "Charge", 5, "Region"}, new Object[] {"a", 1});
    assertThat(findings.list())
        .extracting(Object::toString)
        .containsExactly(
            "prices.xlsx:Prices!1: the column Unit price is missing; add the column",
            "prices.xlsx:Prices!1: warning: the column Day is missing and read as empty; add the"
                + " column",
            "prices.xlsx:Prices!B1: the header (unit price ) is unknown; write Unit price",
            "prices.xlsx:Prices!C1: the header (Charge) stands twice; delete one of the columns",
            "prices.xlsx:Prices!D1: the header (5) is unknown; rename or delete the column; known"
                + " are Charge, Unit price, Region, Day, Note");
  }

  @Test
  void findsASecondTableToTheRightAndBelow() {
    table(
        new Object[] {"Charge", "Unit price", "Region", "Day"},
        new Object[] {"a", 1, null, null, null, "Discount"},
        new Object[] {"b", 1, null, null, null, 5},
        new Object[] {},
        new Object[] {"Charge", "Unit price", "Region", "Day"});
    assertThat(findings.list())
        .extracting(f -> f.place() + " " + f.what())
        .containsExactly(
            "prices.xlsx:Prices!F2 a cell (Discount) stands outside the table",
            "prices.xlsx:Prices!5 the headers stand here again");
  }

  @Test
  void saysThatASheetHasNoHeaders() {
    assertThat(table().lines()).isEmpty();
    assertThat(findings.toString()).contains("prices.xlsx:Prices!A1: the headers are missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0,018 | write the number 0.018,",
        "0.018 USD | write the number 0.018,",
        "0.018\u00A0 | write the number 0.018,",
        "\u201C0.018\u201D | write the number 0.018,",
        "0.018 | write the number 0.018,",
        "1.234,50 | write a number,"
      },
      ignoreLeadingAndTrailingWhitespace = true)
  void saysHowToMendTextThatLooksLikeANumber(String text, String fix) {
    read(text, TypedRow::decimal);
    assertThat(findings.toString()).contains("is text, not a number; " + fix);
  }

  @Test
  void refusesANegativeNumberWithItsCell() {
    read(-0.018, TypedRow::decimal);
    assertThat(findings)
        .hasToString("prices.xlsx:Prices!A2: the charge (-0.018) is negative; write 0 or more");
  }

  @Test
  void refusesAPercentageAndTakesACurrency() {
    for (String format : List.of("0.00%", "\"$\"#,##0.00")) {
      byte[] bytes =
          Books.of(
              Map.of("S", new Object[][] {{"Charge", "Unit price", "Region", "Day"}, {"a", 0.05}}),
              w -> {
                var style = w.createCellStyle();
                style.setDataFormat(w.createDataFormat().getFormat(format));
                w.getSheetAt(0).getRow(1).getCell(1).setCellStyle(style);
              });
      Sheet sheet = Objects.requireNonNull(Workbook.open("w.xlsx", bytes).sheet("S"));
      Findings found = new Findings();
      Table.of(sheet, HEADERS, found).lines().get(0).decimal("Unit price");
      assertThat(found.hasErrors()).isEqualTo(format.endsWith("%"));
    }
  }

  private static Findings formatted(String format, double number) {
    byte[] bytes =
        Books.of(
            Map.of("S", new Object[][] {{"Charge", "Unit price", "Region", "Day"}, {"a", number}}),
            w -> {
              var style = w.createCellStyle();
              style.setDataFormat(w.createDataFormat().getFormat(format));
              w.getSheetAt(0).getRow(1).getCell(1).setCellStyle(style);
            });
    Sheet sheet = Objects.requireNonNull(Workbook.open("w.xlsx", bytes).sheet("S"));
    Findings found = new Findings();
    Table.of(sheet, HEADERS, found).lines().get(0).decimal("Unit price");
    return found;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0\\%",
        "0.0\"%\"",
        "0.0\"\u2030\"",
        "0.0\u2030",
        "0\" cents\"",
        "0.0\" k\"",
        "0\\k",
        "0.0\\ \\M\\i\\o",
        "0\"0\"",
        "\"1\"0.0",
        "#\\.##0",
        "\\-0.00",
        "(0.00)",
        "*90",
        "0.00\" per hour\"",
        "[$%]0",
        "[>=1]0\" k\";0.00",
        "0;-0;\"5\""
      })
  void refusesTextThatMakesAnotherNumberOfTheDigits(String format) {
    assertThat(formatted(format, 12).toString())
        .startsWith(
            "w.xlsx:S!B2: the unit price (12) is shown with text that makes another number of it (")
        .endsWith("; format the cell as a number and write the number that is meant");
  }

  @ParameterizedTest
  @ValueSource(strings = {";;;", "\"free\"", "\"free\";0"})
  void refusesAFormatThatHidesTheNumber(String format) {
    assertThat(formatted(format, 12).hasErrors()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "General",
        "General\\ ",
        "@",
        "0.00########",
        "#,##0.00",
        "# ##0.00",
        "#'##0.00",
        "0.00E+00",
        "# ?/?",
        "# ??/100",
        "+0.00;-0.00",
        "\"$\"#,##0.00",
        "$#,##0.00;[Red]-$#,##0.00",
        "0.00\" USD\"",
        "0.00\\ \\U\\S\\D",
        "[$USD] 0.00",
        "[$$-409]#,##0.00;[Red]-[$$-409]#,##0.00",
        "#,##0.00\\ [$\u20AC-407]",
        "#,##0.00\" kr\"",
        "_-* #,##0.00_-;\\-* #,##0.00_-;_-* \"-\"??_-;_-@_-",
        "_(\"$\"* #,##0.00_);_(\"$\"* (#,##0.00);_(\"$\"* \"-\"??_);_(@_)",
        "0.00_);(0.00)",
        "0.00;0.00;\"free\"",
        "[Color10]0.00",
        "[<1]0.0000;0.00"
      })
  void takesAFormatThatLeavesTheNumberAsItIs(String format) {
    assertThat(formatted(format, 12)).isEmpty();
  }

  @Test
  void neverAdvisesToCutDigitsOffATinyPrice() {
    assertThat(formatted("General", 7.6234102728E-8))
        .hasToString(
            "w.xlsx:S!B2: the unit price (0.000000076234102728) has more than 12 decimals; keep its"
                + " digits and price it per 1,000 or per million (Base per unit in charges.xlsx,"
                + " Units)");
  }

  @Test
  void saysHowToWriteANumberWithMoreDigitsThanACellKeeps() {
    read("107096,7741935484 USD", TypedRow::decimal);
    assertThat(findings.toString())
        .contains("write 107096.7741935484, without anything before or after, in a cell that is")
        .contains("formatted as text");
  }

  @Test
  void neverTakesAnEmptyPriceForZero() {
    table(new Object[] {"Charge", "Unit price", "Region", "Day"}, new Object[] {"a"})
        .lines()
        .get(0)
        .decimal("Unit price");
    assertThat(findings)
        .hasToString(
            "prices.xlsx:Prices!B2: the unit price is missing; write a number, 0 if that is meant");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "voice\"service | has the character \"",
        "voice\\service | has the character \\",
        "$param | has the character $",
        "@{x} | has the character @",
        "a*/b | has the character *",
        "v\u043Eice | has the character U+043E",
        "voice' | has the character '"
      })
  void refusesCodesThatCouldBeSomethingElse(String code, String what) {
    read(code, TypedRow::code);
    assertThat(findings.toString()).contains(what);
  }

  @Test
  void refusesALineBreakInACodeAndSpacesAroundIt() {
    read("a\nend rule", TypedRow::code);
    assertThat(findings.toString()).contains("has the character U+000A");
  }

  @Test
  void refusesSpacesAroundACode() {
    read("voice ", TypedRow::code);
    assertThat(findings.toString()).contains("has a space before or after; write voice");
  }

  @Test
  void namesTheNearestKnownCode() {
    Vocabulary charges =
        Vocabulary.of(List.of("chat", "voice-service", "task"), "charges.xlsx, Charges");
    read("voice-servcie", (line, column) -> line.code(column, charges));
    assertThat(findings)
        .hasToString(
            "prices.xlsx:Prices!A2: the charge (voice-servcie) is unknown; write voice-service, or"
                + " add it to charges.xlsx, Charges");
  }

  @Test
  void namesTheNearestKnownWord() {
    read("graduatd", (line, column) -> line.wordOrNull(column, Map.of("graduated", 1, "flat", 2)));
    assertThat(findings.toString()).endsWith("is none of the known words; write graduated");
  }

  @Test
  void readsListsAndRefusesEmptyPlacesInThem() {
    Table table =
        table(
            new Object[] {"Charge", "Unit price", "Region", "Day"},
            new Object[] {"did; toll-free", 1},
            new Object[] {"did;; uifn;did", 1});
    assertThat(table.lines().get(0).codes("Charge", Vocabulary.ANY))
        .containsExactly("did", "toll-free");
    assertThat(findings).isEmpty();
    table.lines().get(1).codes("Charge", Vocabulary.ANY);
    assertThat(findings.list())
        .extracting(f -> f.what().replaceFirst(".*\\) ", ""))
        .containsExactlyInAnyOrder("has an empty place in its list", "names did twice");
  }

  @Test
  void refusesADateThatIsText() {
    read("2024-05-01", TypedRow::date);
    assertThat(findings.toString()).contains("is text, not a date; format the cell as a date");
  }

  @Test
  void takesTruthValuesAndNumbersForValues() {
    read(true, (line, column) -> assertThat(line.values(column)).containsExactly("true"));
    assertThat(findings).isEmpty();
  }

  @Test
  void readsAnExactFigureFromTextWhereANumberCannotHoldIt() {
    read(
        "107096.7741935484",
        (line, column) -> assertThat(line.decimal(column)).isEqualTo("107096.7741935484"));
    assertThat(findings).isEmpty();
  }

  @Test
  void guessesWithinAFewSlipsOnly() {
    assertThat(SpellingSuggestion.to("Unit prise", List.of("Unit price", "Unit")))
        .isEqualTo("Unit price");
    assertThat(SpellingSuggestion.to("DID", List.of("did"))).isEqualTo("did");
    assertThat(SpellingSuggestion.to("us", List.of("UA", "US"))).isEqualTo("US");
    assertThat(SpellingSuggestion.to("UK", List.of("CK", "GB"))).isNull();
    assertThat(SpellingSuggestion.to("zebra", List.of("Unit price"))).isNull();
  }
}
