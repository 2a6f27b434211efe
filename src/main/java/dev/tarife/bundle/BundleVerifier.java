package dev.tarife.bundle;

import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a bundle that came from elsewhere: builds it again from the workbooks inside, which runs
 * their scenarios, and compares every byte. No class of the bundle is loaded, so that a bundle
 * cannot hide code.
 */
public final class BundleVerifier {
  private BundleVerifier() {}

  /**
   * What is known of a bundle.
   *
   * @param manifest what it says of itself
   * @param signers names of those who signed it; empty where nobody did
   */
  public record Verified(BundleManifest manifest, List<String> signers) {
    public Verified {
      signers = List.copyOf(signers);
    }
  }

  /**
   * Verifies.
   *
   * @param trust whose signature it must have; null: it needs none
   * @throws FaultException with every fault
   * @throws IOException if the file cannot be read
   */
  public static Verified verify(Path jar, @Nullable Trust trust) throws IOException {
    return verify(BundleContent.read(jar), trust);
  }

  static Verified verify(BundleContent content, @Nullable Trust trust) {
    checkSigner(content, trust);
    SortedMap<String, byte[]> rebuilt = rebuilt(content);
    Findings findings = new Findings();
    TreeSet<String> names = new TreeSet<>(content.entries().keySet());
    names.addAll(rebuilt.keySet());
    for (String name : names) {
      boolean compared = !name.equals(StoredZip.MANIFEST) && !Signatures.isPart(name);
      if (compared && !Arrays.equals(content.entries().get(name), rebuilt.get(name))) {
        findings.error(
            Place.ofFile(content.file()),
            name + " is not what the workbooks inside give",
            "do not use the bundle: it was changed, or built by another version of tarife or Java");
      }
    }
    findings.throwIfErrors();
    return new Verified(content.said(), names(content));
  }

  /** Refuses a bundle that nobody trusted has signed, where there is somebody to trust. */
  static void checkSigner(BundleContent content, @Nullable Trust trust) {
    if (trust == null) {
      return;
    }
    if (content.signers().isEmpty()) {
      throw FaultException.of(
          Place.ofFile(content.file()),
          "nobody signed it",
          "build it with --keystore and --alias of a key that is trusted");
    }
    if (content.signers().stream().noneMatch(trust::accepts)) {
      throw FaultException.of(
          Place.ofFile(content.file()),
          "it is signed by " + String.join(" and ", names(content)) + ", who is not trusted",
          "have it built by one who is, or add the certificate to those that are trusted");
    }
  }

  static List<String> names(BundleContent content) {
    return content.signers().stream().map(Trust::name).toList();
  }

  private static SortedMap<String, byte[]> rebuilt(BundleContent content) {
    byte[] jar = BundleBuilder.build(content.workbooks(), content.said().version()).jar();
    try {
      return new TreeMap<>(StoredZip.read(jar));
    } catch (DataFormatException e) {
      throw new IllegalStateException(e);
    }
  }
}
