package dev.tarife.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.model.BundleId;
import dev.tarife.model.FaultException;
import dev.tarife.model.LineItem;
import dev.tarife.model.Period;
import dev.tarife.model.Sha256;
import dev.tarife.table.SmallTables;
import dev.tarife.table.read.TablesReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kie.api.KieServices;
import org.kie.api.builder.KieModule;
import org.kie.api.runtime.KieContainer;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.QueryResultsRow;

/** Building, opening, signing and verifying. */
@Tag("slow")
class BundleTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void theSameWorkbooksGiveTheSameBytes() {
    Map<String, byte[]> workbooks = SmallTables.priced(0.018);
    BundleVersion version = BundleVersion.parse("2024.5.0");
    assertThat(BundleBuilder.build(workbooks, version).jar())
        .isEqualTo(BundleBuilder.build(workbooks, version).jar());
  }

  @Test
  void anotherVersionOfTheSameTablesHasTheSameIdentity() {
    Map<String, byte[]> workbooks = SmallTables.priced(0.018);
    BundleManifest one = BundleBuilder.build(workbooks, BundleVersion.parse("1.0.0")).manifest();
    BundleManifest two = BundleBuilder.build(workbooks, BundleVersion.parse("1.0.1")).manifest();
    assertThat(one.sha256()).isEqualTo(two.sha256());
    assertThat(one.workbooks()).containsKeys("prices.xlsx", "charges.xlsx");
    assertThat(one.files()).containsKey("dev/tarife/rules/rating/rating.drl");
  }

  @Test
  void aTurkishMachineBuildsTheSameBytes() {
    Map<String, byte[]> workbooks = SmallTables.priced(0.018);
    BundleVersion version = BundleVersion.parse("2024.5.0");
    byte[] here = BundleBuilder.build(workbooks, version).jar();
    Locale before = Locale.getDefault();
    Locale.setDefault(new Locale("tr", "TR"));
    try {
      assertThat(BundleBuilder.build(workbooks, version).jar()).isEqualTo(here);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theIdentityIsOfWhatTheWorkbooksSayAndTheirHashesAreOfTheirBytes() throws Exception {
    Map<String, byte[]> workbooks = new TreeMap<>(SmallTables.priced(0.018));
    BundleManifest before = build(workbooks);
    byte[] prices = Objects.requireNonNull(workbooks.get("prices.xlsx"));
    workbooks.put("prices.xlsx", Edited.saved(prices));
    BundleManifest saved = build(workbooks);
    assertThat(saved.workbooks().get("prices.xlsx"))
        .isNotEqualTo(before.workbooks().get("prices.xlsx"));
    assertThat(saved.sha256()).isEqualTo(before.sha256());
    Path jar = folder.resolve("saved.jar");
    Files.write(jar, BundleBuilder.build(workbooks, BundleVersion.parse("1.0.0")).jar());
    assertThat(BundleVerifier.verify(jar, null).manifest()).isEqualTo(saved);
    assertThat(Bundle.open(jar).tariff().bundle().sha256()).isEqualTo(before.sha256());
    workbooks.put("prices.xlsx", Edited.cell(prices, "Prices", 2, 9, 0.0041));
    assertThat(build(workbooks).sha256()).isNotEqualTo(before.sha256());
  }

  private static BundleManifest build(Map<String, byte[]> workbooks) {
    return BundleBuilder.build(workbooks, BundleVersion.parse("1.0.0")).manifest();
  }

  @Test
  void anOpenBundleRatesAndNamesItself() throws Exception {
    Bundle bundle = Bundle.open(SmallBundles.write(folder, "b.jar", SmallBundles.june()));
    assertThat(bundle.tariff().bundle())
        .isEqualTo(new BundleId("2024.6.0", bundle.manifest().sha256()));
    assertThat(SmallBundles.price(bundle)).isEqualTo("0.02");
    LineItem line =
        bundle
            .tariff()
            .rate(SmallBundles.ACCOUNT, SmallBundles.MAY, SmallBundles.USAGE)
            .lines()
            .get(0);
    assertThat(bundle.rows().of(line.sources().get(1).origin())).contains("J2 Unit price = 0.02");
  }

  @Test
  void plainKieGivesTheSameLines() throws Exception {
    Path jar = SmallBundles.write(folder, "b.jar", SmallBundles.june());
    KieServices services = KieServices.get();
    KieModule module =
        services
            .getRepository()
            .addKieModule(services.getResources().newFileSystemResource(jar.toFile()));
    KieContainer container = services.newKieContainer(module.getReleaseId());
    List<Object> lines = new ArrayList<>();
    try {
      KieSession session = container.newKieSession();
      session.insert(SmallBundles.ACCOUNT);
      session.insert(new Period(SmallBundles.MAY));
      SmallBundles.USAGE.forEach(session::insert);
      session.fireAllRules();
      for (QueryResultsRow row : session.getQueryResults("lineItems")) {
        lines.add(row.get("$line"));
      }
      session.dispose();
    } finally {
      container.dispose();
      services.getRepository().removeKieModule(module.getReleaseId());
    }
    assertThat(lines)
        .hasSize(2)
        .containsExactlyInAnyOrderElementsOf(
            List.<Object>copyOf(
                Bundle.open(jar)
                    .tariff()
                    .rate(SmallBundles.ACCOUNT, SmallBundles.MAY, SmallBundles.USAGE)
                    .lines()));
  }

  @Test
  void aBundleWithAnotherRuleFileIsRefusedInOneLineThatNamesIt() {
    String rating = "dev/tarife/rules/rating/rating.drl";
    SortedMap<String, byte[]> entries = SmallBundles.entries(SmallBundles.may());
    String text = new String(ForgedBundles.content(entries, rating), StandardCharsets.UTF_8);
    entries.put(rating, SmallBundles.utf8(text.replace("salience 950", "salience 951")));
    // As another build of the same version would have made it: hundreds of classes differ with it.
    entries.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(".class"))
        .forEach(entry -> entry.setValue(ForgedBundles.flipped(entry.getValue())));
    Path jar = SmallBundles.write(folder, "other.jar", SmallBundles.rehashed(entries));
    for (ThrowingCallable use :
        List.<ThrowingCallable>of(() -> Bundle.open(jar), () -> BundleVerifier.verify(jar, null))) {
      assertThatThrownBy(use)
          .isInstanceOf(FaultException.class)
          .satisfies(e -> assertThat(((FaultException) e).findings().lines()).hasSize(1))
          .hasMessageContaining(rating + " is not that of Tarife ")
          .hasMessageContaining(" is (salience 951), not (salience 950)");
    }
  }

  @Test
  void bytesAreOpenedIfTheyAreTheExpectedOnes() throws Exception {
    Path keys = SmallBundles.keys(folder, "ayse", "mallory");
    byte[] jar = SmallBundles.signed(SmallBundles.june(), keys, "ayse");
    String hash = Sha256.of(jar);
    TrustedSigners ayse = TrustedSigners.load(SmallBundles.certificate(keys, "ayse"), null);
    TrustedSigners mallory = TrustedSigners.load(SmallBundles.certificate(keys, "mallory"), null);
    assertThat(SmallBundles.price(Bundle.open("b.jar", jar, hash, null))).isEqualTo("0.02");
    assertThat(SmallBundles.price(Bundle.open("b.jar", jar, hash, ayse))).isEqualTo("0.02");
    String other = "0".repeat(64);
    assertThatThrownBy(() -> Bundle.open("b.jar", jar, other, ayse))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining(
            "b.jar: its bytes have the SHA-256 "
                + hash
                + ", not "
                + other
                + "; get the bundle again");
    assertThatThrownBy(() -> Bundle.open("b.jar", jar, hash, mallory))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("it is signed by CN=ayse, who is not trusted");
    byte[] unsigned = SmallBundles.june();
    assertThatThrownBy(() -> Bundle.open("b.jar", unsigned, Sha256.of(unsigned), ayse))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("nobody signed it");
  }

  @Test
  void aSignedBundleIsOneForJarsignerToo() throws Exception {
    Path keys = SmallBundles.keys(folder, "ayse", "mallory");
    Path jar =
        SmallBundles.write(folder, "b.jar", SmallBundles.signed(SmallBundles.june(), keys, "ayse"));
    assertThat(SmallBundles.tool("jarsigner", "-verify", jar.toString())).contains("jar verified");
    assertThat(SmallBundles.price(Bundle.open(jar))).isEqualTo("0.02");
    char[] password = SmallBundles.PASSWORD.toCharArray();
    TrustedSigners ayse = TrustedSigners.load(SmallBundles.certificate(keys, "ayse"), null);
    assertThat(BundleVerifier.verify(jar, ayse).signers()).containsExactly("CN=ayse");
    assertThat(BundleVerifier.verify(jar, TrustedSigners.load(keys, password)).signers())
        .hasSize(1);
    TrustedSigners mallory = TrustedSigners.load(SmallBundles.certificate(keys, "mallory"), null);
    assertThatThrownBy(() -> BundleVerifier.verify(jar, mallory))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("it is signed by CN=ayse, who is not trusted");
    Path unsigned = SmallBundles.write(folder, "u.jar", SmallBundles.june());
    assertThatThrownBy(() -> BundleVerifier.verify(unsigned, ayse))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("nobody signed it");
    assertThatThrownBy(() -> KeyFiles.key(keys, "nobody", password))
        .hasMessageContaining("has no private key (nobody)");
    assertThatThrownBy(() -> KeyFiles.key(keys, "ayse", "wrong".toCharArray()))
        .hasMessageContaining("TARIFE_KEYSTORE_PASSWORD");
  }

  @Test
  void nothingIsBuiltFromTablesAtFaultOrWithARedScenario() {
    Map<String, byte[]> workbooks = SmallTables.priced(-1);
    BundleVersion version = BundleVersion.parse("1.0.0");
    assertThatThrownBy(() -> BundleBuilder.build(workbooks, version))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("prices.xlsx:Prices!J2");
    Map<String, byte[]> shipped = TablesReader.workbooks(Path.of("decision-tables"));
    shipped.put(
        "prices.xlsx",
        Edited.cell(shipped.getOrDefault("prices.xlsx", new byte[0]), "Prices", 1, 9, 0.02));
    assertThatThrownBy(() -> BundleBuilder.build(shipped, version))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("scenarios.xlsx:Lines");
  }
}
