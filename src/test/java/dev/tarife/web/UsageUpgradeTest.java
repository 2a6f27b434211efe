package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.web.bundles.Bundles;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database in which an older version stored usage, each record as a row of JSON, is read on. */
@Tag("slow")
class UsageUpgradeTest {
  private static final String MIGRATIONS = "classpath:dev/tarife/web/migrations/";
  private static final String ACCOUNT =
      "{\"account\":\"1\",\"currency\":\"USD\",\"instances\":[{\"id\":\"main\",\"region\":\"us-west-2\"}]}";

  @TempDir private static Path data = Path.of("");

  /** What the version before stored, by its own migrations. */
  private static void fill(String url, String user, String vendor) throws Exception {
    Flyway.configure()
        .dataSource(url, user, "")
        .locations(MIGRATIONS + "common", MIGRATIONS + vendor)
        .target("4")
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(url, user, "");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into accounts values ('1', '%s', timestamp with time zone '2024-06-01 00:00:00+00:00', 'fatma')"
              .formatted(ACCOUNT));
      for (int batch = 1; batch <= 3; batch++) {
        statement.execute(
            """
            insert into batches
              (account, name, sha256, records, added, replaced, received_at, received_by)
            values ('1', 'usage-%d.csv', '00', 3, 3, 0,
              timestamp with time zone '2024-06-0%d 00:00:00+00:00', 'fatma')
            """
                .formatted(batch, batch));
      }
      // The delivery 2 took the place of a, which moved to June, and 3 of it again; of b within 2.
      insert(statement, "usage_records", "a", 3, 2, "2024-05-06T09:00:00Z", "180", "2024-06-03");
      insert(
          statement, "usage_records", "b", 2, 4, "2024-05-07T09:00:00.5Z", "60.50", "2024-06-02");
      insert(statement, "usage_records", "c", 1, 3, "2024-05-08T09:00:00Z", "60", null);
      insert(statement, "usage_records", "d", 1, 4, "2024-06-08T09:00:00Z", "60", null);
      insert(statement, "replaced_records", "a", 1, 2, "2024-05-06T09:00:00Z", "60", null);
      insert(statement, "replaced_records", "a", 2, 2, "2024-06-06T09:00:00Z", "61", "2024-06-02");
      insert(statement, "replaced_records", "b", 2, 3, "2024-05-07T09:00:00Z", "99", "2024-06-01");
      statement.execute(
          "update replaced_records set replaced_by = 3 where batch = 2 and record_id = 'a'");
    }
  }

  private static void insert(
      Statement statement,
      String table,
      String id,
      int batch,
      int line,
      String start,
      String quantity,
      @Nullable String version)
      throws Exception {
    String content =
        ("{\"record_id\":\"%s\",\"instance\":\"main\",\"usage_type\":\"voice-inbound\",\"start_time\":\"%s\","
                + "\"quantity\":\"%s\",\"country\":\"US\",\"number_type\":\"did\",\"note\":\"it''s, \\\"so\\\"\"%s}")
            .formatted(
                id,
                start,
                quantity,
                version == null ? "" : ",\"updated_at\":\"" + version + "T00:00:00Z\"");
    boolean replaced = table.equals("replaced_records");
    statement.execute(
        "insert into %s (account, record_id, %s starts, content, batch, line%s) values ('1', '%s', %s 0, '%s', %d, %d%s)"
            .formatted(
                table,
                replaced ? "" : "usage_type,",
                replaced ? ", replaced_by" : "",
                id,
                replaced ? "" : "'voice-inbound',",
                content,
                batch,
                line,
                replaced ? ", 2" : ""));
  }

  private static void check(Service service) throws Exception {
    People.add(service);
    for (int i = 0; i < 1_200 && !service.part(Bundles.class).isReady(); i++) {
      TimeUnit.MILLISECONDS.sleep(500);
    }
    Program fatma = new Program(service, People.FATMA);
    assertThat(fatma.get("/api/v1/accounts/1/months").body())
        .contains("{\"month\":\"2024-05\",\"records\":3", "{\"month\":\"2024-06\",\"records\":1");
    assertThat(fatma.get("/api/v1/accounts/1/batches").body()).contains("usage-3.csv");
    assertThat(
            Program.json(fatma.get("/api/v1/accounts/1/preview?month=2024-05"))
                .at("/lines/0/quantity")
                .stringValue())
        // 180, 60.5 rounded up and 60 seconds, in minutes.
        .isEqualTo("5.0166666667");
    String header = "record_id,instance,usage_type,start_time,quantity,country,number_type,note\n";
    String note = ",US,did,\"it's, \"\"so\"\"\"\n";
    HttpResponse<String> again =
        take(fatma, header + "c,main,voice-inbound,2024-05-08T09:00:00Z,60" + note);
    assertThat(again.body()).contains("\"added\":0", "\"replaced\":0");
    HttpResponse<String> other =
        take(fatma, header + "c,main,voice-inbound,2024-05-08T09:00:00Z,61" + note);
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("quantity is (61) here and (60) in batch 1 (usage-1.csv:3)");
    JdbcTemplate jdbc = service.part(JdbcTemplate.class);
    assertThat(
            jdbc.queryForObject(
                "select count(*) from information_schema.tables"
                    + " where table_name in ('usage_records', 'replaced_records')",
                Long.class))
        .isZero();
  }

  private static HttpResponse<String> take(Program program, String csv) {
    return program.post(
        "/api/v1/accounts/1/usage?name=later.csv", "text/csv", BodyPublishers.ofString(csv));
  }

  @Test
  void theEmbeddedDatabaseIsUpgraded() throws Exception {
    fill(
        "jdbc:h2:file:"
            + data.resolve("tarife")
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
        "tarife",
        "h2");
    try (Service service = Running.start(data, new ArrayList<>(), Map.of())) {
      check(service);
    }
  }

  @Test
  void postgresIsUpgraded() throws Exception {
    try (EmbeddedPostgres postgres = Running.postgres()) {
      String url = postgres.getJdbcUrl("postgres", "postgres");
      fill(url, "postgres", "postgresql");
      try (Service service =
          Running.start(
              data,
              new ArrayList<>(),
              Map.of("spring.datasource.url", url, "spring.datasource.username", "postgres"))) {
        check(service);
      }
    }
  }
}
