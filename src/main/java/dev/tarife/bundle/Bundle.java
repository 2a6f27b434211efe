package dev.tarife.bundle;

import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import dev.tarife.model.Sha256;
import dev.tarife.rating.Tariff;
import dev.tarife.table.Tables;
import dev.tarife.table.read.RowTexts;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/**
 * A bundle that is open: a tariff as it was built, with the workbooks it was built from. Immutable,
 * and safe to share between threads. Nothing has to be closed: an unused bundle is garbage
 * collected.
 *
 * <p>Opening checks what can be checked quickly: that the file is a bundle and whole, and its
 * signature where it has one. Whether its rules are those of its workbooks is what {@link
 * BundleVerifier} asks; verify a bundle once when it comes from elsewhere.
 */
public final class Bundle {
  private final BundleManifest manifest;
  private final Tariff tariff;
  private final RowTexts rows;

  private Bundle(BundleManifest manifest, Tariff tariff, RowTexts rows) {
    this.manifest = manifest;
    this.tariff = tariff;
    this.rows = rows;
  }

  /**
   * Opens a bundle.
   *
   * @throws dev.tarife.model.FaultException if the file is not a bundle, is damaged or was changed,
   *     or is of another engine
   * @throws IOException if the file cannot be read
   */
  public static Bundle open(Path jar) throws IOException {
    return open(BundleContent.read(jar));
  }

  /**
   * Opens a bundle that is in memory, if it is the one that is expected.
   *
   * @param name what it is called in errors
   * @param sha256 of its bytes, in lower case
   * @param trust whose signature it must have; null: it need not be signed
   * @throws dev.tarife.model.FaultException if its bytes have another hash, if it has no trusted
   *     signature, and as {@link #open(Path)} does
   */
  public static Bundle open(
      String name, byte[] jar, String sha256, @Nullable TrustedSigners trust) {
    String actual = Sha256.of(jar);
    if (!actual.equals(sha256)) {
      throw FaultException.of(
          Place.ofFile(name),
          "its bytes have the SHA-256 " + actual + ", not " + sha256,
          "get the bundle again from who built it, or give the SHA-256 of this one");
    }
    BundleContent content = BundleContent.of(name, jar.clone());
    BundleVerifier.checkSigner(content, trust);
    return open(content);
  }

  /**
   * Returns the workbooks in a bundle, by file name. None of its code is loaded.
   *
   * @throws dev.tarife.model.FaultException as {@link #open} does
   * @throws IOException if the file cannot be read
   */
  public static Map<String, byte[]> workbooks(Path jar) throws IOException {
    return BundleContent.read(jar).workbooks();
  }

  static Bundle open(BundleContent content) {
    // The rules are opened beside the reading of the tables: either takes half a second.
    CompletableFuture<KieBase> rules =
        CompletableFuture.supplyAsync(() -> ExecutableModel.open(content.jar()));
    Tables tables = TablesReader.read(content.workbooks());
    content.checkIdentity(tables);
    Tariff tariff = Tariff.of(tables, rules.join(), content.said().id());
    return new Bundle(content.said(), tariff, new RowTexts(content.workbooks()));
  }

  /** The manifest of the bundle. */
  public BundleManifest manifest() {
    return manifest;
  }

  /** Its prices and rules, ready to rate. */
  public Tariff tariff() {
    return tariff;
  }

  /** The cells of its workbooks. */
  public RowTexts rows() {
    return rows;
  }
}
