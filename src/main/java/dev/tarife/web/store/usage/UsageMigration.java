package dev.tarife.web.store.usage;

import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.metering.stored.Segment;
import dev.tarife.metering.stored.StoredUsage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Moves usage records out of rows of JSON, as versions before stored them, into segments. It works
 * account by account, file to file, in the memory of one request.
 */
@Component
final class UsageMigration implements JavaMigration {
  private static final Logger LOG = LoggerFactory.getLogger(UsageMigration.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int FETCHED = 5_000;

  /** What a record replaced of its own delivery was never there. */
  private static final String ROWS =
      """
      select batch, line, content from usage_records where account = ?
      union all
      select batch, line, content from replaced_records
      where account = ? and batch <> replaced_by
      """;

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("8");
  }

  @Override
  public String getDescription() {
    return "usage records into segments";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    // The embedded database commits what was moved when it drops the first table. A migration that
    // is cut off between the two goes on with the second.
    if (exists(connection, "usage_records")) {
      for (String account : accounts(connection)) {
        move(connection, account);
      }
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists usage_records");
      statement.execute("drop table if exists replaced_records");
    }
  }

  private static boolean exists(Connection connection, String table) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            select count(*) from information_schema.tables
            where table_schema = current_schema and table_name = ?
            """)) {
      select.setString(1, table);
      try (ResultSet row = select.executeQuery()) {
        return row.next() && row.getLong(1) > 0;
      }
    }
  }

  private static List<String> accounts(Connection connection) throws SQLException {
    List<String> accounts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select id from accounts a where exists"
                    + " (select 1 from usage_records r where r.account = a.id) order by id")) {
      while (row.next()) {
        accounts.add(row.getString(1));
      }
    }
    return accounts;
  }

  private static void move(Connection connection, String account) throws SQLException {
    try {
      Path folder = Files.createTempDirectory("tarife-upgrade");
      try (StoredUsage usage = StoredUsage.open(BulkMeter.Options.standard())) {
        int[] files = {0};
        Segment segment =
            usage.convert(
                sink -> read(connection, account, sink),
                () -> folder.resolve(files[0]++ + ".parquet"));
        if (segment != null) {
          add(connection, account, segment);
          LOG.info("moved {} records of account {}", segment.size(), account);
        }
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path file : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void read(Connection connection, String account, StoredUsage.Sink sink) {
    try (PreparedStatement select = connection.prepareStatement(ROWS)) {
      select.setFetchSize(FETCHED);
      select.setString(1, account);
      select.setString(2, account);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Map<String, String> texts = new LinkedHashMap<>();
          JSON.readTree(row.getString(3))
              .properties()
              .forEach(field -> texts.put(field.getKey(), field.getValue().asString()));
          sink.accept(row.getLong(1), row.getLong(2), texts);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The stored usage of " + account + " cannot be read.", e);
    }
  }

  private static void add(Connection connection, String account, Segment segment)
      throws SQLException {
    long last;
    try (PreparedStatement select =
        connection.prepareStatement("select max(batch) from usage_records where account = ?")) {
      select.setString(1, account);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        last = row.getLong(1);
      }
    }
    SingleConnectionDataSource source = new SingleConnectionDataSource(connection, true);
    new UsageSegments(JdbcClient.create(source), new JdbcTemplate(source))
        .add(account, segment, last);
  }
}
