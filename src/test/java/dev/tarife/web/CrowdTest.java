package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many at the same time, most of whom mean no good: everybody else is answered. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CrowdTest {
  private static final String LIVENESS = "/actuator/health/liveness";

  @TempDir private Path data = Path.of("");
  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable Service running;

  /** A clock that stands: no try is won back, however long these take. */
  private Service start(String... settings) {
    Map<String, String> all = new HashMap<>(Map.of("tarife.bundles.first", "false"));
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    Clock clock = Clock.fixed(Instant.parse("2026-08-12T09:00:00Z"), ZoneOffset.UTC);
    Service service = Running.start(data, new ArrayList<>(), all, clock);
    running = service;
    People.add(service);
    return service;
  }

  @AfterEach
  void stop() {
    if (running != null) {
      running.close();
    }
  }

  private HttpRequest.Builder request(Service service, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
  }

  private CompletableFuture<HttpResponse<String>> ask(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private CompletableFuture<HttpResponse<String>> signIn(
      Service service, String password, String... headers) {
    String basic =
        Base64.getEncoder()
            .encodeToString((People.VERA + ":" + password).getBytes(StandardCharsets.UTF_8));
    HttpRequest.Builder request =
        request(service, "/api/v1/me").header("Authorization", "Basic " + basic);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return ask(request);
  }

  private static List<Integer> statuses(List<CompletableFuture<HttpResponse<String>>> answers) {
    return answers.stream().map(answer -> answer.join().statusCode()).toList();
  }

  @Test
  void manyWrongPasswordsAtTheSameTimeAreCountedBeforeTheyAreLookedAt() {
    Service service = start();
    List<CompletableFuture<HttpResponse<String>>> right =
        IntStream.range(0, 20).mapToObj(i -> signIn(service, Running.PASSWORD)).toList();
    assertThat(statuses(right)).as("right ones count no more").containsOnly(200);

    List<Integer> wrong =
        statuses(IntStream.range(0, 60).mapToObj(i -> signIn(service, "no-" + i)).toList());
    assertThat(wrong).isSubsetOf(401, 429, 503);
    assertThat(wrong.stream().filter(status -> status == 401)).hasSizeLessThanOrEqualTo(10);
    List<Integer> more =
        statuses(IntStream.range(0, 20).mapToObj(i -> signIn(service, "no-" + i)).toList());
    assertThat(more).contains(429);
    HttpResponse<String> stopped = signIn(service, Running.PASSWORD).join();
    assertThat(stopped.statusCode()).isEqualTo(429);
    assertThat(stopped.headers().firstValue("Retry-After")).hasValue("60");
    assertThat(stopped.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(new Program(service, People.VERA).get("/api/v1/me").statusCode())
        .as("a token is no password, and is not slowed down")
        .isEqualTo(200);
  }

  @Test
  void aFloodOfStrangersLeavesTheServiceAlive() {
    Service service = start();
    List<Integer> flood = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        asked.add(ask(request(service, "/login")));
        asked.add(signIn(service, "no-" + i));
      }
      assertThat(ask(request(service, LIVENESS)).join().statusCode()).isEqualTo(200);
      assertThat(new Program(service, People.VERA).get("/api/v1/me").statusCode()).isEqualTo(200);
      flood.addAll(statuses(asked));
    }
    assertThat(flood.stream().filter(status -> status == 200)).hasSizeLessThanOrEqualTo(200);
    assertThat(flood.stream().filter(status -> status == 401)).hasSizeLessThanOrEqualTo(10);
    assertThat(flood).isSubsetOf(200, 401, 429, 503);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 100000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n1;"})
  void bodiesThatDripHoldNotAllThreads(String end) throws Exception {
    // Nothing else cuts them off: whoever had to wait for them would wait for ever.
    Service service = start("tarife.requests.patience", "1h", "server.tomcat.threads.max", "40");
    Program vera = new Program(service, People.VERA);
    String head =
        String.join(
            "\r\n",
            "POST /login HTTP/1.1",
            "Host: here",
            "Content-Type: application/x-www-form-urlencoded",
            end);
    List<Socket> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < 150; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
        crowd.add(socket);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      }
      for (int round = 0; round < 10; round++) {
        drip(crowd);
        assertThat(vera.get("/api/v1/me").statusCode()).isEqualTo(200);
        assertThat(vera.get(LIVENESS).statusCode()).isEqualTo(200);
        assertThat(vera.post("/api/v1/me/tokens", "{\"label\":\"a body\",\"days\":1}").statusCode())
            .isEqualTo(201);
      }
    } finally {
      for (Socket socket : crowd) {
        socket.close();
      }
    }
  }

  private static void drip(List<Socket> crowd) {
    for (Socket socket : crowd) {
      try {
        OutputStream out = socket.getOutputStream();
        out.write('x');
        out.flush();
      } catch (IOException e) {
        // It was cut off, as it should be.
      }
    }
  }

  @Test
  void aTrustedProxySaysWhoAsksAndHowTheServiceIsReached() {
    Service service = start("tarife.proxies.trusted", "10.0.0.0/8, 127.0.0.1");
    for (int i = 0; i < 12; i++) {
      signIn(service, "no", "X-Forwarded-For", "192.0.2.7").join();
    }
    assertThat(signIn(service, "no", "X-Forwarded-For", "192.0.2.7").join().statusCode())
        .isEqualTo(429);
    assertThat(
            signIn(service, Running.PASSWORD, "X-Forwarded-For", "192.0.2.8").join().statusCode())
        .as("somebody else behind the same proxy")
        .isEqualTo(200);
    assertThat(signIn(service, "no", "X-Forwarded-For", "192.0.2.9, 192.0.2.7").join().statusCode())
        .as("the client wrote the first, the proxy the last")
        .isEqualTo(429);

    HttpResponse<String> sent =
        ask(request(service, "/estimate")
                .headers(
                    "X-Forwarded-For", "192.0.2.8",
                    "X-Forwarded-Proto", "https",
                    "X-Forwarded-Host", "prices.example.org"))
            .join();
    assertThat(sent.headers().firstValue("Location"))
        .hasValueSatisfying(
            to -> assertThat(to).isIn("/login", "https://prices.example.org/login"));
    assertThat(sent.headers().firstValue("Strict-Transport-Security")).isPresent();
  }

  @Test
  void nobodyElseIsBelieved() {
    Service service = start();
    for (int i = 0; i < 12; i++) {
      signIn(service, "no", "X-Forwarded-For", "192.0.2." + i).join();
    }
    assertThat(signIn(service, "no", "X-Forwarded-For", "192.0.2.99").join().statusCode())
        .isEqualTo(429);
    HttpResponse<String> sent =
        ask(request(service, "/estimate").headers("X-Forwarded-Host", "evil.example.org")).join();
    assertThat(sent.headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).doesNotContain("evil"));
  }
}
