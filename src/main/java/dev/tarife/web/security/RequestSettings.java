package dev.tarife.web.security;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How often one may ask, and how slowly.
 *
 * @param burst requests at once, of a user
 * @param perSecond requests a second in the long run, of a user
 * @param strangersBurst requests at once from an address, of those who are not signed in
 * @param strangersPerSecond requests a second in the long run from an address, of those
 * @param wrongPasswords wrong passwords a minute, from an address
 * @param patience how long a body is waited for in any case
 * @param slowest how much of a body must have come for each second that it was waited for, then
 */
@ConfigurationProperties("tarife.requests")
record RequestSettings(
    int burst,
    int perSecond,
    int strangersBurst,
    int strangersPerSecond,
    int wrongPasswords,
    Duration patience,
    DataSize slowest) {}
