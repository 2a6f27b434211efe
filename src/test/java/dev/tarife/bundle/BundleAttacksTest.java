package dev.tarife.bundle;

import static dev.tarife.bundle.SmallBundles.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.model.FaultException;
import dev.tarife.table.SmallTables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that only look like bundles. */
@Tag("slow")
class BundleAttacksTest {
  private static final String CLASS = "dev/tarife/rules/rating/";

  @TempDir private Path folder = Path.of("");

  static Stream<Arguments> filesThatAreRefusedOnOpening() {
    return Stream.of(
        attack("empty", () -> new byte[0], "is no jar, or not all of one"),
        attack("text", () -> utf8("hello"), "is no jar, or not all of one"),
        attack(
            "cut off",
            () -> Arrays.copyOf(SmallBundles.may(), SmallBundles.may().length / 2),
            "is no jar, or not all of one"),
        attack("one byte changed", () -> flipped(SmallBundles.may()), "is packed otherwise"),
        attack(
            "a program before the archive",
            () -> joined(utf8("#!/bin/sh\n"), SmallBundles.may()),
            ""),
        attack("a zip bomb", () -> deflated("tarife/bundle.json", new byte[1 << 20]), "may swell"),
        attack(
            "zip slip",
            () -> with("dev/tarife/rules/../../../../evil.drl", "x"),
            "points outside of it"),
        attack("an absolute path", () -> with("/etc/cron.d/evil", "x"), "points outside of it"),
        attack("a path of Windows", () -> with("C:evil.drl", "x"), "points outside of it"),
        attack("two entries of one name", BundleAttacksTest::doubled, "two entries of one name"),
        attack(
            "a class of its own",
            () -> with("dev/tarife/model/Money.class", "x"),
            "an entry that no bundle has (dev/tarife/model/Money.class)"),
        attack(
            "a service",
            () -> with("META-INF/services/org.kie.api.KieServices", "x"),
            "an entry that no bundle has"),
        attack("a serialised module", () -> with("META-INF/kmodule.info", "x"), "no bundle has"),
        attack(
            "a pom",
            () -> with("META-INF/maven/dev.tarife/rules/pom.xml", "<!DOCTYPE x>"),
            "no bundle has"),
        attack(
            "a second signature",
            () -> with("META-INF/EVIL.SF", "x"),
            "an entry that no bundle has"),
        attack(
            "foreign rules, unlisted",
            () -> plain(e -> e.put(CLASS + "evil.drl", utf8("rule x when then end"))),
            "the content of dev/tarife/rules/rating/evil.drl is not what"),
        attack(
            "changed rules",
            () -> plain(e -> e.put(CLASS + "rating.drl", utf8("package x"))),
            "the content of dev/tarife/rules/rating/rating.drl is not what"),
        attack(
            "a kmodule that points elsewhere",
            () ->
                changed(
                    e ->
                        e.put(
                            Kjar.MODULE,
                            replaced(content(e, Kjar.MODULE), "name=\"tarife\"", "name=\"evil\""))),
            "its META-INF/kmodule.xml is not that of a bundle"),
        attack(
            "a kmodule with an external entity",
            () ->
                changed(
                    e ->
                        e.put(
                            Kjar.MODULE,
                            utf8("<!DOCTYPE k [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><k/>"))),
            "its META-INF/kmodule.xml is not that of a bundle"),
        attack(
            "the release of another",
            () -> changed(e -> e.put(Kjar.RELEASE, utf8(Kjar.release("1")))),
            "pom.properties is not that of a bundle"),
        attack(
            "other workbooks under the same identity",
            () ->
                changed(
                    e ->
                        e.put(
                            BundleContent.WORKBOOKS + "prices.xlsx",
                            SmallTables.priced(9).getOrDefault("prices.xlsx", new byte[0]))),
            "its identity (sha256 in tarife/bundle.json) is not that of its workbooks"),
        attack(
            "a class path",
            () ->
                changed(
                    e ->
                        e.put(
                            StoredZip.MANIFEST,
                            replaced(
                                content(e, StoredZip.MANIFEST),
                                "Created-By",
                                "Class-Path: evil.jar\r\nCreated-By"))),
            "says more in META-INF/MANIFEST.MF"),
        attack(
            "a workbook left out",
            () -> plain(e -> e.remove(BundleContent.WORKBOOKS + "telephony.xlsx")),
            "misses an entry (tarife/workbooks/telephony.xlsx)"),
        attack(
            "another engine",
            () ->
                plain(
                    e ->
                        e.put(
                            BundleContent.MANIFEST,
                            replaced(
                                content(e, BundleContent.MANIFEST),
                                "\"tarife\": \"",
                                "\"tarife\": \"9."))),
            "was built by Tarife 9."),
        attack(
            "a version that is none",
            () ->
                plain(
                    e ->
                        e.put(
                            BundleContent.MANIFEST,
                            replaced(content(e, BundleContent.MANIFEST), "2024.5.0", "../2024"))),
            "its tarife/bundle.json cannot be used"),
        attack(
            "a manifest that is no JSON",
            () -> plain(e -> e.put(BundleContent.MANIFEST, utf8("[[[["))),
            "its tarife/bundle.json cannot be used"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void filesThatAreRefusedOnOpening(String name, Supplier<byte[]> jar, String says) {
    Path file = SmallBundles.write(folder, "b.jar", jar.get());
    assertThatThrownBy(() -> Bundle.open(file))
        .isInstanceOf(FaultException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(says)
        .hasMessageContaining("; ");
    assertThatThrownBy(() -> BundleVerifier.verify(file, null)).isInstanceOf(FaultException.class);
    assertThat(folder).isDirectoryContaining("glob:**b.jar");
  }

  static Stream<Arguments> bundlesThatHideCode() {
    return Stream.of(
        attack(
            "a class that was changed",
            () -> changed(e -> e.put(aClass(e), flipped(content(e, aClass(e))))),
            ".class is not what the workbooks inside give"),
        attack(
            "one class more",
            () -> changed(e -> e.put(CLASS + "Evil.class", content(e, aClass(e)))),
            "Evil.class is not what the workbooks inside give"),
        attack(
            "rules that no workbook gives",
            () -> changed(e -> e.put(CLASS + "evil.drl", utf8("rule x when then end"))),
            "evil.drl is not what the workbooks inside give"),
        attack(
            "a rule left out",
            () -> changed(e -> e.remove(aClass(e))),
            ".class is not what the workbooks inside give"),
        attack(
            "scenarios that it did not run",
            () -> changed(e -> e.put(BundleContent.SCENARIOS, utf8("[]"))),
            "scenarios.json is not what the workbooks inside give"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void bundlesThatHideCode(String name, Supplier<byte[]> jar, String says) {
    Path file = SmallBundles.write(folder, "b.jar", jar.get());
    assertThatThrownBy(() -> BundleVerifier.verify(file, null))
        .isInstanceOf(FaultException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(says);
  }

  @Test
  void aSignedBundleThatWasChangedIsRefused() throws Exception {
    Path keys = SmallBundles.keys(folder, "ayse");
    byte[] signed = SmallBundles.signed(SmallBundles.may(), keys, "ayse");
    Map<String, Consumer<SortedMap<String, byte[]>>> changes =
        Map.of(
            "digest error",
            entries -> entries.put(aClass(entries), flipped(content(entries, aClass(entries)))),
            "an entry is not signed",
            entries -> entries.put(CLASS + "Evil.class", content(entries, aClass(entries))),
            "a signed entry is missing",
            entries -> entries.remove(aClass(entries)));
    changes.forEach(
        (says, change) -> {
          SortedMap<String, byte[]> entries = SmallBundles.entries(signed);
          change.accept(entries);
          Path file = SmallBundles.write(folder, "s.jar", SmallBundles.rehashed(entries));
          assertThatThrownBy(() -> Bundle.open(file))
              .isInstanceOf(FaultException.class)
              .hasMessageContaining("its signature does not hold: ")
              .hasMessageContaining(says);
        });
  }

  @Test
  void whatIsNoFileIsSaid() {
    assertThatThrownBy(() -> Bundle.open(folder)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> Bundle.open(folder.resolve("none.jar")))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  void noFileIsReadPastItsLimit() throws IOException {
    Path file = folder.resolve("large.jar");
    try (var large = new java.io.RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(BundleContent.LARGEST + 1);
    }
    assertThatThrownBy(() -> Bundle.open(file)).hasMessageContaining("has more than");
    Files.delete(file);
  }

  private static Arguments attack(String name, Supplier<byte[]> jar, String says) {
    return Arguments.of(name, jar, says);
  }

  /** Changes entries, and the manifest with them. */
  private static byte[] changed(Consumer<SortedMap<String, byte[]>> change) {
    SortedMap<String, byte[]> entries = SmallBundles.entries(SmallBundles.may());
    change.accept(entries);
    return SmallBundles.rehashed(entries);
  }

  /** Changes entries alone. */
  private static byte[] plain(Consumer<SortedMap<String, byte[]>> change) {
    SortedMap<String, byte[]> entries = SmallBundles.entries(SmallBundles.may());
    change.accept(entries);
    return StoredZip.write(entries);
  }

  private static byte[] with(String name, String content) {
    return changed(entries -> entries.put(name, utf8(content)));
  }

  private static String aClass(SortedMap<String, byte[]> entries) {
    return entries.keySet().stream()
        .filter(name -> name.contains("LambdaConsequence"))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] content(SortedMap<String, byte[]> entries, String name) {
    return Objects.requireNonNull(entries.get(name), name);
  }

  private static byte[] flipped(byte[] bytes) {
    byte[] flipped = bytes.clone();
    flipped[flipped.length / 2] ^= 1;
    return flipped;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] replaced(byte[] text, String from, String to) {
    return utf8(new String(text, StandardCharsets.UTF_8).replace(from, to));
  }

  private static byte[] deflated(String name, byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry(name));
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Two entries whose names have one length, then one name. */
  private static byte[] doubled() {
    byte[] jar = with(CLASS + "xxxxxx.drl", "x");
    byte[] from = utf8(CLASS + "xxxxxx.drl");
    byte[] to = utf8(CLASS + "rating.drl");
    for (int i = 0; i + from.length <= jar.length; i++) {
      if (Arrays.equals(jar, i, i + from.length, from, 0, from.length)) {
        System.arraycopy(to, 0, jar, i, to.length);
      }
    }
    return jar;
  }
}
