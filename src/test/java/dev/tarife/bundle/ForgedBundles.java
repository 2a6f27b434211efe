package dev.tarife.bundle;

import static dev.tarife.bundle.SmallBundles.utf8;

import dev.tarife.model.Sha256;
import dev.tarife.table.SmallTables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files that only look like bundles. */
public final class ForgedBundles {
  private static final String CLASS = "dev/tarife/rules/rating/";

  private ForgedBundles() {}

  /**
   * A file.
   *
   * @param tried what was done to a sound bundle
   * @param jar its bytes
   */
  public record Forged(String tried, Supplier<byte[]> jar) {}

  /** Those that are refused as soon as they are opened. */
  public static List<Forged> refusedOnOpening() {
    return List.of(
        new Forged("empty", () -> new byte[0]),
        new Forged("text", () -> utf8("hello")),
        new Forged(
            "cut off", () -> Arrays.copyOf(SmallBundles.may(), SmallBundles.may().length / 2)),
        new Forged("one byte changed", () -> flipped(SmallBundles.may())),
        new Forged(
            "a program before the archive", () -> joined(utf8("#!/bin/sh\n"), SmallBundles.may())),
        new Forged("a zip bomb", () -> deflated("tarife/bundle.json", new byte[1 << 20])),
        new Forged("zip slip", () -> with("dev/tarife/rules/../../../../evil.drl", "x")),
        new Forged("an absolute path", () -> with("/etc/cron.d/evil", "x")),
        new Forged("a path of Windows", () -> with("C:evil.drl", "x")),
        new Forged("two entries of one name", ForgedBundles::doubled),
        new Forged("a class of its own", () -> with("dev/tarife/model/Money.class", "x")),
        new Forged("a service", () -> with("META-INF/services/org.kie.api.KieServices", "x")),
        new Forged("a serialised module", () -> with("META-INF/kmodule.info", "x")),
        new Forged("a pom", () -> with("META-INF/maven/dev.tarife/rules/pom.xml", "<!DOCTYPE x>")),
        new Forged("a second signature", () -> with("META-INF/EVIL.SF", "x")),
        new Forged(
            "foreign rules, unlisted",
            () -> plain(e -> e.put(CLASS + "evil.drl", utf8("rule x when then end")))),
        new Forged(
            "changed rules", () -> plain(e -> e.put(CLASS + "rating.drl", utf8("package x")))),
        new Forged(
            "a kmodule that points elsewhere",
            () ->
                changed(
                    e ->
                        e.put(
                            ExecutableModel.MODULE,
                            replaced(
                                content(e, ExecutableModel.MODULE),
                                "name=\"tarife\"",
                                "name=\"evil\"")))),
        new Forged(
            "a kmodule with an external entity",
            () ->
                changed(
                    e ->
                        e.put(
                            ExecutableModel.MODULE,
                            utf8("<!DOCTYPE k [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><k/>")))),
        new Forged(
            "the release of another",
            () -> changed(e -> e.put(ExecutableModel.RELEASE, utf8(ExecutableModel.release("1"))))),
        new Forged(
            "other workbooks under the same identity",
            () ->
                changed(
                    e ->
                        e.put(
                            BundleContent.WORKBOOKS + "prices.xlsx",
                            SmallTables.priced(9).getOrDefault("prices.xlsx", new byte[0])))),
        new Forged(
            "a class path",
            () ->
                changed(
                    e ->
                        e.put(
                            StoredZip.MANIFEST,
                            replaced(
                                content(e, StoredZip.MANIFEST),
                                "Created-By",
                                "Class-Path: evil.jar\r\nCreated-By")))),
        new Forged(
            "a workbook left out",
            () -> plain(e -> e.remove(BundleContent.WORKBOOKS + "telephony.xlsx"))),
        new Forged("another engine", ForgedBundles::ofAnotherEngine),
        new Forged(
            "a version that is none",
            () ->
                plain(
                    e ->
                        e.put(
                            BundleContent.MANIFEST,
                            replaced(content(e, BundleContent.MANIFEST), "2024.5.0", "../2024")))),
        new Forged(
            "a manifest that is not JSON",
            () -> plain(e -> e.put(BundleContent.MANIFEST, utf8("[[[[")))));
  }

  /** Those that hold together, and are not what their workbooks give. */
  public static List<Forged> hidingCode() {
    return List.of(
        new Forged(
            "a class that was changed",
            () -> changed(e -> e.put(aClass(e), flipped(content(e, aClass(e)))))),
        new Forged(
            "one class more",
            () -> changed(e -> e.put(CLASS + "Evil.class", content(e, aClass(e))))),
        new Forged(
            "rules that no workbook gives",
            () -> changed(e -> e.put(CLASS + "evil.drl", utf8("rule x when then end")))),
        new Forged("a rule left out", () -> changed(e -> e.remove(aClass(e)))),
        new Forged(
            "scenarios that it did not run",
            () -> changed(e -> e.put(BundleContent.SCENARIOS, utf8("[]")))));
  }

  /** A bundle of another version of Tarife. */
  public static byte[] ofAnotherEngine() {
    return plain(
        e ->
            e.put(
                BundleContent.MANIFEST,
                replaced(
                    content(e, BundleContent.MANIFEST), "\"tarife\": \"", "\"tarife\": \"9.")));
  }

  /** Lets a store have had another bundle live at first. */
  public static void wasLiveFirst(Path store, byte[] jar) throws IOException {
    String file = Sha256.of(jar);
    Files.write(store.resolve("bundles").resolve(file + ".jar"), jar);
    Path journal = store.resolve("journal.jsonl");
    StringBuilder lines = new StringBuilder();
    String last = "";
    for (String line : Files.readAllLines(journal)) {
      JournalEntry e = JournalEntry.parse(line);
      String changed =
          new JournalEntry(
                  e.at(),
                  e.who(),
                  e.action(),
                  e.version(),
                  e.sha256(),
                  last.isEmpty() ? file : e.file(),
                  e.signers(),
                  e.why(),
                  last)
              .toJson();
      lines.append(changed).append('\n');
      last = Sha256.of(utf8(changed));
    }
    Files.writeString(journal, lines);
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

  static String aClass(SortedMap<String, byte[]> entries) {
    return entries.keySet().stream()
        .filter(name -> name.contains("LambdaConsequence"))
        .findFirst()
        .orElseThrow();
  }

  static byte[] content(SortedMap<String, byte[]> entries, String name) {
    return Objects.requireNonNull(entries.get(name), name);
  }

  static byte[] flipped(byte[] bytes) {
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
