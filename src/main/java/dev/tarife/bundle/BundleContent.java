package dev.tarife.bundle;

import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.model.Sha256;
import dev.tarife.model.Version;
import dev.tarife.rating.Tariff;
import dev.tarife.table.Tables;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertPath;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;

/**
 * A bundle's file, checked as far as that is quick: the archive, its entries by name and hash, the
 * files that KIE obeys, the identity, the engine and the signature. What the classes do is not
 * checked here: {@link BundleVerifier} builds them again.
 */
final class BundleContent {
  /** The largest file that is read. */
  static final long LARGEST = 64L << 20;

  static final String WORKBOOKS = "tarife/workbooks/";
  static final String MANIFEST = "tarife/bundle.json";
  static final String SCENARIOS = "tarife/scenarios.json";

  /** Texts and classes of rules, and which package's rules are where. */
  private static final List<Pattern> COMPILED =
      List.of(
          Pattern.compile(
              Pattern.quote(ExecutableModel.RULES)
                  + "(?:[a-zA-Z0-9_]+/)*[a-zA-Z0-9_.$-]+\\.(?:drl|class)"),
          Pattern.compile(Pattern.quote(ExecutableModel.PROJECT) + "[0-9a-f]{64}\\.class"),
          Pattern.compile(Pattern.quote(ExecutableModel.MODELS) + "[a-zA-Z0-9_./-]+"));

  private final String file;
  private final byte[] jar;
  private final SortedMap<String, byte[]> entries;
  private final BundleManifest manifest;
  private final List<CertPath> signers;

  private BundleContent(String file, byte[] jar) {
    this.file = file;
    this.jar = jar;
    try {
      this.entries = Collections.unmodifiableSortedMap(StoredZip.read(jar));
    } catch (DataFormatException e) {
      throw fault(String.valueOf(e.getMessage()));
    }
    Findings findings = new Findings();
    entries.keySet().stream()
        .filter(name -> !isExpected(name))
        .forEach(
            name ->
                refuse(findings, "has an entry that no bundle has (" + Texts.shown(name) + ")"));
    findings.throwIfErrors();
    this.manifest = manifest();
    checkEngine();
    checkHashes(findings);
    findings.throwIfErrors();
    exactly(findings, ExecutableModel.MODULE, ExecutableModel.module());
    exactly(findings, ExecutableModel.RELEASE, ExecutableModel.release(manifest.sha256()));
    if (!Signatures.isManifest(entry(StoredZip.MANIFEST), jarManifest(manifest.version()))) {
      refuse(findings, "says more in " + StoredZip.MANIFEST + " than a bundle does");
    }
    findings.throwIfErrors();
    try {
      this.signers = Signatures.signers(jar, entries);
    } catch (SecurityException e) {
      throw fault("its signature does not hold: " + e.getMessage());
    }
  }

  /**
   * Reads a bundle from a file.
   *
   * @throws FaultException if it is not a bundle
   */
  static BundleContent read(Path path) throws IOException {
    return of(path.toString(), bytes(path));
  }

  /** Reads a file, unless it is too large to be a bundle. */
  static byte[] bytes(Path path) throws IOException {
    String name = path.toString();
    if (Files.isDirectory(path)) {
      throw FaultException.of(Place.ofFile(name), "is a folder", "name the jar of a bundle");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] jar = in.readNBytes((int) LARGEST + 1);
      if (jar.length > LARGEST) {
        throw FaultException.of(
            Place.ofFile(name), "has more than " + LARGEST + " bytes", "name the jar of a bundle");
      }
      return jar;
    } catch (NoSuchFileException e) {
      throw FaultException.of(
          Place.ofFile(name), "there is no such file", "make one with tarife bundle build");
    }
  }

  /** Reads a bundle that is in memory. */
  static BundleContent of(String name, byte[] jar) {
    return new BundleContent(name, jar);
  }

  /** The manifest of a jar; a signature adds to it. */
  static byte[] jarManifest(BundleVersion version) {
    String text =
        "Manifest-Version: 1.0\r\nCreated-By: Tarife "
            + Version.tarife()
            + "\r\nImplementation-Version: "
            + version
            + "\r\n\r\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether a manifest names the hash of an entry. */
  static boolean isHashed(String name) {
    return !name.equals(MANIFEST) && !name.equals(StoredZip.MANIFEST) && !Signatures.isPart(name);
  }

  private static boolean isExpected(String name) {
    return List.of(
                StoredZip.MANIFEST,
                MANIFEST,
                SCENARIOS,
                ExecutableModel.MODULE,
                ExecutableModel.RELEASE)
            .contains(name)
        || Signatures.isPart(name)
        || (name.startsWith(WORKBOOKS) && isWorkbook(name.substring(WORKBOOKS.length())))
        || COMPILED.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }

  private static boolean isWorkbook(String name) {
    return TablesReader.ALL.contains(name);
  }

  private BundleManifest manifest() {
    try {
      return BundleManifest.parse(entry(MANIFEST));
    } catch (IllegalArgumentException e) {
      throw fault("its " + MANIFEST + " cannot be used: " + e.getMessage());
    }
  }

  private void checkEngine() {
    if (!manifest.tarife().equals(Version.tarife())
        || !manifest.drools().equals(BundleManifest.droolsVersion())) {
      throw FaultException.of(
          Place.ofFile(file),
          "was built by Tarife "
              + Texts.shown(manifest.tarife())
              + " with Drools "
              + Texts.shown(manifest.drools())
              + ", and this is Tarife "
              + Version.tarife()
              + " with Drools "
              + BundleManifest.droolsVersion(),
          "use that version, or take its workbooks along: unzip -j "
              + file
              + " '"
              + WORKBOOKS
              + "*' -d old-tables, build these with a higher version, and deploy that");
    }
  }

  private void checkHashes(Findings findings) {
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      String name = entry.getKey();
      if (isHashed(name) && !Sha256.of(entry.getValue()).equals(manifest.files().get(name))) {
        refuse(findings, "the content of " + name + " is not what " + MANIFEST + " says");
      }
    }
    for (String name : manifest.files().keySet()) {
      if (!entries.containsKey(name)) {
        refuse(findings, "misses an entry (" + Texts.shown(name) + ")");
      }
    }
  }

  private void exactly(Findings findings, String name, String text) {
    if (!Arrays.equals(entry(name), text.getBytes(StandardCharsets.UTF_8))) {
      refuse(findings, "its " + name + " is not that of a bundle");
    }
  }

  /** The bytes of an entry that must be there. */
  byte[] entry(String name) {
    byte[] content = entries.get(name);
    if (content == null) {
      throw fault("misses an entry (" + name + ")");
    }
    return content;
  }

  /**
   * Checks that the identity is that of the tables inside, which the caller has read, and that the
   * rules are those of this Tarife.
   *
   * @throws FaultException if one is not
   */
  void checkIdentity(Tables tables) {
    BundleBuilder.fixedRules()
        .forEach(
            (name, text) -> {
              byte[] expected = text.getBytes(StandardCharsets.UTF_8);
              if (!Arrays.equals(expected, entry(name))) {
                throw fault(TextDifference.of(name, entry(name), expected));
              }
            });
    if (!manifest.sha256().equals(Tariff.identity(tables.sha256()))) {
      throw fault("its identity (sha256 in " + MANIFEST + ") is not that of its workbooks");
    }
  }

  String file() {
    return file;
  }

  byte[] jar() {
    return jar;
  }

  SortedMap<String, byte[]> entries() {
    return entries;
  }

  BundleManifest said() {
    return manifest;
  }

  /** Who signed all of it; empty where nobody did. */
  List<CertPath> signers() {
    return signers;
  }

  /** The workbooks, by file name. */
  Map<String, byte[]> workbooks() {
    Map<String, byte[]> workbooks = new TreeMap<>();
    entries.forEach(
        (name, content) -> {
          if (name.startsWith(WORKBOOKS)) {
            workbooks.put(name.substring(WORKBOOKS.length()), content);
          }
        });
    return workbooks;
  }

  private void refuse(Findings findings, String what) {
    findings.error(Place.ofFile(file), what, Texts.FIX);
  }

  private FaultException fault(String what) {
    return FaultException.of(Place.ofFile(file), what, Texts.FIX);
  }

  /** Texts that several errors share. */
  private static final class Texts {
    static final String FIX = "get the bundle again from who built it, or build it yourself";
    private static final int LONGEST = 80;

    private Texts() {}

    static String shown(String text) {
      return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
  }
}
