package dev.tarife;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/CONTRIBUTING.md} names is there. */
class ContributingPageTest {
  private static final Pattern METHOD = Pattern.compile("-Dtest='(\\w+)#(\\w+)'");

  private final PageNames page = new PageNames("CONTRIBUTING.md");

  @Test
  void everyClassAndFileIsThere() {
    assertThat(page.classes()).isGreaterThan(15);
    assertThat(page.missingClasses()).isEmpty();
    assertThat(page.missingSimpleNames("Model")).isEmpty();
    assertThat(page.missingFiles()).isEmpty();
  }

  @Test
  void theTestThatIsRunAsAnExampleIsThere() {
    assertThat(METHOD.matcher(page.text()).results().toList())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.group(1)).isEqualTo("ChecksTest");
              Path file = Path.of("src/test/java/dev/tarife/table/check/ChecksTest.java");
              assertThat(Files.readString(file)).contains("void " + found.group(2) + "(");
            });
  }
}
