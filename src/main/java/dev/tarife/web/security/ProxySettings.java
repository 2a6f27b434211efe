package dev.tarife.web.security;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What stands before the service.
 *
 * @param trusted addresses and networks, such as {@code 10.0.0.0/8}, whose {@code X-Forwarded-}
 *     headers are believed; empty: nobody's
 */
@ConfigurationProperties("tarife.proxies")
record ProxySettings(List<String> trusted) {
  ProxySettings {
    trusted = trusted.stream().map(String::strip).filter(one -> !one.isEmpty()).toList();
  }
}
