package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.security.Passwords;
import dev.tarife.web.store.Role;
import dev.tarife.web.store.User;
import dev.tarife.web.store.Users;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database outlives its connections, and the work that is stopped while it reads. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // begin() sets the fields.
class DatabaseSurvivesTest {
  private static final String ACCOUNT =
      "account: \"1\"\ncurrency: USD\ninstances: [{ id: main, region: us-west-2 }]\n";

  @TempDir private static Path data = Path.of("");
  private Service service;
  private Program fatma;

  @BeforeAll
  void begin() throws Exception {
    service =
        Running.start(
            data,
            new ArrayList<>(),
            Map.of("tarife.rating.deadline", "30ms", "tarife.requests.burst", "100000"));
    People.add(service);
    fatma = new Program(service, People.FATMA);
    for (int i = 0; i < 600 && !service.part(Bundles.class).isReady(); i++) {
      TimeUnit.MILLISECONDS.sleep(500);
    }
    assertThat(fatma.put("/api/v1/accounts/1", "application/yaml", ACCOUNT).statusCode())
        .isEqualTo(200);
  }

  @AfterAll
  void end() {
    service.close();
  }

  /** What the pool does with a connection that is old, for all of them at once. */
  private void retireConnections() throws Exception {
    service
        .part(DataSource.class)
        .unwrap(HikariDataSource.class)
        .getHikariPoolMXBean()
        .softEvictConnections();
  }

  @Test
  void everythingCanBeWrittenAfterTheConnectionThatMadeTheTablesIsRetired() throws Exception {
    service
        .part(Users.class)
        .add(
            new User(
                "aylin",
                service.part(Passwords.class).hash(Running.PASSWORD),
                Role.ADMIN,
                false,
                false,
                Instant.EPOCH));
    Program admin = new Program(service, "aylin");
    retireConnections();
    TimeUnit.SECONDS.sleep(1);
    for (String role : List.of("viewer", "finance", "approver", "admin")) {
      HttpResponse<String> added =
          admin.post(
              "/api/v1/users", "{\"name\":\"late-%s\",\"role\":\"%s\"}".formatted(role, role));
      assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
      retireConnections();
    }
    HttpResponse<String> unknown =
        admin.post("/api/v1/users", "{\"name\":\"late\",\"role\":\"owner\"}");
    assertThat(unknown.statusCode()).as(unknown.body()).isBetween(400, 499);
  }

  @Test
  void workThatIsStoppedWhileItReadsTheDatabaseLeavesItOpen() throws Exception {
    StringBuilder usage = new StringBuilder("record_id,instance,usage_type,start_time,quantity\n");
    for (int i = 0; i < 20_000; i++) {
      usage.append("c").append(i).append(",main,web-call,2024-05-06T09:00:00Z,60\n");
    }
    HttpResponse<String> taken =
        fatma.post(
            "/api/v1/accounts/1/usage?name=usage.csv",
            "text/csv",
            BodyPublishers.ofString(usage.toString()));
    assertThat(taken.statusCode()).as(taken.body()).isBetween(200, 299);
    int stopped = 0;
    for (int i = 0; i < 40; i++) {
      HttpResponse<String> preview = fatma.get("/api/v1/accounts/1/preview?month=2024-05");
      if (preview.statusCode() == 503) {
        stopped++;
      }
      HttpResponse<String> me = fatma.get("/api/v1/me");
      assertThat(me.statusCode()).as("after preview %d: %s", i, me.body()).isEqualTo(200);
    }
    assertThat(stopped).as("previews that met their deadline").isPositive();
    assertThat(fatma.get("/actuator/health/readiness").body()).isEqualTo("{\"status\":\"UP\"}");
  }
}
