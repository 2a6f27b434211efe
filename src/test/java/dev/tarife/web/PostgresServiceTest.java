package dev.tarife.web;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** The same with a real PostgreSQL server, which this test starts. */
class PostgresServiceTest extends ServiceContract {
  @TempDir private static Path data = Path.of("");
  private @Nullable EmbeddedPostgres postgres;
  private @Nullable Service service;

  @Override
  Service start() throws IOException {
    EmbeddedPostgres server = Running.postgres();
    postgres = server;
    Service started =
        Running.start(
            data,
            new ArrayList<>(),
            Map.of(
                "spring.datasource.url",
                server.getJdbcUrl("postgres", "postgres"),
                "spring.datasource.username",
                "postgres",
                "tarife.rating.small",
                "200KB",
                "tarife.requests.burst",
                "100000"));
    service = started;
    return started;
  }

  @AfterAll
  void stop() throws IOException {
    if (service != null) {
      service.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }
}
