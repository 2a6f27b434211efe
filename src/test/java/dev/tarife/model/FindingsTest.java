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
        .contains("t.xlsx:S!F20: warning: is far; look")
        .endsWith(
            "t.xlsx:S: and 37 more like these (price-far); check --format json lists all",
            "t.xlsx:S!A99: has a gap; close it");
    assertThat(findings.list()).hasSize(58);
    assertThat(findings.count()).isEqualTo("1 error, 57 warnings");
  }

  @Test
  void endsWithWhatMustBeMended() {
    Findings findings = new Findings();
    assertThat(findings.count()).isEqualTo("no errors");
    findings.error("tier-gap", Place.cell("a.xlsx", "S", 2, 0), "has a gap", "close it");
    findings.error("tier-gap", Place.cell("a.xlsx", "S", 3, 0), "has a gap", "close it");
    assertThat(findings.count()).isEqualTo("2 errors");
    findings.add(
        Finding.warning("price-far", Place.cell("t.xlsx", "S", 1, 0), "is far", "look")
            .of(new Origin("t.xlsx", "S", 1), new Origin("t.xlsx", "S", 4)));
    assertThat(findings.lines())
        .containsExactly(
            "t.xlsx:S!A1: warning: is far; look",
            "  rows: t.xlsx:S!1, 4",
            "a.xlsx:S!A2: has a gap; close it",
            "a.xlsx:S!A3: has a gap; close it");
    assertThat(findings.count()).isEqualTo("2 errors, 1 warning");
    assertThat(findings.list())
        .as("programs get them by place")
        .extracting(finding -> finding.place().file())
        .containsExactly("a.xlsx", "a.xlsx", "t.xlsx");
  }

  @Test
  void namesRowsSheetBySheetAndNotTooMany() {
    Finding finding =
        Finding.warning("c", Place.ofFile("t.xlsx"), "what", "fix")
            .of(
                new Origin("t.xlsx", "S", 1),
                new Origin("t.xlsx", "S", 2),
                new Origin("u.xlsx", "S", 3));
    assertThat(finding.details()).containsExactly("rows: t.xlsx:S!1, 2, u.xlsx:S!3");
  }
}
