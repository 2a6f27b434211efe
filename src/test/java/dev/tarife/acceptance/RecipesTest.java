package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.Needs;
import dev.tarife.model.Finding;
import dev.tarife.office.LibreOffice;
import dev.tarife.rating.Tariff;
import dev.tarife.table.read.ReadTables;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every recipe of {@code docs/recipes.md}, typed into the workbooks: it gives the invoices that the
 * page shows, and the check finds nothing wrong. {@code mvn -q test -Dtest=RecipesTest
 * -Dpages=write} writes the invoices anew.
 */
class RecipesTest {
  @TempDir private Path folder = Path.of("");

  @Test
  @Tag("outside")
  void everyRecipeGivesTheInvoicesOfThePage() throws Exception {
    boolean saves = Needs.has("soffice");
    Path saved = Files.createDirectory(folder.resolve("saved"));
    for (String workbook : TablesReader.ALL) {
      Path copy = Files.copy(Real.TABLES.resolve(workbook), saved.resolve(workbook));
      if (saves) {
        LibreOffice.save(copy);
      }
    }
    List<Recipe> recipes = Recipe.all();
    List<String> performed = new ArrayList<>();
    // Most of the time goes into compiling each tariff.
    ExecutorService workers = Executors.newFixedThreadPool(2);
    try {
      List<Callable<String>> tasks = new ArrayList<>();
      recipes.forEach(recipe -> tasks.add(() -> perform(recipe, saved)));
      for (Future<String> task : workers.invokeAll(tasks)) {
        performed.add(task.get());
      }
    } finally {
      workers.shutdownNow();
    }
    String page = Files.readString(Recipe.PAGE);
    for (int i = 0; i < recipes.size(); i++) {
      Recipe recipe = recipes.get(i);
      String invoices = performed.get(i);
      if ("write".equals(System.getProperty("pages"))) {
        int at = page.indexOf("```text\n", page.indexOf("\n## " + recipe.title() + "\n")) + 8;
        page = page.substring(0, at) + invoices + page.substring(page.indexOf("```", at));
      } else {
        assertThat(invoices).as(recipe.title()).isEqualTo(recipe.invoices());
      }
    }
    if ("write".equals(System.getProperty("pages"))) {
      Files.writeString(Recipe.PAGE, page);
    }
  }

  private String perform(Recipe recipe, Path from) {
    Path tables = temporary("tables");
    try (EditedTables edited = EditedTables.copy(from, tables)) {
      recipe.type(edited);
      edited.save();
    }
    ReadTables read = TablesReader.check(tables);
    List<Finding> errors = read.findings().errors();
    assertThat(errors).as(recipe.title()).isEmpty();
    return recipe.invoices(Real.tariff(), Tariff.of(read.orThrow()), temporary("usage"));
  }

  private Path temporary(String prefix) {
    try {
      return Files.createTempDirectory(folder, prefix);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void noRecipeIsOverlooked() {
    assertThat(Recipe.all()).hasSizeGreaterThanOrEqualTo(42);
  }
}
