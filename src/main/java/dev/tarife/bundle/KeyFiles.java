package dev.tarife.bundle;

import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.jspecify.annotations.Nullable;

/** Opens key stores, with errors that say what to do. */
public final class KeyFiles {
  private KeyFiles() {}

  /**
   * The key that signs bundles.
   *
   * @param keystore PKCS #12 or JKS
   * @param password of the key store and of the key
   * @throws FaultException if there is no such key
   * @throws IOException if the file cannot be read
   */
  public static KeyStore.PrivateKeyEntry key(
      Path keystore, String alias, char @Nullable [] password) throws IOException {
    KeyStore store = open(keystore, password);
    try {
      if (store.getEntry(alias, new KeyStore.PasswordProtection(password))
          instanceof KeyStore.PrivateKeyEntry key) {
        return key;
      }
    } catch (GeneralSecurityException e) {
      throw FaultException.of(
          Place.ofFile(keystore.toString()),
          "the key (" + alias + ") cannot be opened",
          "give the key the password of the key store");
    }
    throw FaultException.of(
        Place.ofFile(keystore.toString()),
        "has no private key (" + alias + ")",
        "name one with --alias; keytool -list shows them");
  }

  static KeyStore open(Path keystore, char @Nullable [] password) throws IOException {
    bytes(keystore);
    try {
      return KeyStore.getInstance(keystore.toFile(), password == null ? new char[0] : password);
    } catch (IOException | GeneralSecurityException e) {
      throw FaultException.of(
          Place.ofFile(keystore.toString()),
          "is not a key store, or the password is wrong",
          "set TARIFE_KEYSTORE_PASSWORD to its password");
    }
  }

  static byte[] bytes(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw FaultException.of(
          Place.ofFile(file.toString()), "there is no such file", "name a key store");
    }
    return Files.readAllBytes(file);
  }
}
