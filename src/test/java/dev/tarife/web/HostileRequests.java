package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.web.security.TokenKeys;
import dev.tarife.web.store.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every operation of {@code openapi.json}, asked in every wrong way of {@link Hostile}: never an
 * answer of 500 or above, and each refusal a problem.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // begin() sets the fields.
abstract class HostileRequests {
  static final Map<String, String> SETTINGS =
      Map.of(
          "tarife.upload.limit",
          "1MB",
          "spring.servlet.multipart.max-file-size",
          "1MB",
          "spring.servlet.multipart.max-request-size",
          "1MB",
          "tarife.requests.burst",
          "1000000",
          "tarife.requests.wrong-passwords",
          "100000");

  private static final String ACCOUNT =
      "{ account: \"1\", currency: USD, instances: [{ id: main, region: us-west-2 }] }";
  private static final List<String> VERBS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
  private static final List<String> INSIDE =
      List.of("Exception", "org.spring", "java.", "dev.tarife", "jdbc", "SQL", "/tmp/");
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private Service service;
  private String key;
  private URI home;
  private JsonNode document;
  private final List<String> improper = new ArrayList<>();

  /** A service with a database whose locks are waited for but shortly. */
  abstract Service start() throws Exception;

  @BeforeAll
  void begin() throws Exception {
    service = start();
    home = URI.create("http://127.0.0.1:" + service.port());
    People.add(service);
    People.add(service, "mallory", Role.VIEWER);
    Running.awaitBundle(service);
    key = service.part(TokenKeys.class).make(People.ALI, "hostile", Duration.ofDays(1)).key();
    Program fatma = new Program(service, People.FATMA);
    assertThat(fatma.put("/api/v1/accounts/1", "application/yaml", ACCOUNT).statusCode())
        .isEqualTo(200);
    document = JSON.readTree(fatma.get("/openapi.json").body());
  }

  @AfterAll
  void end() throws Exception {
    service.close();
    stop();
  }

  void stop() throws Exception {}

  /** An operation, and what a proper request of it looks like. */
  private record Operation(String verb, String path, JsonNode said) {
    @Override
    public String toString() {
      return verb + " " + path;
    }

    /** Its address, each place of it filled with what there is, or would be. */
    String address() {
      return path.replace("{id}.csv", "1-2024-05-1.csv")
          .replace("invoices/{id}", "invoices/1-2024-05-1")
          .replace("jobs/{id}", "jobs/none")
          .replace("tokens/{id}", "tokens/none")
          .replace("{id}", "1")
          .replace("{name}", "mallory")
          .replace("{version}", "9.9.9")
          .replace("{number}", "1");
    }

    /** Parameters that it asks for. */
    String query() {
      StringBuilder query = new StringBuilder();
      for (JsonNode parameter : said.path("parameters")) {
        if (parameter.path("in").asString("").equals("query")
            && parameter.path("required").booleanValue(false)) {
          query
              .append(query.isEmpty() ? "?" : "&")
              .append(parameter.path("name").stringValue())
              .append('=')
              .append(parameter.path("example").asString());
        }
      }
      return query.toString();
    }

    JsonNode example() {
      return said.path("requestBody").path("content").path("application/json").path("example");
    }

    Set<String> types() {
      return Set.copyOf(said.path("requestBody").path("content").propertyNames());
    }
  }

  private List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> verb : path.getValue().properties()) {
        all.add(
            new Operation(verb.getKey().toUpperCase(Locale.ROOT), path.getKey(), verb.getValue()));
      }
    }
    return all;
  }

  private HttpResponse<String> send(String verb, String address, byte[] body, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(home + address));
    request.method(
        verb, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    request.header("Authorization", "Bearer " + key);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(verb + " " + address + " was not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void assertProper(HttpResponse<String> answer, String asked) {
    asked = asked + "\n  " + answer.statusCode() + " " + answer.body();
    if (answer.statusCode() >= 500) {
      improper.add(asked);
    } else if (answer.statusCode() >= 400) {
      String type = answer.headers().firstValue("Content-Type").orElse("");
      boolean head = answer.request().method().equals("HEAD");
      if (!type.equals("application/problem+json")
          || !(head || isProblem(answer.statusCode(), answer.body()))) {
        improper.add(asked + " as " + type);
      }
    }
  }

  /** Whether a body has all that a problem has, and no word of what the service is made of. */
  private static boolean isProblem(int status, String body) {
    JsonNode problem = JSON.readTree(body);
    return problem.path("status").intValue() == status
        && !problem.path("title").stringValue().isBlank()
        && problem.path("faults").isArray()
        && INSIDE.stream().noneMatch(body::contains);
  }

  @AfterEach
  void noneIsImproper() {
    List<String> all = List.copyOf(improper);
    improper.clear();
    assertThat(all.stream().limit(40)).as("%d answers", all.size()).isEmpty();
  }

  @Test
  void hostileBodies() {
    for (Operation operation : operations()) {
      String address = operation.address() + operation.query();
      for (byte[] body :
          operation.types().isEmpty() ? Hostile.BODIES.subList(0, 1) : Hostile.BODIES) {
        for (String type : types(operation)) {
          assertProper(
              send(operation.verb(), address, body, "Content-Type", type),
              operation + " as " + type + ": " + Hostile.shown(body));
        }
      }
    }
  }

  private static Set<String> types(Operation operation) {
    Set<String> types = new java.util.TreeSet<>(operation.types());
    types.remove("multipart/form-data");
    types.add("application/json");
    return types;
  }

  @Test
  void hostileFields() {
    for (Operation operation : operations()) {
      if (operation.example() instanceof ObjectNode example) {
        String address = operation.address() + operation.query();
        Hostile.changed(example)
            .forEach(
                body ->
                    assertProper(
                        send(
                            operation.verb(),
                            address,
                            body.getBytes(StandardCharsets.UTF_8),
                            "Content-Type",
                            "application/json"),
                        operation + ": " + Hostile.shown(body.getBytes(StandardCharsets.UTF_8))));
      }
    }
  }

  @Test
  void hostileForms() {
    for (Operation operation : operations()) {
      JsonNode form = operation.said().path("requestBody").path("content");
      if (!form.has("multipart/form-data")) {
        continue;
      }
      JsonNode schema = form.path("multipart/form-data").path("schema");
      JsonNode shape = document.at(schema.path("$ref").asString("#").substring(1));
      for (byte[] body : Hostile.forms(List.copyOf(shape.path("properties").propertyNames()))) {
        assertProper(
            send(
                operation.verb(),
                operation.address(),
                body,
                "Content-Type",
                "multipart/form-data; boundary=" + Hostile.BOUNDARY),
            operation + ": " + Hostile.shown(body));
      }
      for (String type :
          List.of("multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed")) {
        assertProper(
            send(
                operation.verb(),
                operation.address(),
                "x".getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                type),
            operation + " as " + type);
      }
    }
  }

  @Test
  void hostileHeaders() {
    for (Operation operation : operations()) {
      byte[] body = operation.example().isObject() ? EMPTY : new byte[0];
      for (String[] header : Hostile.HEADERS) {
        String[] headers =
            header[0].equals("Content-Type")
                ? header
                : new String[] {header[0], header[1], "Content-Type", "application/json"};
        assertProper(
            send(operation.verb(), operation.address() + operation.query(), body, headers),
            operation + " with " + String.join(": ", header));
      }
    }
  }

  @Test
  void hostileAddresses() {
    for (Operation operation : operations()) {
      if (Set.of("PUT", "PATCH").contains(operation.verb())) {
        continue;
      }
      for (String value : Hostile.VALUES) {
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        List<String> addresses = new ArrayList<>();
        if (operation.path().contains("{")) {
          addresses.add(operation.path().replaceAll("\\{[a-z]+}", encoded) + operation.query());
        }
        for (JsonNode parameter : operation.said().path("parameters")) {
          JsonNode said =
              parameter.has("$ref")
                  ? document.at(parameter.path("$ref").stringValue().substring(1))
                  : parameter;
          if (said.path("in").stringValue().equals("query")) {
            addresses.add(
                operation.address() + "?" + said.path("name").stringValue() + "=" + encoded);
            String query = operation.query();
            addresses.add(
                operation.address()
                    + query
                    + (query.isEmpty() ? "?" : "&")
                    + said.path("name").stringValue()
                    + "="
                    + encoded);
          }
        }
        addresses.add(operation.address() + "?" + encoded + "=" + encoded);
        for (String address : addresses) {
          assertProper(
              send(operation.verb(), address, new byte[0]), operation.verb() + " " + address);
        }
      }
      for (String escape : Hostile.ESCAPES) {
        String address = operation.path().replaceAll("\\{[a-z]+}", escape) + operation.query();
        assertProper(
            send(operation.verb(), address, new byte[0]), operation.verb() + " " + address);
        assertProper(
            send(operation.verb(), operation.address() + "?x=" + escape, new byte[0]),
            operation + " ?x=" + escape);
      }
    }
  }

  @Test
  void methodsThatAnAddressDoesNotHave() {
    for (Operation operation : operations()) {
      JsonNode had = document.path("paths").path(operation.path());
      for (String verb : VERBS) {
        if (!had.has(verb.toLowerCase(Locale.ROOT))) {
          HttpResponse<String> answer = send(verb, operation.address(), new byte[0]);
          assertProper(answer, verb + " " + operation.address());
          if (!Set.of("HEAD", "OPTIONS").contains(verb)
              && !operation.address().contains("rollback")) {
            if (answer.statusCode() != 405 || answer.headers().firstValue("Allow").isEmpty()) {
              improper.add(verb + " " + operation.address() + " " + answer.statusCode());
            }
          }
        }
      }
    }
  }

  @Test
  void pagesTakeNoToken() {
    for (String page :
        List.of("/", "/login", "/estimate", "/usage", "/invoice", "/prices", "/change")) {
      HttpResponse<String> answer = send("GET", page, new byte[0]);
      assertProper(answer, page);
      assertThat(answer.statusCode()).as(page).isEqualTo(400);
      assertThat(answer.body()).contains("programs use what /openapi.json lists");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v1/%zz HTTP/1.1",
        "GET /api/v1/accounts/%c3%28 HTTP/1.1",
        "GET /api/v1/accounts/a\\b HTTP/1.1",
        "GET /api/v1/accounts/a|b HTTP/1.1",
        "GET /api/v1/accounts;x=1 HTTP/1.1",
        "GET /api/v1/../../etc/passwd HTTP/1.1",
        "GET //api//v1//me HTTP/1.1",
        "TRACE /api/v1/me HTTP/1.1",
        "PROPFIND /api/v1/me HTTP/1.1",
        "GET /api/v1/me HTTP/9.9",
        "GET /api/v1/me?%zz=1 HTTP/1.1",
        "GET /api HTTP/1.1"
      })
  void linesThatAreNoRequest(String line) throws IOException {
    String answer = raw(line + "\r\nHost: here\r\nAuthorization: Bearer " + key + "\r\n");
    assertThat(answer).as(line).matches("(?s)HTTP/1.1 (4|505).*").doesNotContain("Exception");
    if (!answer.startsWith("HTTP/1.1 505")) {
      assertThat(answer).as(line).contains("application/problem+json", "\"status\":4");
    }
  }

  @Test
  void headersThatAreNone() throws IOException {
    for (String headers :
        List.of(
            "Host: here\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
            "Host: here\r\nContent-Length: -1\r\n",
            "Host: here\r\nContent-Length: ten\r\n",
            "Host: here\r\nContent-Length: 99999999999999999999\r\n",
            "Host: a b\r\n",
            "Host: here\r\nX: " + "x".repeat(20_000) + "\r\n")) {
      String answer =
          raw("GET /api/v1/me HTTP/1.1\r\nAuthorization: Bearer " + key + "\r\n" + headers);
      assertThat(answer).as(headers).startsWith("HTTP/1.1 4").doesNotContain("Exception", "<html");
    }
  }

  private String raw(String head) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void whatIsLockedIsTriedAgainLater() {
    TransactionTemplate transaction =
        new TransactionTemplate(service.part(PlatformTransactionManager.class));
    HttpResponse<String> answer =
        Objects.requireNonNull(
            transaction.execute(
                status -> {
                  service
                      .part(JdbcTemplate.class)
                      .queryForList("select name from locks where name = 'journal' for update");
                  return send(
                      "PUT",
                      "/api/v1/accounts/1",
                      ACCOUNT.getBytes(StandardCharsets.UTF_8),
                      "Content-Type",
                      "application/yaml");
                }));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(answer.body()).contains("nothing was changed");
  }

  @Test
  void aNewAccountThatSeveralDescribeAtOnceIsAdded() {
    List<CompletableFuture<Integer>> all =
        Stream.generate(
                () ->
                    CompletableFuture.supplyAsync(
                        () ->
                            send(
                                    "PUT",
                                    "/api/v1/accounts/new",
                                    ACCOUNT
                                        .replace("\"1\"", "new")
                                        .getBytes(StandardCharsets.UTF_8),
                                    "Content-Type",
                                    "application/yaml")
                                .statusCode()))
            .limit(8)
            .toList();
    assertThat(all.stream().map(CompletableFuture::join)).containsOnly(200);
  }
}
