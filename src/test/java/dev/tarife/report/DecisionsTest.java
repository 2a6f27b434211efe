package dev.tarife.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.sheet.Cell;
import dev.tarife.sheet.Row;
import dev.tarife.sheet.Workbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every code that is cited anywhere stands on {@code docs/decisions.md}. */
class DecisionsTest {
  private static final Path FILE = Path.of("docs", "decisions.md");
  private static final Pattern CODE = Pattern.compile("\\b[A-Z]{1,3}-\\d\\d\\b");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| <a id=\"([^\"]+)\"></a>.*$");

  private final Decisions page = Decisions.page();

  @Test
  void theJarHasThePageAsItIs() throws IOException {
    try (var in =
        Objects.requireNonNull(Decisions.class.getResourceAsStream("/dev/tarife/decisions.md"))) {
      assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(FILE));
    }
  }

  @Test
  void codesAreSortedAndNoneStandsTwice() throws IOException {
    List<String> codes =
        ROW.matcher(Files.readString(FILE)).results().map(row -> row.group(1)).toList();
    List<String> decisions = codes.stream().filter(code -> code.startsWith("A-")).toList();
    List<String> sections = codes.stream().filter(code -> !code.startsWith("A-")).toList();
    assertThat(decisions).hasSizeGreaterThan(75).isSorted().doesNotHaveDuplicates();
    assertThat(sections).isSorted().doesNotHaveDuplicates();
    assertThat(page.decisions()).extracting(Decisions.Decision::code).isEqualTo(decisions);
    assertThat(page.sections().keySet()).containsExactlyElementsOf(sections);
  }

  /** The texts are also shown in a terminal and in a page, where Markdown would be noise. */
  @Test
  void textsAreWholeSentencesWithoutMarkup() {
    assertThat(page.decisions())
        .allSatisfy(
            decision -> {
              assertThat(decision.text()).endsWith(".").doesNotContainPattern("[`*<>|\\[\\]]");
              assertThat(decision.about()).matches("[A-Z][A-Za-z ]+");
            });
  }

  @Test
  void theColumnSetByKnowsTwoWords() throws IOException {
    assertThat(ROW.matcher(Files.readString(FILE)).results().map(MatchResult::group))
        .filteredOn(row -> row.contains("\"A-"))
        .allMatch(row -> row.contains(" | cell | ") || row.contains(" | code | "));
  }

  @Test
  void theKeyHasTheSectionsOfEveryFact() throws IOException {
    Set<String> letters = new TreeSet<>();
    Path facts = Path.of("src", "test", "resources", "dev", "tarife", "acceptance", "facts.csv");
    for (String line : Files.readAllLines(facts).subList(1, 120)) {
      letters.add(line.substring(0, line.indexOf('-')));
    }
    assertThat(page.sections().keySet()).containsExactlyElementsOf(letters);
  }

  @Test
  void everyCodeThatAWorkbookCitesIsThere() throws IOException {
    Map<String, String> cited = new TreeMap<>();
    try (Stream<Path> files = Files.list(Path.of("decision-tables"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".xlsx")).toList()) {
        Workbook book = Workbook.open(file);
        for (String name : book.sheets()) {
          for (Row row : Objects.requireNonNull(book.sheet(name)).rows()) {
            for (Cell cell : row.cells()) {
              if (cell.kind() == Cell.Kind.TEXT) {
                add(cell.text(), cell.place().toString(), cited);
              }
            }
          }
        }
      }
    }
    assertThat(cited).hasSizeGreaterThan(180);
    assertThat(unknown(cited)).isEmpty();
  }

  @Test
  void everyCodeThatTheProgramOrItsPagesCiteIsThere() throws IOException {
    Map<String, String> cited = new TreeMap<>();
    for (String root : List.of("src/main", "rules", "docs", "README.md")) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        for (Path file : files.filter(DecisionsTest::isText).toList()) {
          add(Files.readString(file), file.toString(), cited);
        }
      }
    }
    // Names of encodings look like codes.
    cited.keySet().removeIf(code -> code.startsWith("UTF-"));
    assertThat(cited).hasSizeGreaterThan(40);
    assertThat(unknown(cited)).isEmpty();
  }

  private static boolean isText(Path file) {
    return file.toString().matches(".*\\.(java|drl|drt|properties|txt|html|md|yaml)");
  }

  private static void add(String text, String where, Map<String, String> cited) {
    CODE.matcher(text).results().forEach(code -> cited.putIfAbsent(code.group(), where));
  }

  /** Codes that the page does not explain, with a place that cites them. */
  private Map<String, String> unknown(Map<String, String> cited) {
    Map<String, String> unknown = new TreeMap<>(cited);
    unknown
        .keySet()
        .removeIf(code -> page.parts(code).equals(List.of(new Decisions.Part(code, anchor(code)))));
    return unknown;
  }

  private static String anchor(String code) {
    return code.startsWith("A-") ? code : code.substring(0, code.indexOf('-'));
  }

  @Test
  void aNoteIsSplitIntoItsCodesAndTheTextBetween() {
    assertThat(page.parts("T2 Note = VO-01; A-24: days, not A-00"))
        .containsExactly(
            new Decisions.Part("T2 Note = ", null),
            new Decisions.Part("VO-01", "VO"),
            new Decisions.Part("; ", null),
            new Decisions.Part("A-24", "A-24"),
            new Decisions.Part(": days, not A-00", null));
    assertThat(Decisions.isNote("T2 Note = VO-01")).isTrue();
    assertThat(Decisions.isNote("K2 Charge = A-24")).isFalse();
  }
}
