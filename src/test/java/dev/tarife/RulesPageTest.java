package dev.tarife;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.rating.compile.RuleSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code docs/rules.md} says of files, facts, salience and queries is so. */
class RulesPageTest {
  private static final Pattern STEP = Pattern.compile("(?m)^\\| (-?\\d+) \\| [^|]+ \\| (.+) \\|$");
  private static final Pattern SALIENCE = Pattern.compile("(?m)^\\s*salience (-?\\d+)$");
  private static final Pattern QUERY = Pattern.compile("(?m)^query (\\w+)$");
  private static final Pattern FILE = Pattern.compile("(?m)^\\| `([a-z-]+\\.dr[lt])` \\|");
  private static final Pattern CONCLUDED =
      Pattern.compile(
          "(?m)^import dev\\.tarife\\.((?:(?:metering|rating)(?:\\.[a-z]+)?|model|table)\\.[A-Z]\\w+)$");

  /** Imported for a constant or a method alone. */
  private static final Set<String> NOT_FACTS =
      Set.of(
          "metering/TermSource",
          "model/LineItem",
          "model/LineKind",
          "model/Money",
          "model/Origin",
          "model/Quantity",
          "model/Source",
          "rating/price/Choice",
          "rating/price/UnpricedReasons",
          "rating/SessionFacts",
          "table/AllowanceRow",
          "table/DateRange",
          "table/MeteringRow",
          "table/PriceRow");

  private final PageNames page = new PageNames("rules.md");

  @Test
  void everyClassAndFileIsThere() {
    assertThat(page.classes()).isGreaterThan(40);
    assertThat(page.missingClasses()).isEmpty();
    assertThat(page.missingSimpleNames()).isEmpty();
    assertThat(page.missingFiles()).isEmpty();
  }

  @Test
  void everyRuleFileHasARow() {
    assertThat(FILE.matcher(page.text()).results().map(row -> row.group(1)))
        .containsExactlyInAnyOrderElementsOf(RuleSources.FILES);
  }

  @Test
  void everySalienceStandsOnceWithTheFilesThatHaveIt() throws IOException {
    Map<Integer, Set<String>> had = new TreeMap<>();
    for (String file : RuleSources.FILES) {
      SALIENCE
          .matcher(rules(file))
          .results()
          .forEach(
              found ->
                  had.computeIfAbsent(Integer.valueOf(found.group(1)), none -> new TreeSet<>())
                      .add(file));
    }
    Map<Integer, Set<String>> said = new TreeMap<>();
    List<Integer> order = new ArrayList<>();
    for (MatchResult step : STEP.matcher(page.text()).results().toList()) {
      order.add(Integer.valueOf(step.group(1)));
      said.put(
          Integer.valueOf(step.group(1)),
          Arrays.stream(step.group(2).replace("`", "").split(", ", -1))
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    assertThat(said).isEqualTo(had);
    assertThat(order).isSortedAccordingTo(Collections.reverseOrder()).doesNotHaveDuplicates();
  }

  @Test
  void everyQueryHasARow() throws IOException {
    assertThat(QUERY.matcher(rules("rating.drl")).results().map(found -> found.group(1)))
        .isNotEmpty()
        .allSatisfy(query -> assertThat(page.text()).contains("| `" + query + "` | "));
  }

  @Test
  void everyFactThatRulesSpeakOfIsOnThePage() throws IOException {
    Set<String> facts = new TreeSet<>();
    for (String file : RuleSources.FILES) {
      CONCLUDED
          .matcher(rules(file))
          .results()
          .forEach(found -> facts.add(found.group(1).replace('.', '/')));
    }
    facts.removeAll(NOT_FACTS);
    assertThat(facts).hasSizeGreaterThan(20);
    assertThat(facts).allSatisfy(fact -> assertThat(page.text()).contains("`" + fact + "`"));
  }

  private static String rules(String file) throws IOException {
    return Files.readString(Path.of("rules", file)).replace(";\n", "\n");
  }
}
