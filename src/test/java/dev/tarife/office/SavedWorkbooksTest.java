package dev.tarife.office;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.Needs;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.sheet.Books;
import dev.tarife.table.read.ReadTables;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.xssf.model.SharedStringsTable;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped workbooks, as LibreOffice saves them and as Excel lays them out. */
class SavedWorkbooksTest {
  private static final Path SHIPPED = Path.of("decision-tables");
  private static final Pattern NUMBER =
      Pattern.compile("(<c [^>]*t=\"n\"[^>]*>)<v>(-?[0-9.]+)</v>");
  private static final Pattern SHARED = Pattern.compile("<c ([^>]*)t=\"s\"([^>]*)><v>([0-9]+)</v>");

  @TempDir private Path folder = Path.of("");

  @Test
  @Tag("outside")
  void whatLibreOfficeSavesReadsAsItWas() {
    Needs.program("soffice");
    Map<String, byte[]> shipped = TablesReader.workbooks(SHIPPED);
    Map<String, byte[]> saved = new TreeMap<>();
    shipped.forEach(
        (name, bytes) -> {
          try {
            Path copy = Files.write(folder.resolve(name), bytes);
            LibreOffice.save(copy);
            saved.put(name, Files.readAllBytes(copy));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    assertSame(saved, shipped);
  }

  @Test
  @Tag("outside")
  void aPriceThatIsTypedInLibreOfficeReadsExactly() throws IOException {
    Needs.program("soffice");
    for (Path workbook : list(SHIPPED)) {
      Files.copy(workbook, folder.resolve(workbook.getFileName()));
    }
    for (String price : List.of("0.0022", "0.1", "0.00581", "123456.789", "40")) {
      LibreOffice.edit(folder.resolve("prices.xlsx"), "Prices", "J2", price);
      assertThat(TablesReader.read(folder).prices().get(0).unitPrice()).hasToString(price);
    }
    LibreOffice.edit(folder.resolve("prices.xlsx"), "Prices", "J2", "0,018");
    assertThat(texts(TablesReader.check(folder).findings()))
        .anyMatch(
            text ->
                text.startsWith(
                    "prices.xlsx:Prices!J2: the unit price (0,018) is text, not a number"));
  }

  /**
   * Excel writes 17 digits of a double: 2.2000000000000001E-3; others write texts into the cell.
   */
  @Test
  void whatExcelLaysOutReadsAsItWas() throws Exception {
    Map<String, byte[]> shipped = TablesReader.workbooks(SHIPPED);
    Map<String, byte[]> laidOut = new TreeMap<>();
    int[] changed = new int[1];
    for (Map.Entry<String, byte[]> workbook : shipped.entrySet()) {
      List<String> texts = texts(SHIPPED.resolve(workbook.getKey()));
      Map<String, UnaryOperator<String>> changes = new HashMap<>();
      for (int sheet = 1; sheet <= 12; sheet++) {
        changes.put(
            "xl/worksheets/sheet" + sheet + ".xml",
            xml -> {
              String numbers = NUMBER.matcher(xml).replaceAll(match -> doubled(match, changed));
              return SHARED.matcher(numbers).replaceAll(match -> inline(match, texts));
            });
      }
      laidOut.put(workbook.getKey(), Books.changed(workbook.getValue(), changes, Map.of()));
    }
    assertThat(changed[0]).isGreaterThan(1000);
    assertSame(laidOut, shipped);
  }

  private static String doubled(MatchResult match, int[] changed) {
    BigDecimal digits =
        new BigDecimal(Double.parseDouble(match.group(2))).round(new MathContext(17));
    if (digits.compareTo(new BigDecimal(match.group(2))) != 0) {
      changed[0]++;
    }
    return java.util.regex.Matcher.quoteReplacement(
        match.group(1) + "<v>" + digits.stripTrailingZeros() + "</v>");
  }

  private static String inline(MatchResult match, List<String> texts) {
    String text =
        texts
            .get(Integer.parseInt(match.group(3)))
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;");
    return java.util.regex.Matcher.quoteReplacement(
        "<c "
            + match.group(1)
            + "t=\"inlineStr\""
            + match.group(2)
            + "><is><t xml:space=\"preserve\">"
            + text
            + "</t></is>");
  }

  private static List<String> texts(Path workbook) throws Exception {
    List<String> texts = new ArrayList<>();
    try (XSSFWorkbook book =
        new XSSFWorkbook(
            OPCPackage.open(workbook.toFile(), org.apache.poi.openxml4j.opc.PackageAccess.READ))) {
      SharedStringsTable table = book.getSharedStringSource();
      for (int i = 0; i < table.getUniqueCount(); i++) {
        texts.add(table.getItemAt(i).getString());
      }
    }
    return texts;
  }

  /** Another file, the same tables: not a finding more, and the same hash. */
  private static void assertSame(Map<String, byte[]> saved, Map<String, byte[]> shipped) {
    ReadTables now = TablesReader.check(saved);
    ReadTables before = TablesReader.check(shipped);
    assertThat(now.findings())
        .extracting(Finding::toString)
        .containsExactlyElementsOf(texts(before.findings()));
    assertThat(now.orThrow().sha256()).isEqualTo(before.orThrow().sha256());
    saved.forEach(
        (name, bytes) ->
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .as(name)
                .isNotEqualTo(new String(shipped.get(name), StandardCharsets.ISO_8859_1)));
  }

  private static List<String> texts(Findings findings) {
    List<String> texts = new ArrayList<>();
    findings.forEach(finding -> texts.add(finding.toString()));
    return texts;
  }

  private static List<Path> list(Path of) throws IOException {
    try (var files = Files.list(of)) {
      return files.filter(file -> file.toString().endsWith(".xlsx")).toList();
    }
  }
}
