package dev.tarife.bundle;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something that was done to a store.
 *
 * @param at when
 * @param who did it
 * @param action what
 * @param version of the bundle
 * @param sha256 of its content, as invoices show it
 * @param file SHA-256 of its file
 * @param signers who signed it; empty: nobody
 * @param why it was done
 * @param previous SHA-256 of the journal's line before; empty for the first
 */
public record JournalEntry(
    Instant at,
    String who,
    Action action,
    BundleVersion version,
    String sha256,
    String file,
    List<String> signers,
    String why,
    String previous) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> FIELDS =
      Set.of("at", "who", "action", "version", "sha256", "file", "signers", "why", "previous");

  public JournalEntry {
    signers = List.copyOf(signers);
  }

  /** What was done. */
  public enum Action {
    /** An author submitted a bundle. */
    SUBMIT,
    /** A bundle went live for the first time. */
    DEPLOY,
    /** A bundle that had been live went live again. */
    ROLLBACK,
    /** A bundle's file was removed. */
    PRUNE;

    /** As the journal writes it. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether it made the bundle live. */
  public boolean madeLive() {
    return action == Action.DEPLOY || action == Action.ROLLBACK;
  }

  /** The entry as a line of the journal, without its end. */
  String toJson() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("at", at.toString());
    fields.put("who", who);
    fields.put("action", action.code());
    fields.put("version", version.toString());
    fields.put("sha256", sha256);
    fields.put("file", file);
    fields.put("signers", signers);
    fields.put("why", why);
    fields.put("previous", previous);
    return JSON.writeValueAsString(fields);
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is not an entry
   */
  static JournalEntry parse(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      if (!Set.copyOf(node.propertyNames()).equals(FIELDS)) {
        throw new IllegalArgumentException("its fields are not those of an entry");
      }
      String file = text(node, "file");
      if (!file.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException("file is not a hash");
      }
      return new JournalEntry(
          Instant.parse(text(node, "at")),
          text(node, "who"),
          Action.valueOf(text(node, "action").toUpperCase(Locale.ROOT)),
          BundleVersion.parse(text(node, "version")),
          text(node, "sha256"),
          file,
          node.path("signers").values().stream().map(name -> name.stringValue("")).toList(),
          text(node, "why"),
          text(node, "previous"));
    } catch (JacksonException | DateTimeException e) {
      throw new IllegalArgumentException("it cannot be read", e);
    }
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).stringValue("");
  }
}
