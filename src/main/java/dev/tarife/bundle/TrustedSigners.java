package dev.tarife.bundle;

import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose signature counts: the holders of some certificates, and those whose certificates these have
 * issued. A certificate that is listed itself counts also after it has expired, since bundles
 * outlive it.
 */
public final class TrustedSigners {
  private static final String PEM = "-----BEGIN CERTIFICATE-----";

  private final Set<X509Certificate> certificates;

  private TrustedSigners(Set<X509Certificate> certificates) {
    this.certificates = Set.copyOf(certificates);
  }

  /**
   * Reads certificates from a key store (PKCS #12 or JKS) or from a PEM file.
   *
   * @param password of the key store; null for a PEM file
   * @throws FaultException if the file holds no certificate that can be read
   * @throws IOException if the file cannot be read
   */
  public static TrustedSigners load(Path file, char @Nullable [] password) throws IOException {
    byte[] bytes = KeyFiles.bytes(file);
    Set<X509Certificate> found = new HashSet<>();
    try {
      if (new String(bytes, StandardCharsets.ISO_8859_1).contains(PEM)) {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        factory
            .generateCertificates(new ByteArrayInputStream(bytes))
            .forEach(certificate -> add(found, certificate));
      } else {
        KeyStore store = KeyFiles.open(file, password);
        for (String alias : Collections.list(store.aliases())) {
          add(found, store.getCertificate(alias));
        }
      }
    } catch (GeneralSecurityException e) {
      throw FaultException.of(
          Place.ofFile(file.toString()),
          "its certificates cannot be read",
          "give a PEM file or a PKCS #12 key store");
    }
    if (found.isEmpty()) {
      throw FaultException.of(
          Place.ofFile(file.toString()), "holds no certificate", "add that of a trusted signer");
    }
    return new TrustedSigners(found);
  }

  private static void add(Set<X509Certificate> found, @Nullable Certificate certificate) {
    if (certificate instanceof X509Certificate known) {
      found.add(known);
    }
  }

  /** Whether a signer is trusted. */
  boolean accepts(CertPath signer) {
    if (signer.getCertificates().isEmpty()) {
      return false;
    }
    if (signer.getCertificates().get(0) instanceof X509Certificate own
        && certificates.contains(own)) {
      return true;
    }
    try {
      Set<TrustAnchor> anchors = new HashSet<>();
      certificates.forEach(certificate -> anchors.add(new TrustAnchor(certificate, null)));
      PKIXParameters parameters = new PKIXParameters(anchors);
      parameters.setRevocationEnabled(false);
      CertPathValidator.getInstance("PKIX").validate(signer, parameters);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The name in the certificate that signed. */
  static String name(CertPath signer) {
    return signer.getCertificates().get(0) instanceof X509Certificate own
        ? own.getSubjectX500Principal().getName()
        : "a certificate without a name";
  }
}
