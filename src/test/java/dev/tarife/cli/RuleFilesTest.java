package dev.tarife.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.model.FaultException;
import dev.tarife.rating.compile.RuleSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFilesTest {
  @TempDir private Path home = Path.of("");

  @Test
  void aFileThatNothingCompilesIsRefusedByName() throws Exception {
    Path rules = Files.createDirectory(home.resolve("rules"));
    Files.writeString(rules.resolve("rating.drl"), "");
    Files.writeString(rules.resolve(".rating.drl.swp"), "");
    RuleFiles.check(home.toString());
    Files.writeString(rules.resolve("discount.drl"), "");
    assertThatThrownBy(() -> RuleFiles.check(home.toString()))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("discount.drl: is not one of Tarife's rule files");
  }

  @Test
  void everyFileOfTheCheckoutIsCompiled() throws IOException {
    RuleFiles.check(".");
    RuleFiles.check(null);
    try (Stream<Path> files = Files.list(Path.of("rules"))) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrderElementsOf(RuleSources.FILES);
    }
  }
}
