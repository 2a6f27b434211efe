package dev.tarife.model;

/**
 * Which tables and rules priced an invoice.
 *
 * @param version the bundle's version, or {@code working-copy}
 * @param sha256 hash of the normalised tables, the rules and the engine's version
 */
public record BundleId(String version, String sha256) {
  public static final String WORKING_COPY = "working-copy";
}
