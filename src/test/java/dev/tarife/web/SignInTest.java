package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is reachable without a login, and the first one is given a password of one use. */
@Tag("slow")
class SignInTest {
  private static final List<String> AREAS =
      List.of("/estimate", "/usage", "/invoice", "/prices", "/change");

  @Test
  void theFirstStartTellsAPasswordThatIsChangedBeforeAnythingElse(@TempDir Path data) {
    List<String> said = new ArrayList<>();
    try (Service service = Running.start(data, said, Map.of("tarife.bundles.first", "false"))) {
      assertThat(said.get(0))
          .matches(
              "First start: sign in as admin with the one-time password \\w{24}, and choose your own\\.");
      String password = said.get(0).replaceAll(".*password (\\w{24}).*", "$1");
      Browser browser = new Browser(service);

      assertThat(location(browser.submit("/login", Map.of("username", "admin", "password", "no"))))
          .endsWith("/login?error");
      assertThat(
              location(browser.submit("/login", Map.of("username", "admin", "password", password))))
          .endsWith("/");
      for (String area : AREAS) {
        assertThat(location(browser.get(area))).as(area).endsWith("/password");
      }

      HttpResponse<String> refused =
          browser.submit("/password", Map.of("present", password, "next", "short"));
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.body()).contains("the new password is shorter than 12 characters");

      browser.submit("/password", Map.of("present", password, "next", Running.PASSWORD));
      for (String area : AREAS) {
        HttpResponse<String> page = browser.get(area);
        // No bundle is in force here, and a page that needs one says so.
        assertThat(page.statusCode()).as(area).isIn(200, 503);
        assertThat(page.body()).contains("<nav", "</html>").doesNotContain("<style", "??");
      }
      assertThat(browser.get("/estimate?lang=tr").body()).contains("<html lang=\"tr\">", "Tahmin");
      assertThat(browser.get("/estimate").body()).as("a cookie keeps it").contains("Tahmin");
    }

    said.clear();
    try (Service again = Running.start(data, said, Map.of("tarife.bundles.first", "false"))) {
      assertThat(said).singleElement().asString().startsWith("Tarife listens on http://127.0.0.1:");
      assertThat(
              location(
                  new Browser(again)
                      .submit("/login", Map.of("username", "admin", "password", Running.PASSWORD))))
          .endsWith("/");
    }
  }

  @Test
  void whoTriesPasswordsIsStopped(@TempDir Path data) {
    Map<String, String> settings =
        Map.of("tarife.bundles.first", "false", "tarife.requests.wrong-passwords", "3");
    // A clock that stands: no try is won back, however long these take.
    Clock clock = Clock.fixed(Instant.parse("2026-08-12T09:00:00Z"), ZoneOffset.UTC);
    try (Service service = Running.start(data, new ArrayList<>(), settings, clock)) {
      Browser browser = new Browser(service);
      Map<String, String> guess = Map.of("username", "admin", "password", "no");
      for (int i = 0; i < 3; i++) {
        assertThat(location(browser.submit("/login", guess))).endsWith("/login?error");
      }
      HttpResponse<String> stopped = browser.submit("/login", guess);
      assertThat(stopped.statusCode()).isEqualTo(429);
      assertThat(stopped.headers().firstValue("Retry-After")).hasValue("60");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/estimate",
        "/usage",
        "/invoice",
        "/prices",
        "/change",
        "/password",
        "/webjars/htmx.org/dist/htmx.min.js",
        "/nothing"
      })
  void pagesSendThoseWhoAreNotSignedInToTheLogin(String path) {
    HttpResponse<String> answer = new Browser(Running.service()).get(path);

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(location(answer)).endsWith("/login");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/v1/nothing", "/openapi.json", "/actuator/prometheus", "/actuator/env"})
  void programsAreToldThatTheyAreNotSignedIn(String path) {
    HttpResponse<String> answer = new Browser(Running.service()).get(path);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("\"status\":401", "You are not signed in");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void healthIsOpen() {
    Browser browser = new Browser(Running.ready());

    assertThat(browser.get("/actuator/health").body()).contains("\"status\":\"UP\"");
    assertThat(browser.get("/actuator/health/readiness").body()).isEqualTo("{\"status\":\"UP\"}");
  }

  @Test
  void aChangeWithoutThePagesTokenIsRefused() {
    assertThat(new Browser(Running.service()).post("/login", "username=admin").statusCode())
        .isEqualTo(403);
  }

  @Test
  void everyAnswerForbidsScriptsAndFramesOfOthers() {
    HttpResponse<String> answer = new Browser(Running.service()).get("/login");

    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy ->
                assertThat(policy)
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe"));
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Server")).isEmpty();
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }
}
