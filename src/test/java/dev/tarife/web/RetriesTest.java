package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.web.security.TokenKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a program may rely on that sends again, or changes what another may have changed. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // begin() sets the fields.
class RetriesTest {
  private static final String USAGE =
      """
      record_id,instance,usage_type,start_time,quantity,country,number_type
      a,main,voice-inbound,2024-05-06T09:00:00Z,420,US,did
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  private Service service;

  @BeforeAll
  void begin() {
    service = Running.ready();
    People.add(service);
    assertThat(describe("retry", "us-west-2").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> describe(String id, String region, String... headers) {
    return send(
        People.FATMA,
        "PUT",
        "/api/v1/accounts/" + id,
        "application/yaml",
        "{ account: %s, currency: USD, instances: [{ id: main, region: %s }] }"
            .formatted(id, region),
        headers);
  }

  private HttpResponse<String> send(
      String user, String verb, String path, String type, String body, String... headers) {
    String key = service.part(TokenKeys.class).make(user, "retries", Duration.ofDays(1)).key();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
            .method(verb, BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", type);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> usage(String key, String csv) {
    return send(
        People.FATMA,
        "POST",
        "/api/v1/accounts/retry/usage",
        "text/csv",
        csv,
        "Idempotency-Key",
        key);
  }

  @Test
  void aRequestOfTheSameKeyIsDoneOnceAndAnsweredTheSame() {
    HttpResponse<String> first = usage("usage-1", USAGE);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
    HttpResponse<String> again = usage("usage-1", USAGE);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Content-Type"))
        .isEqualTo(first.headers().firstValue("Content-Type"));
    assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");

    String order = "{\"month\":\"2024-05\"}";
    String path = "/api/v1/accounts/retry/invoices";
    String[] key = {"Idempotency-Key", "invoice-1"};
    HttpResponse<String> issued = send(People.FATMA, "POST", path, "application/json", order, key);
    assertThat(issued.statusCode()).as(issued.body()).isEqualTo(201);
    HttpResponse<String> replayed =
        send(People.FATMA, "POST", path, "application/json", order, key);
    assertThat(replayed.statusCode()).isEqualTo(201);
    assertThat(replayed.body()).isEqualTo(issued.body());
    assertThat(replayed.headers().firstValue("Location"))
        .isEqualTo(issued.headers().firstValue("Location"))
        .isPresent();
  }

  @Test
  void aKeyOfAnotherRequestIsRefused() {
    assertThat(usage("usage-2", USAGE).statusCode()).isEqualTo(201);
    HttpResponse<String> other = usage("usage-2", USAGE.replace("a,main", "b,main"));
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(other.body()).contains("came with another request");
    for (String wrong : List.of("x".repeat(256), "a b")) {
      assertThat(usage(wrong, USAGE).statusCode()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void aKeyIsItsUsers() {
    String why = "{\"why\":\"looked through\"}";
    String path = "/api/v1/bundles/9.9.9/approve";
    String[] key = {"Idempotency-Key", "usage-2"};
    assertThat(send(People.ADA, "POST", path, "application/json", why, key).statusCode())
        .isEqualTo(404);
  }

  @Test
  void whatWasRefusedMayBeTriedAgain() {
    HttpResponse<String> refused = usage("usage-3", USAGE.replace("420", "-1"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("quantity (-1)");
    assertThat(usage("usage-3", USAGE).statusCode()).isEqualTo(201);
  }

  @Test
  void aFormIsTheSameWithAnotherBoundary() {
    for (String[] expected : new String[][] {{"one", ""}, {"two", "true"}}) {
      String boundary = expected[0];
      String form =
          "--%1$s\r\nContent-Disposition: form-data; name=\"month\"\r\n\r\n2024-05\r\n"
              + "--%1$s\r\nContent-Disposition: form-data; name=\"account\";"
              + " filename=\"account.yaml\"\r\n\r\n"
              + "{ account: x, currency: USD, instances: [{ id: main, region: us-west-2 }] }\r\n"
              + "--%1$s--\r\n";
      HttpResponse<String> rated =
          send(
              People.FATMA,
              "POST",
              "/api/v1/rate",
              "multipart/form-data; boundary=" + boundary,
              form.formatted(boundary),
              "Idempotency-Key",
              "form-1");
      assertThat(rated.statusCode()).as(rated.body()).isEqualTo(200);
      assertThat(rated.headers().firstValue("Idempotency-Replayed").orElse(""))
          .isEqualTo(expected[1]);
    }
  }

  @Test
  void aSecretIsNotKept() {
    String body = "{\"label\":\"once\",\"days\":1}";
    String[] key = {"Idempotency-Key", "token-1"};
    HttpResponse<String> made =
        send(People.VERA, "POST", "/api/v1/me/tokens", "application/json", body, key);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    HttpResponse<String> again =
        send(People.VERA, "POST", "/api/v1/me/tokens", "application/json", body, key);
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("shown once");
    assertThat(
            service
                .part(JdbcTemplate.class)
                .queryForList("select answer from idempotency_keys", String.class))
        .noneMatch(answer -> answer != null && answer.contains("tarife_"));
  }

  @Test
  void ofManyAtOnceOneIsDone() {
    String person = "{\"name\":\"at-once\",\"role\":\"viewer\",\"kind\":\"machine\"}";
    List<CompletableFuture<HttpResponse<String>>> all =
        Stream.generate(
                () ->
                    CompletableFuture.supplyAsync(
                        () ->
                            send(
                                People.ALI,
                                "POST",
                                "/api/v1/users",
                                "application/json",
                                person,
                                "Idempotency-Key",
                                "user-1")))
            .limit(6)
            .toList();
    List<Integer> statuses = all.stream().map(answer -> answer.join().statusCode()).toList();
    assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
  }

  @Test
  void whatDidNotChangeIsNotSentAgain() {
    for (String path :
        List.of(
            "/api/v1/accounts/retry",
            "/api/v1/accounts",
            "/api/v1/prices?on=2024-05-01&limit=1",
            "/openapi.json")) {
      HttpResponse<String> got = send(People.FATMA, "GET", path, "x/y", "");
      String tag = got.headers().firstValue("ETag").orElse("");
      assertThat(tag).as(path).matches("\"[0-9a-f]{32}\"");
      assertThat(got.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
      HttpResponse<String> same = send(People.FATMA, "GET", path, "x/y", "", "If-None-Match", tag);
      assertThat(same.statusCode()).as(path).isEqualTo(304);
      assertThat(same.body()).isEmpty();
      assertThat(send(People.FATMA, "GET", path, "x/y", "", "If-None-Match", "\"x\"").statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void aChangeOfWhatAnotherChangedIsRefused() {
    HttpResponse<String> made = describe("tagged", "us-west-2", "If-None-Match", "*");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    String tag = made.headers().firstValue("ETag").orElse("");
    assertThat(send(People.FATMA, "GET", "/api/v1/accounts/tagged", "x/y", "").headers())
        .satisfies(headers -> assertThat(headers.firstValue("ETag")).hasValue(tag));
    assertThat(describe("tagged", "us-east-1", "If-None-Match", "*").statusCode()).isEqualTo(412);
    assertThat(describe("tagged", "us-east-1", "If-Match", tag).statusCode()).isEqualTo(200);
    HttpResponse<String> late = describe("tagged", "us-west-2", "If-Match", tag);
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(late.body()).contains("changed meanwhile");
    assertThat(describe("untagged", "us-west-2", "If-Match", "*").statusCode()).isEqualTo(412);

    People.add(service, "changed", dev.tarife.web.store.Role.VIEWER);
    String user = "/api/v1/users/changed";
    String first = send(People.ALI, "GET", user, "x/y", "").headers().firstValue("ETag").orElse("");
    String finance = "{\"role\":\"finance\"}";
    HttpResponse<String> changed =
        send(People.ALI, "PATCH", user, "application/json", finance, "If-Match", first);
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    assertThat(changed.headers().firstValue("ETag"))
        .isEqualTo(send(People.ALI, "GET", user, "x/y", "").headers().firstValue("ETag"));
    assertThat(
            send(People.ALI, "PATCH", user, "application/json", finance, "If-Match", first)
                .statusCode())
        .isEqualTo(412);
  }

  @Test
  void everyAnswerTellsHowMuchMayBeAsked() {
    HttpResponse<String> answer = send(People.VERA, "GET", "/api/v1/me", "x/y", "");
    assertThat(answer.headers().firstValue("RateLimit-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).matches("\"user\";q=\\d+;w=\\d+"));
    assertThat(answer.headers().firstValue("RateLimit"))
        .hasValueSatisfying(left -> assertThat(left).matches("\"user\";r=\\d+;t=\\d+"));
  }

  @Test
  void decimalsAreStrings() {
    String invoice = send(People.FATMA, "GET", "/api/v1/invoices?limit=1", "x/y", "").body();
    assertThat(invoice).doesNotContainPattern("\"(amount|total_exact|unit_price)\":[-0-9]");
  }
}
