package dev.tarife.web;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The service with the embedded database. */
class EmbeddedHostileTest extends HostileRequests {
  @TempDir private static Path data = Path.of("");

  @Override
  Service start() {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put(
        "spring.datasource.url",
        "jdbc:h2:file:"
            + data.resolve("tarife")
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;LOCK_TIMEOUT=500");
    return Running.start(data, new ArrayList<>(), settings);
  }
}
