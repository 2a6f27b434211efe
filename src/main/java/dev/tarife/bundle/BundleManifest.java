package dev.tarife.bundle;

import dev.tarife.model.BundleId;
import dev.tarife.model.Version;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kie.api.KieBase;

/**
 * The manifest of a bundle.
 *
 * @param version its version
 * @param sha256 hash of its workbooks, the rules and the engine's version: what an invoice shows
 * @param tarife version of Tarife that built it
 * @param drools version of the rule engine that built it
 * @param files SHA-256 of every entry but this one and the signature, by name
 */
public record BundleManifest(
    BundleVersion version,
    String sha256,
    String tarife,
    String drools,
    SortedMap<String, String> files) {
  private static final int FORMAT = 1;
  private static final Pattern HEAD =
      Pattern.compile(
          "\\{\\s+\"format\": "
              + FORMAT
              + ",\\s+\"version\": \"([0-9.]+)\",\\s+\"sha256\": \"([0-9a-f]{64})\","
              + "\\s+\"engine\": \\{ \"tarife\": \"([\\w.-]+)\", \"drools\": \"([\\w.-]+)\" },"
              + "\\s+\"files\": \\{");
  private static final Pattern FILE = Pattern.compile("\\s+\"([\\w./$-]+)\": \"([0-9a-f]{64})\",?");

  public BundleManifest {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** Makes the manifest of a bundle that this engine builds. */
  static BundleManifest of(
      BundleVersion version, String sha256, SortedMap<String, String> fileHashes) {
    return new BundleManifest(version, sha256, Version.tarife(), droolsVersion(), fileHashes);
  }

  static String droolsVersion() {
    return Version.of(KieBase.class, "org.kie/kie-api");
  }

  /** What invoices show. */
  public BundleId id() {
    return new BundleId(version.toString(), sha256);
  }

  /** SHA-256 of the workbooks, by file name. */
  public SortedMap<String, String> workbooks() {
    SortedMap<String, String> workbooks = new TreeMap<>();
    files.forEach(
        (name, hash) -> {
          if (name.startsWith(BundleContent.WORKBOOKS)) {
            workbooks.put(name.substring(BundleContent.WORKBOOKS.length()), hash);
          }
        });
    return workbooks;
  }

  byte[] toJson() {
    StringWriter text = new StringWriter();
    text.write("{\n  \"format\": " + FORMAT);
    text.write(",\n  \"version\": \"" + version);
    text.write("\",\n  \"sha256\": \"" + sha256);
    text.write("\",\n  \"engine\": { \"tarife\": \"" + tarife + "\", \"drools\": \"" + drools);
    text.write("\" },\n  \"files\": {");
    String comma = "\n";
    for (Map.Entry<String, String> file : files.entrySet()) {
      text.write(comma + "    \"" + file.getKey() + "\": \"" + file.getValue() + "\"");
      comma = ",\n";
    }
    text.write("\n  }\n}\n");
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Parses what {@link #toJson} wrote, and nothing else, so that opening a bundle is quick.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  static BundleManifest parse(byte[] json) {
    String text = new String(json, StandardCharsets.UTF_8);
    Matcher head = HEAD.matcher(text);
    if (!head.lookingAt()) {
      throw new IllegalArgumentException("it does not begin as a bundle's");
    }
    SortedMap<String, String> files = new TreeMap<>();
    Matcher file = FILE.matcher(text);
    file.region(head.end(), text.length());
    while (file.lookingAt()) {
      files.put(file.group(1), file.group(2));
      file.region(file.end(), text.length());
    }
    BundleManifest manifest =
        new BundleManifest(
            BundleVersion.parse(head.group(1)), head.group(2), head.group(3), head.group(4), files);
    if (!Arrays.equals(manifest.toJson(), json)) {
      throw new IllegalArgumentException("it is written otherwise than a bundle's");
    }
    return manifest;
  }
}
