package dev.tarife;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/architecture.md} names is there, and packages use what it says. */
class ArchitecturePageTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z]+)` \\| [^|]+ \\| ?([a-z, ]*) ?\\|$");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?dev\\.tarife\\.([a-z]+)\\.");

  private final PageNames page = new PageNames("architecture.md");

  @Test
  void everyClassPackageAndFileIsThere() {
    assertThat(page.classes()).isGreaterThan(60);
    assertThat(page.missingClasses()).isEmpty();
    assertThat(page.missingSimpleNames("Clock")).isEmpty();
    assertThat(page.missingPackages()).isEmpty();
    assertThat(page.missingFiles()).isEmpty();
  }

  @Test
  void whatThePageOfMeteringNamesIsThere() {
    PageNames metering = new PageNames("metering.md");
    assertThat(metering.classes()).isGreaterThan(20);
    assertThat(metering.missingClasses()).isEmpty();
    assertThat(metering.missingSimpleNames()).isEmpty();
    assertThat(metering.missingFiles()).isEmpty();
  }

  @Test
  void everyPackageHasARowThatSaysWhatItUses() throws IOException {
    Map<String, Set<String>> said = new TreeMap<>();
    ROW.matcher(page.text())
        .results()
        .forEach(
            row -> {
              Set<String> uses = new TreeSet<>(Arrays.asList(row.group(2).strip().split(", ", -1)));
              uses.remove("");
              said.put(row.group(1), uses);
            });
    Map<String, Set<String>> used = new TreeMap<>();
    PageNames.topPackages().forEach(name -> used.put(name, new TreeSet<>()));
    Path root = Path.of("src", "main", "java", "dev", "tarife");
    for (Path file : PageNames.sources()) {
      String own = String.valueOf(root.relativize(file).getName(0));
      IMPORT
          .matcher(Files.readString(file))
          .results()
          .map(each -> each.group(1))
          .filter(other -> !other.equals(own))
          .forEach(used.get(own)::add);
    }
    assertThat(said).isEqualTo(used);
  }

  /** A rule that the page quotes has that name. */
  @Test
  void everyRuleThatIsQuotedIsThere() throws IOException {
    String rules = Files.readString(Path.of("rules", "rating.drl"));
    assertThat(Pattern.compile("Rule \"([^\"]+)\"").matcher(page.text()).results().toList())
        .hasSizeGreaterThan(2)
        .allSatisfy(rule -> assertThat(rules).contains("rule \"" + rule.group(1) + "\""));
  }
}
