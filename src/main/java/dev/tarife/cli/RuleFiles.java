package dev.tarife.cli;

import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.rating.compile.RuleSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks the rule files of a checkout: a file beside them that is not compiled would never fire.
 */
final class RuleFiles {
  private RuleFiles() {}

  /**
   * Refuses files in the folder {@code rules} that are not compiled.
   *
   * @param home the checkout; null: the program does not run from one
   * @throws dev.tarife.model.FaultException if there are any, with each
   */
  static void check(@Nullable String home) throws IOException {
    if (home == null || !Files.isDirectory(Path.of(home, "rules"))) {
      return;
    }
    Findings findings = new Findings();
    try (Stream<Path> files = Files.list(Path.of(home, "rules"))) {
      List<Path> unknown =
          files.filter(file -> !isKnown(String.valueOf(file.getFileName()))).sorted().toList();
      for (Path file : unknown) {
        findings.error(
            Place.ofFile(file.toString()),
            "is not one of Tarife's rule files, and its rules would never fire",
            "take it out of this folder; a program of yours joins its text with Tarife's rules:"
                + " Tariff.of(tables, rules)");
      }
    }
    findings.throwIfErrors();
  }

  /** What editors and systems leave behind is not a rule file. */
  private static boolean isKnown(String name) {
    return name.startsWith(".") || name.endsWith("~") || RuleSources.FILES.contains(name);
  }
}
