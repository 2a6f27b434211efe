package dev.tarife.web.pages.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Origin;
import dev.tarife.model.Place;
import dev.tarife.web.pages.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;

class ReviewTest {
  private static final String PRICES = "prices.xlsx";

  private final Findings findings = new Findings();

  @BeforeEach
  void english() {
    LocaleContextHolder.setLocale(Locale.ENGLISH);
  }

  @AfterEach
  void anyLanguage() {
    LocaleContextHolder.resetLocaleContext();
  }

  @Test
  void aFaultStandsOnItsCellBetweenItsNeighbours() throws IOException {
    findings.error("number", Place.cell(PRICES, "Prices", 12, 9), "is negative", "write 0 or more");

    MarkedSheet sheet = review().sheets().get(0);

    assertThat(sheet.lines())
        .extracting(MarkedSheet.MarkedRow::number)
        .containsExactly(1, 11, 12, 13);
    assertThat(sheet.lines())
        .extracting(MarkedSheet.MarkedRow::skipped)
        .containsExactly(0, 9, 0, 0);
    assertThat(sheet.lines().get(0).cells().get(9).text()).isEqualTo("Unit price");
    MarkedSheet.MarkedCell cell = sheet.lines().get(2).cells().get(9);
    assertThat(cell.isFaulty()).isTrue();
    assertThat(cell.isNumber()).isTrue();
    assertThat(cell.notes()).isEqualTo("note-1");
    assertThat(sheet.lines().get(2).said())
        .extracting(NumberedFinding::where)
        .containsExactly("Prices!J12");
    assertThat(sheet.lines().get(1).said()).isEmpty();
  }

  @Test
  void numbersAreWrittenAsTheLanguageDoes() throws IOException {
    LocaleContextHolder.setLocale(Locale.forLanguageTag("tr"));
    findings.warning("price", Place.cell(PRICES, "Prices", 2, 9), "is odd", "look");

    MarkedSheet.MarkedCell cell = review().sheets().get(0).lines().get(1).cells().get(9);

    assertThat(cell.text()).isEqualTo("0,018");
    assertThat(cell.isFaulty()).isFalse();
  }

  @Test
  void errorsComeFirstAndOnePlaceHasOneAnchor() throws IOException {
    Place place = Place.cell(PRICES, "Prices", 3, 0);
    findings.warning("a", Place.ofFile("charges.xlsx"), "is old", "look");
    findings.error("b", place, "is unknown", "write another");
    findings.error("c", place, "is too long", "write less");

    Review review = review();

    assertThat(review.remarks())
        .extracting(NumberedFinding::anchor)
        .containsExactly("at-1", "at-1", "at-3");
    assertThat(review.errors()).isEqualTo(2);
    assertThat(review.warnings()).isEqualTo(1);
    assertThat(review.unplaced())
        .extracting(NumberedFinding::where)
        .containsExactly("charges.xlsx");
  }

  @Test
  void rowsThatAreInvolvedAreShownToo() throws IOException {
    findings.add(
        Finding.error("rivals", Place.row(new Origin(PRICES, "Prices", 20)), "wins twice", "delete")
            .of(new Origin(PRICES, "Prices", 20), new Origin(PRICES, "Prices", 5)));

    MarkedSheet sheet = review().sheets().get(0);

    assertThat(sheet.lines())
        .extracting(MarkedSheet.MarkedRow::number)
        .containsExactly(1, 5, 19, 20, 21);
    assertThat(sheet.lines().get(3).isFaulty()).isTrue();
  }

  @Test
  void aThousandFindingsAreCutAndCounted() throws IOException {
    for (int row = 2; row <= 1001; row++) {
      findings.error("a", Place.cell(PRICES, "Prices", row, 0), "is unknown", "write another");
    }

    Review review = review();

    assertThat(review.remarks()).hasSize(200);
    assertThat(review.more()).isEqualTo(800);
  }

  @Test
  void aSheetThatCannotBeReadIsOnlyNamed() {
    findings.error("sheet", Place.sheet(PRICES, "Prices"), "is missing", "add it");

    Review review = Review.of(Map.of(PRICES, new byte[] {1, 2, 3}), findings, new Figures());

    assertThat(review.sheets()).extracting(MarkedSheet::sheet).containsExactly("Prices");
    assertThat(review.sheets().get(0).lines()).isEqualTo(List.of());
  }

  private Review review() throws IOException {
    byte[] prices = Files.readAllBytes(Path.of("decision-tables", PRICES));
    return Review.of(Map.of(PRICES, prices), findings, new Figures());
  }
}
