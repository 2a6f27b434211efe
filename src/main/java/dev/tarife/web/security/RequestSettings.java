package dev.tarife.web.security;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How often one may ask.
 *
 * @param burst requests at once, of a user
 * @param perSecond requests a second in the long run, of a user
 * @param wrongPasswords wrong passwords a minute, from an address
 */
@ConfigurationProperties("tarife.requests")
record RequestSettings(int burst, int perSecond, int wrongPasswords) {}
