package dev.tarife.model;

/**
 * Which tables and rules priced an invoice.
 *
 * @param version the bundle's version, or {@code working-copy}, or {@code other-rules} where more
 *     fires than the rules that are shipped
 * @param sha256 hash of the normalised tables, the rules and the engine's version
 */
public record BundleId(String version, String sha256) {
  public static final String WORKING_COPY = "working-copy";
  public static final String OTHER_RULES = "other-rules";

  /** As people read it: {@code bundle 2024.5.0}, or {@code tables working-copy} of a folder. */
  public String said() {
    if (version.equals(OTHER_RULES)) {
      return "tables with other rules than those of Tarife";
    }
    return (version.equals(WORKING_COPY) ? "tables " : "bundle ") + version;
  }
}
