package dev.tarife.web.rating;

import dev.tarife.metering.bulk.BulkMeter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * The bounds of rating.
 *
 * @param atOnce how many requests are rated at once
 * @param waiting how many may wait for their turn
 * @param deadline how long one may take
 * @param memory most memory of one that meters
 * @param small usage up to this size is rated while its sender waits
 * @param bundles how many bundles beside the live one stay open
 */
@ConfigurationProperties("tarife.rating")
public record RatingSettings(
    int atOnce, int waiting, Duration deadline, DataSize memory, DataSize small, int bundles) {
  /**
   * How one request may use the machine.
   *
   * @param spill folder for what does not fit into memory
   */
  public BulkMeter.Options options(Path spill) {
    return new BulkMeter.Options(spill, memory.toMegabytes() + "MB", 1, List.of());
  }
}
