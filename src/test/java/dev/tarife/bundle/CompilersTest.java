package dev.tarife.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Invoice;
import dev.tarife.rating.Tariff;
import dev.tarife.table.Scenario;
import dev.tarife.table.Tables;
import dev.tarife.table.read.TablesReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kie.api.KieServices;
import org.kie.api.builder.model.KieModuleModel;

/** The classic compiler and the executable model are two ways to the same invoice. */
@Tag("slow")
class CompilersTest {
  private static final Path WORKBOOKS = Path.of("decision-tables");
  private static Tables tables;

  @BeforeAll
  static void read() {
    tables = TablesReader.read(WORKBOOKS);
  }

  @Test
  void bothCompilersGiveTheSameInvoices(@TempDir Path cache) {
    Tariff classic = Tariff.of(tables);
    Tariff model = new WorkingCopy(cache).load(WORKBOOKS);
    assertThat(tables.scenarios()).isNotEmpty();
    for (Scenario scenario : tables.scenarios()) {
      assertThat(rate(model, scenario)).isEqualTo(rate(classic, scenario));
    }
  }

  @Test
  void theTablesInTheJarAreThoseOfTheFolder() {
    Tariff standard = Tariff.standard();
    assertThat(standard.tables().sha256()).isEqualTo(tables.sha256());
    assertThat(standard.bundle().sha256()).isEqualTo(Tariff.identity(tables.sha256()));
  }

  @Test
  void theSameRulesGiveTheSameBytes() {
    var rules = Tariff.rules(tables);
    String identity = Tariff.identity(tables.sha256());
    assertThat(ExecutableModel.build(rules, identity))
        .isEqualTo(ExecutableModel.build(rules, identity));
  }

  @Test
  void theModuleIsDescribedAsKieDescribesIt() {
    KieModuleModel module = KieServices.Factory.get().newKieModuleModel();
    module.newKieBaseModel("tarife").setDefault(true).newKieSessionModel("rating").setDefault(true);
    assertThat(ExecutableModel.module()).isEqualTo(module.toXML());
  }

  @Test
  void rulesCompileUnderATurkishLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(new Locale("tr", "TR"));
    try {
      Tariff classic = Tariff.of(tables);
      Tariff model =
          Tariff.of(
              tables,
              ExecutableModel.open(ExecutableModel.build(Tariff.rules(tables), "turkish")),
              classic.bundle());
      Scenario scenario = tables.scenarios().get(0);
      assertThat(rate(model, scenario)).isEqualTo(rate(classic, scenario));
      assertThat(Locale.getDefault().getLanguage()).isEqualTo("tr");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aSecondLoadFetchesWhatTheFirstCompiledAndADamagedFileIsCompiledAgain(@TempDir Path cache)
      throws Exception {
    WorkingCopy copy = new WorkingCopy(cache);
    copy.load(WORKBOOKS);
    List<Path> kept = list(cache);
    assertThat(kept).hasSize(1);
    byte[] jar = Files.readAllBytes(kept.get(0));
    Files.write(kept.get(0), new byte[] {1, 2, 3});
    Tariff tariff = copy.load(WORKBOOKS);
    assertThat(rate(tariff, tables.scenarios().get(0)).lines()).isNotEmpty();
    assertThat(list(cache)).isEqualTo(kept);
    assertThat(Files.readAllBytes(kept.get(0))).isEqualTo(jar);
  }

  @Test
  void onlyTheCompiledRulesThatWereUsedLastAreKept(@TempDir Path cache) throws Exception {
    Instant now = Instant.now();
    for (int i = 0; i < WorkingCopy.KEPT + 10; i++) {
      Path file = Files.write(cache.resolve("older-" + i + ".jar"), new byte[] {1});
      Files.setLastModifiedTime(file, FileTime.from(now.minusSeconds(100_000 + i)));
    }
    Path abandoned = Files.write(cache.resolve("partial1.jar"), new byte[] {1});
    Files.setLastModifiedTime(abandoned, FileTime.from(now.minusSeconds(100_000)));
    Path beingWritten = Files.write(cache.resolve("partial2.jar"), new byte[] {1});
    WorkingCopy copy = new WorkingCopy(cache);
    copy.load(WORKBOOKS);
    assertThat(list(cache))
        .hasSize(WorkingCopy.KEPT + 1)
        .contains(beingWritten, cache.resolve("older-0.jar"))
        .doesNotContain(abandoned, cache.resolve("older-" + (WorkingCopy.KEPT - 1) + ".jar"));
    // What is fetched is used.
    Path ours =
        list(cache).stream()
            .filter(file -> file.getFileName().toString().length() > 40)
            .findFirst()
            .orElseThrow();
    Files.setLastModifiedTime(ours, FileTime.from(now.minusSeconds(200_000)));
    copy.load(WORKBOOKS);
    assertThat(Files.getLastModifiedTime(ours).toInstant()).isAfterOrEqualTo(now.minusSeconds(60));
  }

  private static List<Path> list(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static Invoice rate(Tariff tariff, Scenario scenario) {
    return tariff.rate(scenario.account(), scenario.period().month(), scenario.usage());
  }
}
