package dev.tarife.web.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What the service makes of a database that fails in one way or another. */
class DatabaseHealthTest {
  @TempDir private Path folder = Path.of("");

  private final Source source = new Source();
  private final List<Object> events = new ArrayList<>();

  /** A database that says a text instead of working, where one is set. */
  private static final class Source extends AbstractDataSource {
    private final JdbcDataSource database = new JdbcDataSource();
    private String failure = "";

    private Source() {
      database.setUrl("jdbc:h2:mem:health;DB_CLOSE_DELAY=-1");
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (!failure.isEmpty()) {
        throw new SQLException(failure);
      }
      return database.getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw new SQLException("there is no pool");
    }
  }

  private DatabaseHealth health(String url) throws Exception {
    JdbcTemplate template = new JdbcTemplate(source);
    template.execute("drop table if exists pulse");
    template.execute("create table pulse (name varchar, beat bigint)");
    template.execute("insert into pulse values ('service', 1)");
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test", Map.of("spring.datasource.url", url, "tarife.data", folder.toString())));
    DurableChanges durable =
        new DurableChanges(
            new JdbcTransactionManager(source), source, template, new DiskSpace(environment));
    return new DatabaseHealth(
        JdbcClient.create(source), durable, source, events::add, Duration.ZERO);
  }

  private void watchAfterASecond(DatabaseHealth health) throws InterruptedException {
    // An answer is kept for a second.
    Thread.sleep(1_100);
    health.watch();
  }

  @Test
  void aDatabaseThatWorksIsUpAndNothingHappens() throws Exception {
    DatabaseHealth health = health("jdbc:h2:file:" + folder);
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    health.watch();
    assertThat(events).isEmpty();
  }

  @Test
  void aDatabaseThatIsGoneIsLostAfterSomeTime() throws Exception {
    DatabaseHealth health = health("jdbc:h2:file:" + folder);
    source.failure = "the database is closed";
    watchAfterASecond(health);
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(events).containsExactly(new DatabaseHealth.Lost("the database is closed"));
  }

  /** A store that has failed once may repeat its first failure for ever. */
  @Test
  void aDatabaseThatSaysItsDiskIsFullWhereThereIsRoomIsLostToo() throws Exception {
    DatabaseHealth health = health("jdbc:h2:file:" + folder);
    source.failure = "No space left on device";
    watchAfterASecond(health);
    assertThat(events).containsExactly(new DatabaseHealth.Lost("No space left on device"));
  }

  @Test
  void aFullDiskElsewhereIsWaitedFor() throws Exception {
    DatabaseHealth health = health("jdbc:postgresql://db/tarife");
    source.failure = "No space left on device";
    watchAfterASecond(health);
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(events).isEmpty();
  }
}
