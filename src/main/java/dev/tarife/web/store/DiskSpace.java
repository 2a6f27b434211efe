package dev.tarife.web.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The disk of the embedded database. A write that fails for want of room closes that database: with
 * hardly any left nothing is written, so that it stays open for reading.
 */
@Component
class DiskSpace {
  private static final Logger LOG = LoggerFactory.getLogger(DiskSpace.class);

  /** Several times what a small change takes. */
  private static final long LEAST_BYTES = 1 << 20;

  /** With so much room an embedded database can always be opened and written again. */
  private static final long AMPLE_BYTES = 64L << 20;

  private final @Nullable Path folder;

  DiskSpace(Environment environment) {
    boolean here =
        environment.getRequiredProperty("spring.datasource.url").startsWith("jdbc:h2:file:");
    folder = here ? Path.of(environment.getRequiredProperty("tarife.data")) : null;
  }

  /** Whether there is room for a small change; a database elsewhere reports by itself. */
  boolean isThere() {
    return usable() >= LEAST_BYTES;
  }

  /** Whether the disk is certainly not full. For a database elsewhere this is not known. */
  boolean isAmple() {
    return folder != null && usable() >= AMPLE_BYTES;
  }

  private long usable() {
    if (folder == null) {
      return Long.MAX_VALUE;
    }
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      LOG.warn("How much room there is in {} is unknown: {}", folder, e.getMessage());
      return Long.MAX_VALUE;
    }
  }
}
