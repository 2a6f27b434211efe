package dev.tarife.web.bundles;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What is asked of bundles.
 *
 * @param trust file of certificates, one of which must have signed a bundle; empty: none
 * @param trustPassword of that file, if it is a key store; empty: none
 * @param first whether a service without a bundle deploys the tables of its jar
 */
@ConfigurationProperties("tarife.bundles")
record BundleSettings(String trust, String trustPassword, boolean first) {
  char @Nullable [] password() {
    return trustPassword.isEmpty() ? null : trustPassword.toCharArray();
  }
}
