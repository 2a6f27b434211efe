package dev.tarife.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FindingsTest {
  @Test
  void tellsTwentyOfAKindAndHowManyMoreThereAre() {
    Findings findings = new Findings();
    for (int row = 1; row <= 57; row++) {
      findings.warning("price-far", Place.cell("t.xlsx", "S", row, 5), "is far", "look");
    }
    findings.error("tier-gap", Place.cell("t.xlsx", "S", 99, 0), "has a gap", "close it");
    assertThat(findings.lines())
        .hasSize(22)
        .contains("t.xlsx:S!F20: warning: is far; look", "t.xlsx:S!A99: has a gap; close it")
        .endsWith("t.xlsx:S: and 37 more like these (price-far); check --format json tells all");
    assertThat(findings.list()).hasSize(58);
  }

  @Test
  void namesRowsSheetBySheetAndNotTooMany() {
    Finding finding =
        Finding.warning("c", Place.ofFile("t.xlsx"), "what", "mend")
            .of(
                new Origin("t.xlsx", "S", 1),
                new Origin("t.xlsx", "S", 2),
                new Origin("u.xlsx", "S", 3));
    assertThat(finding.details()).containsExactly("rows: t.xlsx:S!1, 2, u.xlsx:S!3");
  }
}
