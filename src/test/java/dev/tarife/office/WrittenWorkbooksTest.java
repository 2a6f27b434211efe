package dev.tarife.office;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.sheet.Cell;
import dev.tarife.sheet.Row;
import dev.tarife.sheet.Sheet;
import dev.tarife.sheet.Workbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Workbooks that other programs wrote of shipped ones: the script beside the files made them. */
class WrittenWorkbooksTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/tarife/office/writers");
  private static final String ORIGINAL = "original";

  static Stream<Path> readsEveryCellAsItWasWritten() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".xlsx") && !writer(file).equals(ORIGINAL))
          .sorted()
          .toList()
          .stream();
    }
  }

  /** The name of the folder that a workbook lies in. */
  private static String writer(Path file) {
    return file.getName(file.getNameCount() - 2).toString();
  }

  @ParameterizedTest
  @MethodSource
  void readsEveryCellAsItWasWritten(Path written) {
    Path original = FOLDER.resolve(ORIGINAL).resolve(written.getFileName());
    assertThat(cells(written)).containsExactlyElementsOf(cells(original));
  }

  @Test
  void thereAreWorkbooksOfEveryWriter() throws IOException {
    assertThat(readsEveryCellAsItWasWritten().map(WrittenWorkbooksTest::writer))
        .contains(
            "exceljs",
            "fastexcel",
            "libreoffice",
            "poi",
            "poi-streamed",
            "sheetjs",
            "sheetjs-iso-dates");
    assertThat(cells(FOLDER.resolve("original/prices.xlsx")))
        .contains("Prices!N3 DATE 2024-02-29 null")
        .hasSizeGreaterThan(300);
  }

  /** Every cell that holds something, with its type; and what a sheet's reader objects to. */
  private static List<String> cells(Path file) {
    List<String> cells = new ArrayList<>();
    Workbook workbook = Workbook.open(file);
    for (String name : workbook.sheets()) {
      Sheet sheet = Objects.requireNonNull(workbook.sheet(name));
      sheet.findings().forEach(finding -> cells.add(finding.toString()));
      for (Row row : sheet.rows()) {
        for (Cell cell : row.cells()) {
          if (!cell.isEmpty()) {
            String place = cell.place().toString().substring(cell.place().file().length() + 1);
            cells.add(place + " " + cell.kind() + " " + cell + " " + cell.misleading());
          }
        }
      }
    }
    return cells;
  }
}
