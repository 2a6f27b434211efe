package dev.tarife.bundle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPath;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import jdk.security.jarsigner.JarSigner;

/** Signatures of jars, as {@code jarsigner} makes and checks them. */
final class Signatures {
  private static final String NAME = "TARIFE";

  /** The digests that are signed. */
  static final String DIGESTS = "META-INF/" + NAME + ".SF";

  private static final Pattern SIGNATURE = Pattern.compile("META-INF/" + NAME + "\\.(RSA|EC|DSA)");

  private Signatures() {}

  /** Whether an entry is the signature itself. */
  static boolean isSignature(String entry) {
    return SIGNATURE.matcher(entry).matches();
  }

  /** Whether an entry is there only because the jar is signed. */
  static boolean isPart(String entry) {
    return entry.equals(DIGESTS) || isSignature(entry);
  }

  /** Signs a jar. */
  static byte[] sign(byte[] jar, KeyStore.PrivateKeyEntry key) throws IOException {
    Path unsigned = Files.createTempFile("tarife-", ".jar");
    try {
      Files.write(unsigned, jar);
      ByteArrayOutputStream signed = new ByteArrayOutputStream();
      try (ZipFile zip = new ZipFile(unsigned.toFile())) {
        new JarSigner.Builder(key)
            .digestAlgorithm("SHA-256")
            .signerName(NAME)
            .build()
            .sign(zip, signed);
      }
      return stored(signed.toByteArray());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    } finally {
      Files.deleteIfExists(unsigned);
    }
  }

  /** A signature is of the entries, whatever the way in which they are packed. */
  private static byte[] stored(byte[] jar) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return StoredZip.write(entries);
  }

  /**
   * Who signed a jar: all of its entries.
   *
   * @param entries of the jar, in their order
   * @return empty for a jar without a signature
   * @throws SecurityException if entries were changed after signing, added or left out, or the
   *     signature is weak or damaged
   */
  static List<CertPath> signers(byte[] jar, SortedMap<String, byte[]> entries) {
    if (entries.keySet().stream().noneMatch(Signatures::isPart)) {
      return List.of();
    }
    List<CertPath> signers = List.of();
    try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar), true)) {
      Manifest manifest = in.getManifest();
      if (manifest == null) {
        throw new SecurityException("its manifest cannot be read");
      }
      for (String signed : manifest.getEntries().keySet()) {
        if (!entries.containsKey(signed)) {
          throw new SecurityException("a signed entry is missing (" + signed + ")");
        }
      }
      for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
        in.readAllBytes();
        if (isPart(entry.getName())) {
          continue;
        }
        CodeSigner[] found = entry.getCodeSigners();
        if (found == null || found.length == 0) {
          throw new SecurityException("an entry is not signed (" + entry.getName() + ")");
        }
        signers = List.of(found).stream().map(CodeSigner::getSignerCertPath).toList();
      }
    } catch (IOException e) {
      throw new SecurityException("it cannot be read", e);
    }
    return signers;
  }

  /** Whether the manifest holds nothing but the expected attributes, and digests. */
  static boolean isManifest(byte[] manifest, byte[] expected) {
    try {
      Manifest found = new Manifest(new ByteArrayInputStream(manifest));
      Attributes wanted = new Manifest(new ByteArrayInputStream(expected)).getMainAttributes();
      return found.getMainAttributes().equals(wanted)
          && found.getEntries().values().stream()
              .flatMap(attributes -> attributes.keySet().stream())
              .allMatch(name -> name.toString().equals("SHA-256-Digest"));
    } catch (IOException e) {
      return false;
    }
  }
}
