package dev.tarife.report;

import dev.tarife.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A style sheet that rides in the jar.
 *
 * @param text what it says
 * @param sha256 its hash in Base64, by which a content security policy lets it and no other through
 */
record StyleSheet(String text, String sha256) {
  /** The style sheet of a file beside this class. */
  static StyleSheet of(String file) {
    try (InputStream in = StyleSheet.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("The jar has no style sheet (" + file + ").");
      }
      byte[] bytes = in.readAllBytes();
      return new StyleSheet(
          new String(bytes, StandardCharsets.UTF_8),
          Base64.getEncoder().encodeToString(Sha256.digest().digest(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
