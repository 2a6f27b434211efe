package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tarife.sheet.Cell;
import dev.tarife.sheet.Row;
import dev.tarife.sheet.Sheet;
import dev.tarife.sheet.Workbook;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every fact of the pricing page stands in a decision table, and every one with a number in it is
 * tried by a scenario or a test. {@code facts.csv} lists them.
 */
class FactsTest {
  /** A fact, or a run of them: {@code FT-01 to FT-13}. */
  private static final Pattern FACT =
      Pattern.compile("\\b([A-Z]{2,3})-(\\d\\d)\\b(?: to \\1-(\\d\\d)\\b)?");

  private static Map<String, String> facts() {
    Map<String, String> facts = new TreeMap<>();
    WorkedExamples.text("facts.csv")
        .lines()
        .skip(1)
        .map(line -> line.split(","))
        .forEach(line -> assertThat(facts.put(line[0], line[1])).as(line[0]).isNull());
    return facts;
  }

  @Test
  void thePageHas119Facts() {
    assertThat(facts()).hasSize(119);
    assertThat(new TreeSet<>(facts().values()))
        .containsExactly("allowance", "minimum", "price", "statement", "tier", "trial", "unit");
  }

  @Test
  void everyFactIsNamedInTheNoteOfATable() throws IOException {
    Set<String> named = new TreeSet<>();
    for (String workbook : TablesReader.WORKBOOKS) {
      named.addAll(namedInNotes(workbook));
    }
    assertThat(missing(facts().keySet(), named))
        .as("facts that no row's Note names in %s", TablesReader.WORKBOOKS)
        .isEmpty();
  }

  @Test
  void everyFactWithANumberIsTriedByAScenarioOrATest() throws IOException {
    Set<String> tried = namedInNotes(TablesReader.SCENARIOS);
    tried.addAll(namedByTests());
    List<String> numbers =
        facts().entrySet().stream()
            .filter(fact -> !fact.getValue().equals("statement"))
            .map(fact -> fact.getKey() + " (" + fact.getValue() + ")")
            .toList();
    assertThat(missing(numbers, tried))
        .as("facts that no Note of scenarios.xlsx, @Tag or @DisplayName of a test names")
        .isEmpty();
  }

  @Test
  void noNoteNamesAFactThatIsNotOnThePage() throws IOException {
    Set<String> areas = new TreeSet<>();
    facts().keySet().forEach(fact -> areas.add(area(fact)));
    Set<String> unknown = new TreeSet<>();
    for (String workbook :
        List.of(
            "charges.xlsx",
            "metering.xlsx",
            "prices.xlsx",
            "allowances.xlsx",
            "telephony.xlsx",
            "scenarios.xlsx")) {
      unknown.addAll(namedInNotes(workbook));
    }
    unknown.removeIf(fact -> !areas.contains(area(fact)));
    unknown.removeAll(facts().keySet());
    assertThat(unknown).isEmpty();
  }

  private static String area(String fact) {
    return fact.substring(0, fact.indexOf('-'));
  }

  private static List<String> missing(Collection<String> wanted, Set<String> named) {
    return wanted.stream().filter(fact -> !named.contains(fact.split(" ")[0])).toList();
  }

  private static Set<String> namedInNotes(String workbook) throws IOException {
    Set<String> named = new TreeSet<>();
    Workbook book = Workbook.open(workbook, Files.readAllBytes(Real.TABLES.resolve(workbook)));
    for (String name : book.sheets()) {
      Sheet sheet = Objects.requireNonNull(book.sheet(name));
      if (name.equals("Lists") || sheet.rows().isEmpty()) {
        continue;
      }
      List<Cell> header = sheet.rows().get(0).cells();
      for (int column = 0; column < header.size(); column++) {
        Cell head = header.get(column);
        if (head.kind() == Cell.Kind.TEXT && head.text().equals("Note")) {
          for (Row row : sheet.rows().subList(1, sheet.rows().size())) {
            Cell note = row.cell(head.place().column());
            if (note.kind() == Cell.Kind.TEXT) {
              addFacts(note.text(), named);
            }
          }
        }
      }
    }
    return named;
  }

  private static void addFacts(String text, Set<String> named) {
    Matcher matcher = FACT.matcher(text);
    while (matcher.find()) {
      int first = Integer.parseInt(matcher.group(2));
      int last = matcher.group(3) == null ? first : Integer.parseInt(matcher.group(3));
      for (int i = first; i <= last; i++) {
        named.add("%s-%02d".formatted(matcher.group(1), i));
      }
    }
  }

  private static Set<String> namedByTests() throws IOException {
    Set<String> named = new TreeSet<>();
    for (Class<?> test : tests()) {
      List<AnnotatedElement> elements = new ArrayList<>(Arrays.asList(test.getDeclaredMethods()));
      elements.add(test);
      for (AnnotatedElement element : elements) {
        for (Tag tag : element.getAnnotationsByType(Tag.class)) {
          addFacts(tag.value(), named);
        }
        DisplayName name = element.getAnnotation(DisplayName.class);
        if (name != null) {
          addFacts(name.value(), named);
        }
      }
    }
    return named;
  }

  /** The test classes of this package. */
  private static List<Class<?>> tests() throws IOException {
    Path root = Path.of(location());
    String own = FactsTest.class.getPackageName().replace('.', '/');
    try (Stream<Path> files = Files.list(root.resolve(own))) {
      List<Class<?>> tests = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith("Test.class")) {
          String type = name.substring(0, name.length() - ".class".length());
          assertThatCode(
                  () -> tests.add(Class.forName(FactsTest.class.getPackageName() + "." + type)))
              .doesNotThrowAnyException();
        }
      }
      return tests;
    }
  }

  private static URI location() {
    try {
      return FactsTest.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
