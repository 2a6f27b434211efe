package dev.tarife.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.compare.TableDiff;
import dev.tarife.compare.TableSet;
import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import dev.tarife.model.Place;
import dev.tarife.table.SmallTables;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

/** Faulty cells are coloured and commented, and nothing else changes. */
class AnnotationsTest {
  private static final Map<String, byte[]> TABLES = SmallTables.priced(0.018);
  private static final Finding FAULT =
      Finding.error(
          "cell-number",
          Place.cell("prices.xlsx", "Prices", 2, 9),
          "the unit price (0,018) is text",
          "write 0.018");
  private static final Finding DOUBT =
      Finding.warning(
          "unusual",
          Place.cell("prices.xlsx", "Prices", 3, 9),
          "the unit price is ten times that of others",
          "check it");

  private static XSSFWorkbook annotated(Finding... findings) throws Exception {
    byte[] bytes = Annotations.of(TABLES, List.of(findings)).get("prices.xlsx");
    return new XSSFWorkbook(new ByteArrayInputStream(bytes));
  }

  @Test
  void colourAndCommentSayWhatIsWrong() throws Exception {
    try (XSSFWorkbook book = annotated(FAULT, DOUBT)) {
      XSSFCell faulty = book.getSheet("Prices").getRow(1).getCell(9);
      assertThat(faulty.getNumericCellValue()).isEqualTo(0.018);
      assertThat(faulty.getCellStyle().getFillPattern())
          .isEqualTo(FillPatternType.SOLID_FOREGROUND);
      assertThat(faulty.getCellStyle().getFillForegroundColorColor().getARGBHex())
          .isEqualTo("FFFFA8A0");
      assertThat(faulty.getCellComment().getString().getString())
          .isEqualTo("Error: the unit price (0,018) is text; write 0.018");
      XSSFCell doubtful = book.getSheet("Prices").getRow(2).getCell(9);
      assertThat(doubtful.getCellStyle().getFillForegroundColorColor().getARGBHex())
          .isEqualTo("FFFFE082");
      assertThat(doubtful.getCellComment().getString().getString())
          .isEqualTo("Worth a look: the unit price is ten times that of others; check it");
      XSSFCell other = book.getSheet("Prices").getRow(1).getCell(0);
      assertThat(other.getCellComment()).isNull();
      assertThat(other.getCellStyle().getFillPattern()).isEqualTo(FillPatternType.NO_FILL);
    }
  }

  @Test
  void severalFindingsOfACellShareItsComment() throws Exception {
    Finding same = Finding.warning("unusual", FAULT.place(), "it is dear", "check it");
    try (XSSFWorkbook book = annotated(FAULT, same)) {
      XSSFCell cell = book.getSheet("Prices").getRow(1).getCell(9);
      assertThat(cell.getCellComment().getString().getString())
          .isEqualTo(
              "Error: the unit price (0,018) is text; write 0.018\n"
                  + "Worth a look: it is dear; check it");
      assertThat(cell.getCellStyle().getFillForegroundColorColor().getARGBHex())
          .isEqualTo("FFFFA8A0");
    }
  }

  @Test
  void aFindingWithoutCellStandsAtTheBeginningOfWhatItNames() throws Exception {
    try (XSSFWorkbook book =
        annotated(
            Finding.error("row", new Place("prices.xlsx", "Prices", 3, -1), "of a row", "fix"),
            Finding.error("file", Place.ofFile("prices.xlsx"), "of the file", "fix"))) {
      assertThat(
              book.getSheet("Prices").getRow(2).getCell(0).getCellComment().getString().toString())
          .isEqualTo("Error: of a row; fix");
      assertThat(book.getSheetAt(0).getRow(0).getCell(0).getCellComment().getString().toString())
          .isEqualTo("Error: of the file; fix");
    }
  }

  @Test
  void noValueIsChanged() {
    Map<String, byte[]> annotated = Annotations.of(TABLES, List.of(FAULT, DOUBT));
    assertThat(annotated).containsOnlyKeys(TABLES.keySet());
    TableDiff diff = TableDiff.of(TableSet.of("a", TABLES), TableSet.of("b", annotated));
    assertThat(diff.isEmpty()).isTrue();
    assertThat(diff.faultsAfter()).isEmpty();
    assertThat(annotated.get("charges.xlsx")).isSameAs(TABLES.get("charges.xlsx"));
  }

  @Test
  void theSameFindingsGiveTheSameBytes() {
    assertThat(Annotations.of(TABLES, List.of(FAULT)).get("prices.xlsx"))
        .isEqualTo(Annotations.of(TABLES, List.of(FAULT)).get("prices.xlsx"));
  }

  @Test
  void whatTheStrictReaderRefusesNeverReachesTheLibrary() {
    Map<String, byte[]> unread = Map.of("prices.xlsx", "no zip".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Annotations.of(unread, List.of(FAULT)))
        .isInstanceOf(FaultException.class)
        .hasMessageStartingWith("prices.xlsx: is ");
  }
}
