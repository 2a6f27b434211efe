package dev.tarife.bundle;

import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What a store asks of a bundle.
 *
 * @param fourEyes whether nobody may deploy a bundle that they submitted
 * @param trusted whose signature a bundle needs; null: none
 */
public record StoreRules(boolean fourEyes, @Nullable TrustedSigners trusted) {
  static final String FILE = "store.yaml";
  private static final String FOUR_EYES = "deployer is not the author";
  private static final String FREE = "none";

  /** Says what a store asks for at the moment. */
  @FunctionalInterface
  public interface Source {
    /**
     * Reads the rules.
     *
     * @throws FaultException if they cannot be used
     */
    StoreRules read() throws IOException;
  }

  /**
   * Reads {@code store.yaml} in the folder of a store; without it, nothing is asked for.
   *
   * @param password of the key store that {@code trust} names; null: none
   * @throws FaultException if the file has a field or value that is unknown
   */
  static StoreRules read(Path store, char @Nullable [] password) throws IOException {
    Path file = store.resolve(FILE);
    if (!Files.exists(file)) {
      return new StoreRules(false, null);
    }
    Findings findings = new Findings();
    Place place = Place.ofFile(file.toString());
    boolean fourEyes = false;
    Path trust = null;
    try {
      JsonNode root = new YAMLMapper().readTree(Files.readAllBytes(file));
      if (!root.isObject()) {
        findings.error(place, "holds no fields", "write approval: " + FOUR_EYES);
      }
      for (Map.Entry<String, JsonNode> field : root.properties()) {
        String value = field.getValue().asString("");
        if (field.getKey().equals("approval") && (value.equals(FOUR_EYES) || value.equals(FREE))) {
          fourEyes = value.equals(FOUR_EYES);
        } else if (field.getKey().equals("approval")) {
          findings.error(
              place, "the approval (" + value + ") is unknown", "write " + FOUR_EYES + ", or none");
        } else if (field.getKey().equals("trust") && !value.isBlank()) {
          trust = store.resolve(value);
        } else {
          findings.error(
              place,
              "the field (" + field.getKey() + ") is unknown or empty",
              "use approval and trust");
        }
      }
    } catch (JacksonException e) {
      findings.error(place, "is not YAML", "fix it, or remove it");
    }
    findings.throwIfErrors();
    return new StoreRules(fourEyes, trust == null ? null : TrustedSigners.load(trust, password));
  }
}
