package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.Needs;
import dev.tarife.web.bundles.Bundles;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A database that is full, closed or gone: what was acknowledged stays, and the service goes on.
 */
@Tag("slow")
class DatabaseLostTest {
  private static final String READINESS = "/actuator/health/readiness";
  private static final String LIVENESS = "/actuator/health/liveness";
  private static final String ACCOUNT =
      "account: \"1\"\ncurrency: USD\ninstances: [{ id: main, region: us-west-2 }]\n";

  @TempDir private Path folder = Path.of("");
  private @Nullable Service running;
  private @Nullable EmbeddedPostgres postgres;
  private int records;

  private Service start(Path data, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("tarife.requests.burst", "100000");
    all.put("tarife.database.pulse", "1s");
    Service service = Running.start(data, new ArrayList<>(), all);
    running = service;
    return service;
  }

  @AfterEach
  void stop() throws IOException {
    if (running != null) {
      running.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 3_000 && !condition.getAsBoolean(); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(condition.getAsBoolean()).as(what).isTrue();
  }

  private static int status(Program program, String path) {
    return program.get(path).statusCode();
  }

  /** A delivery of new records. */
  private String delivery() {
    StringBuilder usage = new StringBuilder("record_id,instance,usage_type,start_time,quantity\n");
    for (int i = 0; i < 500; i++) {
      usage
          .append("r")
          .append(Integer.toHexString(31 * ++records))
          .append(",main,web-call,2024-05-06T09:00:00Z,60\n");
    }
    return usage.toString();
  }

  private static HttpResponse<String> send(Program program, String usage) {
    return program.post(
        "/api/v1/accounts/1/usage?name=usage.csv", "text/csv", BodyPublishers.ofString(usage));
  }

  private Program withAccount(Service service) throws InterruptedException {
    People.add(service);
    await("a bundle is live", () -> service.part(Bundles.class).isReady());
    Program fatma = new Program(service, People.FATMA);
    assertThat(fatma.put("/api/v1/accounts/1", "application/yaml", ACCOUNT).statusCode())
        .isEqualTo(200);
    return fatma;
  }

  private static void assertKept(Program program, List<String> acknowledged) {
    for (String usage : acknowledged) {
      HttpResponse<String> again = send(program, usage);
      assertThat(again.statusCode()).as(again.body()).isBetween(200, 299);
      assertThat(Program.json(again).path("added").longValue())
          .as("each record of it is there")
          .isZero();
    }
    assertThat(program.get("/api/v1/journal/verify").body()).contains("\"whole\":true");
  }

  @Test
  void aFullDiskLosesNothingAndTheServiceGoesOnWhenThereIsRoom() throws Exception {
    Needs.program("mount");
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=40m", "tarife", disk.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    Needs.met(
        mount.waitFor() == 0,
        "no disk can be made here (" + said + "): run as root, with the right to mount");
    try {
      Map<String, String> settings = Map.of("tarife.database.patience", "3s");
      Path data = disk.resolve("data");
      Service service = start(data, settings);
      Program fatma = withAccount(service);
      List<String> acknowledged = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        String usage = delivery();
        assertThat(send(fatma, usage).statusCode()).isBetween(200, 299);
        acknowledged.add(usage);
      }
      assertThat(status(fatma, READINESS)).isEqualTo(200);

      Path filler = disk.resolve("filler");
      String usageThatIsRefused = delivery();
      fill(filler);
      // There is room to begin with, and too little to go on.
      try (FileChannel channel = FileChannel.open(filler, StandardOpenOption.WRITE)) {
        channel.truncate(channel.size() - (3 << 20));
      }
      assertThatThrownBy(
              () ->
                  service
                      .part(JdbcTemplate.class)
                      .execute(
                          "create table large as"
                              + " select x, random_uuid() id from system_range(1, 500000)"))
          .isInstanceOf(DataAccessException.class);
      await("it is opened again", () -> status(fatma, "/api/v1/accounts") == 200);
      fill(filler);
      int refused = 0;
      for (int i = 0; i < 40; i++) {
        String usage = delivery();
        HttpResponse<String> answer = send(fatma, usage);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201, 503, 507);
        if (answer.statusCode() < 300) {
          acknowledged.add(usage);
        } else {
          refused++;
          assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
      }
      assertThat(refused).as("deliveries that do not fit").isPositive();
      await("it says that it is not ready", () -> status(fatma, READINESS) == 503);
      assertThat(status(fatma, LIVENESS)).isEqualTo(200);
      // Longer than a database may be lost for another reason.
      TimeUnit.SECONDS.sleep(6);
      assertThat(service.isLost()).isFalse();
      await("it can be read", () -> status(fatma, "/api/v1/accounts") == 200);
      for (int i = 0; i < 50; i++) {
        assertThat(status(fatma, "/api/v1/accounts")).as("it stays open").isEqualTo(200);
        assertThat(send(fatma, usageThatIsRefused).statusCode()).isEqualTo(507);
      }

      Files.delete(filler);
      await("it is ready again", () -> status(fatma, READINESS) == 200);
      String usage = delivery();
      assertThat(send(fatma, usage).statusCode()).isBetween(200, 299);
      acknowledged.add(usage);
      assertKept(fatma, acknowledged);
      service.close();

      Service again = start(data, settings);
      await("a bundle is live", () -> again.part(Bundles.class).isReady());
      assertKept(new Program(again, People.FATMA), acknowledged);
      again.close();
    } finally {
      new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor();
    }
  }

  private static void fill(Path file) throws IOException {
    byte[] part = new byte[4096];
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        out.write(part);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  @Test
  void anEmbeddedDatabaseThatHasClosedItselfIsOpenedAgain() throws Exception {
    Service service = start(folder, Map.of("tarife.bundles.first", "false"));
    People.add(service);
    Program vera = new Program(service, People.VERA);
    for (int i = 0; i < 3; i++) {
      try {
        service.part(JdbcTemplate.class).execute("shutdown immediately");
      } catch (DataAccessException e) {
        assertThat(e).hasMessageContaining("closed");
      }
      int first = status(vera, "/api/v1/me");
      assertThat(first).isIn(200, 503);
      await("it is open again", () -> status(vera, "/api/v1/me") == 200);
    }
    assertThat(service.isLost()).isFalse();
  }

  private EmbeddedPostgres postgres(Path data, int port) throws IOException {
    EmbeddedPostgres server = Running.postgres(data, port);
    postgres = server;
    return server;
  }

  @Test
  void aPostgresThatIsRestartedIsUsedAgainAndOneThatStaysAwayEndsTheService() throws Exception {
    Path data = folder.resolve("postgres");
    EmbeddedPostgres server = postgres(data, 0);
    int port = server.getPort();
    Service service =
        start(
            Files.createDirectory(folder.resolve("data")),
            Map.of(
                "tarife.bundles.first",
                "false",
                "tarife.database.patience",
                "2m",
                "spring.datasource.url",
                server.getJdbcUrl("postgres", "postgres"),
                "spring.datasource.username",
                "postgres",
                "spring.datasource.hikari.connection-timeout",
                "1000"));
    People.add(service);
    Program vera = new Program(service, People.VERA);
    assertThat(status(vera, "/api/v1/me")).isEqualTo(200);
    server.close();
    HttpResponse<String> without = vera.get("/api/v1/me");
    assertThat(without.statusCode()).as(without.body()).isEqualTo(503);
    assertThat(without.body()).contains("The database cannot be reached");
    await("it says that it is not ready", () -> status(vera, READINESS) == 503);
    assertThat(status(vera, LIVENESS)).isEqualTo(200);
    EmbeddedPostgres again = postgres(data, port);
    await("it is used again", () -> status(vera, "/api/v1/me") == 200);

    again.close();
    await("it is lost", service::isLost);
    service.await();
  }
}
