package dev.tarife.web.bundles;

import dev.tarife.bundle.StoreRules;
import dev.tarife.bundle.TrustedSigners;
import dev.tarife.model.FaultException;
import dev.tarife.web.problem.Renamed;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of bundles.
 *
 * @param trust file of certificates, one of which must have signed a bundle; empty: none
 * @param trustPassword of that file, if it is a key store; empty: none
 * @param first whether a service without a bundle deploys the tables of its jar
 */
@ConfigurationProperties("tarife.bundles")
record BundleSettings(String trust, String trustPassword, boolean first) {
  /**
   * What the service asks of a bundle: that another person deploys it, and a signature of those
   * that are trusted.
   *
   * @throws FaultException if the certificates cannot be read; the error names the setting, and not
   *     the path on the server
   */
  StoreRules rules() throws IOException {
    if (trust.isEmpty()) {
      return new StoreRules(true, null);
    }
    Path file = Path.of(trust).toAbsolutePath();
    try {
      char[] password = trustPassword.isEmpty() ? null : trustPassword.toCharArray();
      return new StoreRules(true, TrustedSigners.load(file, password));
    } catch (FaultException e) {
      throw Renamed.faults(e, text -> text.replace(file.toString(), "TARIFE_TRUST"));
    }
  }
}
