package dev.tarife.spark;

import dev.tarife.bundle.Bundle;
import dev.tarife.bundle.TrustedSigners;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Bundles that are open in this JVM, by the hash of their bytes: an executor opens each once, for
 * all of its tasks and jobs.
 */
final class OpenBundles {
  private static final Map<String, Bundle> OPEN = new ConcurrentHashMap<>();

  private OpenBundles() {}

  /**
   * The open bundle.
   *
   * @param sha256 that its bytes must have
   * @param trust certificates, one of which must have signed it; null: it need not be signed
   * @throws dev.tarife.model.FaultException if it is not the expected bundle, or not trusted
   */
  static Bundle of(String name, byte[] jar, String sha256, byte @Nullable [] trust) {
    String key = trust == null ? sha256 : sha256 + " signed " + dev.tarife.model.Sha256.of(trust);
    return OPEN.computeIfAbsent(key, missing -> Bundle.open(name, jar, sha256, signers(trust)));
  }

  private static @Nullable TrustedSigners signers(byte @Nullable [] trust) {
    if (trust == null) {
      return null;
    }
    try {
      Path file = Files.createTempFile("tarife-signers", ".pem");
      try {
        Files.write(file, trust);
        return TrustedSigners.load(file, null);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
