package dev.tarife.web;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** The same with PostgreSQL, which takes fewer values. */
class PostgresHostileTest extends HostileRequests {
  @TempDir private static Path data = Path.of("");
  private @Nullable EmbeddedPostgres postgres;

  @Override
  Service start() throws IOException {
    EmbeddedPostgres server = Running.postgres();
    postgres = server;
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put("spring.datasource.url", server.getJdbcUrl("postgres", "postgres"));
    settings.put("spring.datasource.username", "postgres");
    settings.put("spring.datasource.hikari.connection-init-sql", "set lock_timeout = '500ms'");
    return Running.start(data, new ArrayList<>(), settings);
  }

  @Override
  void stop() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }
}
