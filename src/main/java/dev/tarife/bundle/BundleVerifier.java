package dev.tarife.bundle;

import dev.tarife.model.FaultException;
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
   * Verifies a bundle.
   *
   * @param trust whose signature it must have; null: it needs none
   * @throws FaultException if it is not what its workbooks give, or nobody trusted signed it
   * @throws IOException if the file cannot be read
   */
  public static Verified verify(Path jar, @Nullable TrustedSigners trust) throws IOException {
    return verify(BundleContent.read(jar), trust);
  }

  static Verified verify(BundleContent content, @Nullable TrustedSigners trust) {
    checkSigner(content, trust);
    String difference = difference(content.entries(), rebuilt(content));
    if (difference != null) {
      throw FaultException.of(
          Place.ofFile(content.file()),
          difference,
          "do not use the bundle: it was changed, or built by another version of tarife or Java");
    }
    return new Verified(content.said(), names(content));
  }

  /**
   * Says in one line how a bundle differs from what its workbooks give; null: it does not. A rule
   * text comes first: where one differs, so do hundreds of classes that were compiled from it.
   */
  private static @Nullable String difference(
      SortedMap<String, byte[]> found, SortedMap<String, byte[]> rebuilt) {
    TreeSet<String> names = new TreeSet<>(found.keySet());
    names.addAll(rebuilt.keySet());
    names.removeIf(
        name ->
            name.equals(StoredZip.MANIFEST)
                || Signatures.isPart(name)
                || Arrays.equals(found.get(name), rebuilt.get(name)));
    // The manifest differs because another file does.
    if (names.size() > 1) {
      names.remove(BundleContent.MANIFEST);
    }
    if (names.isEmpty()) {
      return null;
    }
    List<String> texts = names.stream().filter(name -> name.endsWith(".drl")).toList();
    String first = texts.isEmpty() ? names.first() : texts.get(0);
    int more = (texts.isEmpty() ? names.size() : texts.size()) - 1;
    byte[] content = found.get(first);
    byte[] expected = rebuilt.get(first);
    return (content == null
            ? "misses " + first + ", which the workbooks inside give"
            : expected == null
                ? first + " is not what the workbooks inside give: they give no such file"
                : texts.isEmpty()
                    ? first + " is not what the workbooks inside give: its bytes differ"
                    : TextDifference.of(first, content, expected))
        + (more == 0 ? "" : "; and " + more + " files more differ");
  }

  /** Refuses a bundle without a trusted signature, if signers are given. */
  static void checkSigner(BundleContent content, @Nullable TrustedSigners trust) {
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
    return content.signers().stream().map(TrustedSigners::name).toList();
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
