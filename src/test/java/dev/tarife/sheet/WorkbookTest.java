package dev.tarife.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.model.FaultException;
import dev.tarife.sheet.ooxml.NumberFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkbookTest {
  private static final byte[] SOUND = Books.sheet("S", new Object[] {"a", 0.018});

  private static Sheet only(byte[] bytes) {
    Workbook workbook = Workbook.open("w.xlsx", bytes);
    return Objects.requireNonNull(workbook.sheet(workbook.sheets().iterator().next()));
  }

  private static Cell first(byte[] bytes) {
    return only(bytes).rows().get(0).cells().get(0);
  }

  private static byte[] number(String text) {
    return Books.cell("<c r=\"A1\"><v>" + text + "</v></c>");
  }

  @ParameterizedTest
  @CsvSource({
    "2.2000000000000001E-3, 0.0022",
    "0.0022, 0.0022",
    "1.7999999999999999E-2, 0.018",
    "0.018, 0.018",
    "5000000, 5000000",
    "5E6, 5000000",
    "0.10000000000000001, 0.1",
    "267.7419354839, 267.7419354839",
    "-0.5, -0.5",
    "0, 0"
  })
  void readsTheDecimalThatWasTypedWhicheverProgramWroteIt(String xml, String typed) {
    assertThat(first(number(xml)).number()).isEqualTo(Books.decimal(typed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E308", "NaN", "INF", "1E-300", "1E999999999", "1e", "--1", "0x10"})
  void refusesNumbersThatNobodyMeans(String xml) {
    assertThat(only(number(xml)).findings().toString()).startsWith("w.xlsx:S!A1: holds a number");
  }

  @Test
  void refusesANumberOf400Digits() {
    assertThat(only(number("1".repeat(400))).findings().hasErrors()).isTrue();
  }

  @Test
  void refusesAComputedNumberAndSaysTheFigureToPaste() {
    assertThat(only(number("0.30000000000000004")).findings())
        .hasToString("w.xlsx:S!A1: holds a computed number (0.30000000000000004); write 0.3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.2000000000000002 | write 1.2",
        "107096.7741935484 | if every digit is meant, format the cell as text and write"
            + " 107096.7741935484; else",
        "0.33333333333333331 | write the number that is meant, to its last digit",
        "1234.5678901234567 | write the number that is meant, to its last digit"
      })
  void neverAdvisesToLoseADigit(String xml, String fix) {
    assertThat(only(number(xml)).findings().toString())
        .contains("holds a computed number (" + xml + "); " + fix);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-01-01",
        "2024-01-01T00:00",
        "2024-01-01T00:00:00",
        "2024-01-01T00:00:00.000",
        "2024-01-01T00:00Z",
        "2024-01-01T00:00:00Z",
        "2024-01-01T00:00:00.000Z",
        "2024-01-01T00:00:00.000000Z",
        "2024-01-01T00:00:00+00:00",
        "2024-01-01T00:00:00.0-00:00",
        " 2024-01-01T00:00:00+0000 "
      })
  void readsAnIsoDateInEveryFormThatIsMidnight(String text) {
    assertThat(first(isoDate(text)).date()).isEqualTo("2024-01-01");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-01T00:00:01Z, holds a time of day",
    "2024-01-01T00:00:00.001Z, holds a time of day",
    "2024-01-01T12:00, holds a time of day",
    "2024-01-01T00:00:00+02:00, holds a time of day",
    "2024-01-01T24:00:00Z, holds a time of day",
    "2024-02-30, holds no date",
    "12:00:00, holds no date",
    "2024-1-1, holds no date",
    "1899-12-31T00:00:00Z, holds a date before"
  })
  void refusesAnIsoDateWithATimeOfDay(String text, String what) {
    assertThat(only(isoDate(text)).findings().toString()).startsWith("w.xlsx:S!A1: " + what);
  }

  private static byte[] isoDate(String text) {
    return Books.cell("<c r=\"A1\" t=\"d\"><v>" + text + "</v></c>");
  }

  @Test
  void refusesAFormulaWithItsAddress() {
    Sheet sheet = only(Books.cell("<c r=\"A1\"><f>1+1</f><v>2</v></c>"));
    assertThat(sheet.findings())
        .hasToString(
            "w.xlsx:S!A1: holds a formula; paste the value in its place (Paste Special, Values)");
    assertThat(sheet.rows().get(0).cells().get(0).kind()).isEqualTo(Cell.Kind.REFUSED);
  }

  @Test
  void refusesAnErrorCell() {
    assertThat(only(Books.cell("<c r=\"A1\" t=\"e\"><v>#REF!</v></c>")).findings().toString())
        .contains("holds an error (#REF!)");
  }

  @Test
  void refusesInvisibleCharactersHoweverTheyAreWritten() {
    for (String text : new String[] {"a\u200Bb", "a\u202Eb", "a_x0007_b", "\uFEFFa", "a\u2028b"}) {
      byte[] bytes = Books.cell("<c r=\"A1\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>");
      assertThat(only(bytes).findings().toString())
          .as(text)
          .contains("w.xlsx:S!A1: holds an invisible character (U+");
    }
  }

  @Test
  void readsDatesByTheirFormat() {
    byte[] bytes =
        Books.sheet("S", new Object[] {java.time.LocalDate.of(2024, 5, 31), 45443, true});
    Row row = only(bytes).rows().get(0);
    assertThat(row.cell(0).date()).isEqualTo("2024-05-31");
    assertThat(row.cell(1).kind()).isEqualTo(Cell.Kind.NUMBER);
    assertThat(row.cell(2).bool()).isTrue();
    assertThat(row.cell(7).isEmpty()).isTrue();
  }

  @Test
  void reportsMergedHiddenAndFilteredCellsAllAtOnce() {
    byte[] bytes =
        Books.of(
            Map.of("S", new Object[][] {{"a", "b", "c"}, {1, 2, 3}, {4, 5, 6}}),
            (XSSFWorkbook w) -> {
              w.getSheetAt(0).addMergedRegion(new CellRangeAddress(1, 2, 0, 0));
              w.getSheetAt(0).getRow(2).setZeroHeight(true);
              w.getSheetAt(0).setColumnHidden(1, true);
              w.createSheet("T");
              w.setSheetVisibility(1, org.apache.poi.ss.usermodel.SheetVisibility.VERY_HIDDEN);
            });
    Workbook workbook = Workbook.open("w.xlsx", bytes);
    assertThat(Objects.requireNonNull(workbook.sheet("S")).findings().list())
        .extracting(f -> f.place() + " " + f.what())
        .containsExactly(
            "w.xlsx:S!B1 the column is hidden",
            "w.xlsx:S!A2 the cells A2:A3 are merged",
            "w.xlsx:S!3 the row is hidden");
    assertThat(Objects.requireNonNull(workbook.sheet("T")).findings().toString())
        .contains("the sheet is hidden");
  }

  @Test
  void refusesWhatIsNoWorkbook(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("t.xlsx"), "Charge,Unit price");
    Path empty = Files.createFile(folder.resolve("e.xlsx"));
    Path directory = Files.createDirectory(folder.resolve("d.xlsx"));
    assertRefused(text, "t.xlsx: is not an .xlsx workbook; save it as .xlsx");
    assertRefused(empty, "e.xlsx: is empty");
    assertRefused(directory, "d.xlsx: is a folder");
    assertRefused(folder.resolve("n.xlsx"), "n.xlsx: is missing");
    assertRefused(Files.write(folder.resolve("m.xlsm"), SOUND), "m.xlsm: is no .xlsx file");
  }

  private static void assertRefused(Path path, String message) {
    assertThatThrownBy(() -> Workbook.open(path))
        .isInstanceOf(FaultException.class)
        .hasMessageStartingWith(message);
  }

  private static void assertRefused(byte[] bytes, String message) {
    assertThatThrownBy(() -> only(bytes))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesATruncatedWorkbookWhereverItEnds() {
    for (int size = 1; size < SOUND.length; size += 97) {
      byte[] part = Arrays.copyOf(SOUND, size);
      assertThatThrownBy(() -> only(part)).isInstanceOf(FaultException.class);
    }
  }

  @Test
  void refusesAWorkbookOfWhichAnyByteOfASheetHasChanged() {
    byte[] changed = SOUND.clone();
    int directory = new String(changed, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
    for (int i = directory - 20; i > directory - 60; i--) {
      changed[i] ^= 0x55;
    }
    assertThatThrownBy(
            () -> {
              Workbook workbook = Workbook.open("w.xlsx", changed);
              workbook.sheet("S");
            })
        .hasMessageContaining("w.xlsx: is damaged");
  }

  @Test
  void refusesTwoPartsOfOneNameAndWhatFollowsTheArchive() {
    byte[] twice =
        Books.changed(SOUND, Map.of(), Map.of("XL/worksheets/SHEET1.xml", new byte[] {'<'}));
    assertRefused(twice, "it holds the part XL/worksheets/SHEET1.xml twice");
    assertRefused(Arrays.copyOf(SOUND, SOUND.length + 1), "its directory is missing");
  }

  @Test
  void refusesABomb() {
    byte[] zeros = new byte[20 << 20];
    Arrays.fill(zeros, (byte) ' ');
    assertRefused(
        Books.changed(SOUND, Map.of(), Map.of("xl/worksheets/sheet1.xml", zeros)),
        "unpacks to more than 100 times its size");
  }

  @Test
  void refusesAPartBeyondTheLimits() {
    assertThatThrownBy(
            () -> Workbook.open("w.xlsx", SOUND, new Limits(1 << 20, 100, 1 << 20, 100, 10)))
        .hasMessageContaining("unpacks to more than it may");
    assertThatThrownBy(() -> Workbook.open("w.xlsx", SOUND, new Limits(10, 1, 1, 1, 1)))
        .hasMessageContaining("more than 10");
  }

  @Test
  void refusesMoreCellsThanTheLimit() {
    Workbook workbook =
        Workbook.open("w.xlsx", SOUND, new Limits(1 << 20, 1 << 20, 1 << 20, 100, 1));
    assertThatThrownBy(() -> workbook.sheet("S")).hasMessageContaining("more than 1 filled cells");
  }

  @Test
  void readsASheetWhoseUsedRangeHasAMillionRows() {
    byte[] bytes =
        Books.changed(
            SOUND,
            Map.of(
                "xl/worksheets/sheet1.xml",
                xml ->
                    xml.replace(
                        "</sheetData>",
                        "<row r=\"1048576\"><c r=\"XFD1048576\" s=\"0\"/></row></sheetData>")),
            Map.of());
    assertThat(only(bytes).rows()).hasSize(1);
  }

  @Test
  void refusesDocumentTypesAndEntities() {
    String doctype =
        "<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY y \"&x;&x;\">]>";
    for (String part :
        new String[] {
          "xl/worksheets/sheet1.xml",
          "xl/sharedStrings.xml",
          "xl/workbook.xml",
          "[Content_Types].xml"
        }) {
      assertRefused(
          Books.changed(
              SOUND, Map.of(part, xml -> xml.replaceFirst("\\?>", "?>" + doctype)), Map.of()),
          "document type");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xl/vbaProject.bin",
        "xl/embeddings/oleObject1.bin",
        "xl/externalLinks/externalLink1.xml",
        "xl/connections.xml",
        "xl/macrosheets/sheet1.xml",
        "xl/activeX/activeX1.xml"
      })
  void refusesPartsThatRunOrLinkElsewhere(String part) {
    assertRefused(
        Books.changed(SOUND, Map.of(), Map.of(part, new byte[] {1})), "macros, embedded objects");
  }

  @Test
  void refusesAMacroWorkbookThatIsNamedXlsx() {
    assertRefused(
        Books.changed(
            SOUND,
            Map.of(
                "[Content_Types].xml",
                xml ->
                    xml.replace(
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                        "application/vnd.ms-excel.sheet.macroEnabled.main+xml")),
            Map.of()),
        "is a workbook with macros");
  }

  @Test
  void judgesContentTypesByThePartsThatExist() {
    String binary =
        "<Default Extension=\"bin\""
            + " ContentType=\"application/vnd.ms-excel.sheet.binary.macroEnabled.main\"/>"
            + "<Override PartName=\"/xl/vba.xml\" ContentType=\"application/vnd.ms-office.vbaProject\"/>"
            + "</Types>";
    byte[] declared =
        Books.changed(
            SOUND, Map.of("[Content_Types].xml", xml -> xml.replace("</Types>", binary)), Map.of());
    assertThat(first(declared).text()).isEqualTo("a");
    for (String part : new String[] {"xl/workbook.bin", "xl/any/B.BIN", "xl/vba.xml"}) {
      assertRefused(
          Books.changed(declared, Map.of(), Map.of(part, new byte[] {1})),
          "is a workbook with macros");
    }
  }

  @Test
  void refusesALinkToAnotherFileButNotAHyperlink() {
    String relation =
        "<?xml version=\"1.0\"?><Relationships><Relationship Id=\"r1\" Type=\"http://x/%s\""
            + " Target=\"http://example.com\" TargetMode=\"External\"/></Relationships>";
    assertRefused(linked(String.format(relation, "oleObject")), "links to another file");
    assertThat(first(linked(String.format(relation, "hyperlink"))).text()).isEqualTo("a");
  }

  private static byte[] linked(String relations) {
    return Books.changed(
        SOUND,
        Map.of(),
        Map.of("xl/worksheets/_rels/sheet1.xml.rels", relations.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void refusesAnEncryptedOrOldWorkbook() {
    byte[] ole = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0};
    assertRefused(ole, "protected by a password or an old .xls file");
  }

  @ParameterizedTest
  @CsvSource({
    "0.00%, PERCENT",
    "yyyy-mm-dd, DATE",
    "[h]:mm, DATE",
    "0.0000####, NUMBER",
    "'#,##0.00 \"USD\"', NUMBER",
    "[$-409]d mmm, DATE",
    "[Red]0.00, NUMBER",
    "General, NUMBER",
    "0\\%, NUMBER"
  })
  void knowsWhatAFormatShows(String code, NumberFormat.Kind shown) {
    assertThat(NumberFormat.ofCode(code).kind()).isEqualTo(shown);
    assertThat(NumberFormat.ofCode(code).scaled()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'[$€-407] #,##0.00', €",
    "'\"$\"#,##0.00_);(\"$\"#,##0.00)', $",
    "'#,##0.00\\ \"TL\"', TL",
    "'#,##0.00 \"EUR\"', EUR",
    "'[$CHF] 0.00', CHF",
    "£0.00, £",
    "'[$-407]#,##0.00',",
    "'0.00 \"per minute\"',",
    "'#,##0.0000####',"
  })
  void knowsTheCurrencyThatAFormatShows(String code, @Nullable String currency) {
    assertThat(NumberFormat.ofCode(code).currency()).isEqualTo(currency);
    assertThat(NumberFormat.ofCode(code).scaled()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"'0.0,'", "'#,##0,,\"M\"'", "'0,\"k\";-0,\"k\"'"})
  void knowsAFormatThatShowsThousands(String code) {
    assertThat(NumberFormat.ofCode(code).scaled()).isTrue();
  }
}
