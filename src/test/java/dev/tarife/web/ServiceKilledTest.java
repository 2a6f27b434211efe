package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tarife serve} from outside, killed with SIGKILL while it works. */
@Tag("outside")
class ServiceKilledTest {
  private static final Path TARIFE = Path.of("bin/tarife").toAbsolutePath();
  private static final String PASSWORD = "a password that we chose";
  private static final int BATCH = 500;

  @TempDir private Path folder = Path.of("");
  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable Process process;
  private String home = "";
  private String said = "";

  private void start() throws IOException, InterruptedException {
    Path err = Files.createTempFile(folder, "said", ".txt");
    Process started =
        new ProcessBuilder(
                TARIFE.toString(),
                "serve",
                "--port",
                "0",
                "--data",
                folder.resolve("data").toString())
            .redirectError(err.toFile())
            .redirectOutput(Files.createTempFile(folder, "log", ".txt").toFile())
            .start();
    process = started;
    for (int i = 0; i < 1200; i++) {
      said = Files.readString(err);
      Matcher listens = Pattern.compile("listens on (http://[^;]+);").matcher(said);
      if (listens.find()) {
        home = listens.group(1);
        return;
      }
      assertThat(started.isAlive()).as(said).isTrue();
      TimeUnit.MILLISECONDS.sleep(250);
    }
    throw new IllegalStateException("It did not start: " + said);
  }

  private void awaitReady() throws Exception {
    for (int i = 0; i < 600; i++) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(home + "/actuator/health/readiness")).build();
      if (client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
    throw new IllegalStateException("It did not become ready.");
  }

  /** Not the shell script: it has become the virtual machine. */
  private void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    kill();
  }

  private HttpResponse<String> send(
      String user, String password, String method, String path, String type, String body)
      throws Exception {
    String basic =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    return client.send(
        HttpRequest.newBuilder(URI.create(home + path))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> admin(String method, String path, String type, String body)
      throws Exception {
    return send("admin", PASSWORD, method, path, type, body);
  }

  private static String first(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
    return matcher.group(1);
  }

  private static String batch(int number) {
    StringBuilder csv =
        new StringBuilder(
            "record_id,instance,usage_type,start_time,quantity,country,number_type\n");
    for (int i = 0; i < BATCH; i++) {
      csv.append("r-")
          .append(number * BATCH + i)
          .append(",main,voice-inbound,2024-05-06T09:00:00Z,60,US,did\n");
    }
    return csv.toString();
  }

  private int take(int number) throws Exception {
    return admin("POST", "/api/v1/accounts/1/usage?name=usage.csv", "text/csv", batch(number))
        .statusCode();
  }

  private long records() throws Exception {
    String months = admin("GET", "/api/v1/accounts/1/months", "text/plain", "").body();
    return months.equals("[]") ? 0 : Long.parseLong(first(months, "\"records\":(\\d+)"));
  }

  @Test
  void nothingThatWasAcknowledgedIsLostAndNothingCountsTwice() throws Exception {
    start();
    String oneTime = first(said, "password (\\w+)");
    String change = "{\"present\":\"" + oneTime + "\",\"next\":\"" + PASSWORD + "\"}";
    assertThat(
            send("admin", oneTime, "PUT", "/api/v1/me/password", "application/json", change)
                .statusCode())
        .isEqualTo(204);
    awaitReady();
    assertThat(
            admin(
                    "PUT",
                    "/api/v1/accounts/1",
                    "application/yaml",
                    "account: \"1\"\ncurrency: USD\ninstances: [{ id: main, region: us-west-2 }]\n")
                .statusCode())
        .isEqualTo(200);

    Random random = new Random(20_240_506);
    AtomicInteger acknowledged = new AtomicInteger();
    for (int round = 0; round < 4; round++) {
      int before = acknowledged.get();
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(
              () -> {
                try {
                  while (take(acknowledged.get()) == 201) {
                    acknowledged.incrementAndGet();
                  }
                } catch (Exception e) {
                  // It was killed.
                }
              });
      while (acknowledged.get() == before && !sending.isDone()) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      TimeUnit.MILLISECONDS.sleep(random.nextInt(500));
      kill();
      sending.get(1, TimeUnit.MINUTES);
      start();
      awaitReady();
      // The batch that was on its way may be there, wholly.
      assertThat(records())
          .isIn((long) acknowledged.get() * BATCH, (acknowledged.get() + 1L) * BATCH);
    }
    assertThat(acknowledged.get()).isGreaterThan(3);
    for (int number = 0; number <= acknowledged.get(); number++) {
      assertThat(take(number)).isEqualTo(201);
    }
    assertThat(records()).isEqualTo((acknowledged.get() + 1L) * BATCH);
    String preview =
        admin("GET", "/api/v1/accounts/1/preview?month=2024-05", "text/plain", "").body();
    assertThat(preview).contains("\"quantity\": \"" + (acknowledged.get() + 1L) * BATCH + "\"");
    assertThat(admin("GET", "/api/v1/journal/verify", "text/plain", "").body())
        .contains("\"whole\":true");
    assertThat(admin("GET", "/api/v1/bundles", "text/plain", "").body())
        .contains("\"version\":\"0.1.0\"");
  }
}
