package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** {@code tarife serve} as a process, which a test starts, asks and ends. */
abstract class ServiceProcess {
  static final String PASSWORD = "a password that we chose";

  private static final String QUICK = "-XX:TieredStopAtLevel=1";
  private static final Path TARIFE = Path.of("bin/tarife").toAbsolutePath();

  @TempDir Path folder = Path.of("");
  private final HttpClient client = HttpClient.newHttpClient();

  /** The virtual machine. */
  @Nullable Process process;

  /** Where it listens. */
  String home = "";

  /** What it wrote to standard output: its log. */
  Path log = Path.of("");

  private String said = "";

  /** Variables of the environment that it starts with, beside those of this process. */
  Map<String, String> environment() {
    return Map.of();
  }

  void start() throws IOException, InterruptedException {
    Path err = Files.createTempFile(folder, "said", ".txt");
    log = Files.createTempFile(folder, "log", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                TARIFE.toString(),
                "serve",
                "--port",
                "0",
                "--data",
                folder.resolve("data").toString())
            .redirectError(err.toFile())
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment());
    // It lives for seconds: the quick compiler alone takes half the work to start.
    builder.environment().merge("JAVA_OPTS", QUICK, (one, other) -> one + " " + other);
    Process started = builder.start();
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

  void awaitReady() throws Exception {
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

  /** Kills it. Not the shell script: that has become the virtual machine. */
  void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    kill();
  }

  HttpResponse<String> send(
      String user, String password, String method, String path, String type, String body)
      throws Exception {
    return send(user, password, method, path, type, BodyPublishers.ofString(body));
  }

  HttpResponse<String> send(
      String user, String password, String method, String path, String type, BodyPublisher body)
      throws Exception {
    String basic =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    return client.send(
        HttpRequest.newBuilder(URI.create(home + path))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", type)
            .method(method, body)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> admin(String method, String path, String type, String body)
      throws Exception {
    return send("admin", PASSWORD, method, path, type, body);
  }

  static String first(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
    return matcher.group(1);
  }

  void startForTheFirstTime() throws Exception {
    start();
    choosePassword("admin", first(said, "password (\\w+)"));
    awaitReady();
  }

  void choosePassword(String user, String oneTime) throws Exception {
    String change = "{\"present\":\"" + oneTime + "\",\"next\":\"" + PASSWORD + "\"}";
    assertThat(
            send(user, oneTime, "PUT", "/api/v1/me/password", "application/json", change)
                .statusCode())
        .isEqualTo(204);
  }
}
