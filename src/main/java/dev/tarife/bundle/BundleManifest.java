package dev.tarife.bundle;

import dev.tarife.model.BundleId;
import dev.tarife.model.Version;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.kie.api.KieBase;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a bundle says of itself.
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
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public BundleManifest {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** Of a bundle that this engine builds. */
  static BundleManifest of(
      BundleVersion version, String sha256, SortedMap<String, String> fileHashes) {
    return new BundleManifest(version, sha256, Version.tarife(), droolsVersion(), fileHashes);
  }

  static String droolsVersion() {
    return String.valueOf(KieBase.class.getPackage().getImplementationVersion());
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
   * Reads.
   *
   * @throws IllegalArgumentException if the text is not as {@link #toJson} writes it
   */
  static BundleManifest parse(byte[] json) {
    try {
      JsonNode root = JSON.readTree(json);
      if (root.path("format").intValue(0) != FORMAT) {
        throw new IllegalArgumentException("its format is not " + FORMAT);
      }
      SortedMap<String, String> files = new TreeMap<>();
      for (Map.Entry<String, JsonNode> file : root.path("files").properties()) {
        files.put(file.getKey(), file.getValue().stringValue(""));
      }
      return new BundleManifest(
          BundleVersion.parse(root.path("version").stringValue("")),
          root.path("sha256").stringValue(""),
          root.path("engine").path("tarife").stringValue(""),
          root.path("engine").path("drools").stringValue(""),
          files);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("it is no JSON", e);
    }
  }
}
