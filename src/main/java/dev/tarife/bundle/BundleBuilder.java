package dev.tarife.bundle;

import dev.tarife.model.BundleId;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Invoice;
import dev.tarife.model.Place;
import dev.tarife.model.Rejection;
import dev.tarife.model.Sha256;
import dev.tarife.rating.Tariff;
import dev.tarife.scenario.Scenarios;
import dev.tarife.table.Scenario;
import dev.tarife.table.Tables;
import dev.tarife.table.read.ReadTables;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Builds bundles. The same workbooks, version and engine give the same bytes, whoever builds them
 * and whenever; a signature, if any, comes on top.
 */
public final class BundleBuilder {
  private static final String OWN_RULES = "bundle.drl";
  private static final String OWN_PATH = "bundle/" + OWN_RULES;

  private BundleBuilder() {}

  /** A bundle that was built. */
  public static final class Built {
    private final BundleManifest manifest;
    private final byte[] jar;
    private final Findings warnings;

    private Built(BundleManifest manifest, byte[] jar, Findings warnings) {
      this.manifest = manifest;
      this.jar = jar;
      this.warnings = warnings;
    }

    /** Its manifest. */
    public BundleManifest manifest() {
      return manifest;
    }

    /** The bytes of the file. */
    public byte[] jar() {
      return jar.clone();
    }

    /** Warnings of its workbooks. */
    public Findings warnings() {
      return warnings;
    }
  }

  /**
   * Builds a bundle from the workbooks of a folder.
   *
   * @throws FaultException if a workbook has errors or a scenario does not come out as expected,
   *     with every error
   */
  public static Built build(Path tables, BundleVersion version) {
    return build(TablesReader.workbooks(tables), version);
  }

  /**
   * Builds a bundle from workbooks that are in memory, by file name.
   *
   * @throws FaultException as {@link #build(Path, BundleVersion)}
   */
  public static Built build(Map<String, byte[]> workbooks, BundleVersion version) {
    ReadTables checked = TablesReader.check(workbooks);
    Tables tables = checked.orThrow();
    Findings findings = new Findings();
    findings.addAll(checked.findings());
    if (tables.scenarios().isEmpty()) {
      findings.warning(
          Place.ofFile(TablesReader.SCENARIOS),
          "there is no scenario: nothing says that the prices are as meant",
          "add worked examples");
    }
    String identity = Tariff.identity(tables.sha256());
    SortedMap<String, String> rules = new TreeMap<>(Tariff.rules(tables));
    rules.put(OWN_PATH, ownRules());
    SortedMap<String, byte[]> entries = new TreeMap<>(ExecutableModel.entries(rules, identity));
    Tariff tariff =
        Tariff.of(
            tables,
            ExecutableModel.open(StoredZip.write(entries)),
            new BundleId(version.toString(), identity));
    byte[] results = results(tariff, findings);
    if (findings.hasErrors()) {
      throw new FaultException(findings);
    }
    tables
        .sha256()
        .keySet()
        .forEach(name -> entries.put(BundleContent.WORKBOOKS + name, bytes(workbooks, name)));
    entries.put(BundleContent.SCENARIOS, results);
    SortedMap<String, String> hashes = new TreeMap<>();
    entries.forEach((name, content) -> hashes.put(name, Sha256.of(content)));
    BundleManifest manifest = BundleManifest.of(version, identity, hashes);
    entries.put(BundleContent.MANIFEST, manifest.toJson());
    entries.put(StoredZip.MANIFEST, BundleContent.jarManifest(version));
    return new Built(manifest, StoredZip.write(entries), findings);
  }

  /**
   * Signs a bundle, so that {@code jarsigner -verify} and a store know who built it.
   *
   * @throws IOException if the key cannot be used
   */
  public static Built sign(Built built, KeyStore.PrivateKeyEntry key) throws IOException {
    return new Built(built.manifest(), Signatures.sign(built.jar(), key), built.warnings());
  }

  private static byte[] bytes(Map<String, byte[]> workbooks, String name) {
    byte[] bytes = workbooks.get(name);
    if (bytes == null) {
      throw new IllegalStateException(name + " has a hash and no content.");
    }
    return bytes;
  }

  /** What each scenario came to; a finding for each difference from what it expects. */
  private static byte[] results(Tariff tariff, Findings findings) {
    StringBuilder json = new StringBuilder("[");
    String comma = "\n";
    for (Scenario scenario : tariff.tables().scenarios()) {
      Invoice invoice = Scenarios.run(tariff, scenario, findings);
      if (invoice == null) {
        continue;
      }
      json.append(comma)
          .append("  { \"scenario\": ")
          .append(JsonMapper.shared().writeValueAsString(scenario.code()))
          .append(", \"lines\": ")
          .append(invoice.lines().size())
          .append(", \"rejected\": ")
          .append(invoice.rejected().stream().mapToLong(Rejection::records).sum())
          .append(", \"total_exact\": \"")
          .append(invoice.totalExact())
          .append("\" }");
      comma = ",\n";
    }
    return json.append("\n]\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The rule files that are the same in every bundle, by the names of their entries. */
  static SortedMap<String, String> fixedRules() {
    SortedMap<String, String> rules = new TreeMap<>();
    Tariff.engineersRules().forEach((path, text) -> rules.put(ExecutableModel.RULES + path, text));
    rules.put(ExecutableModel.RULES + OWN_PATH, ownRules());
    return rules;
  }

  private static String ownRules() {
    String path = "/" + ExecutableModel.RULES + OWN_RULES;
    try (InputStream in = BundleBuilder.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("The rules miss (" + OWN_RULES + ").");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
