package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a browser shows when something is refused or fails, and what a program gets. */
@Tag("slow")
class ErrorPagesTest {
  private static Service service;

  @BeforeAll
  static void start(@TempDir Path data) {
    service =
        Running.start(
            data,
            new ArrayList<>(),
            Map.of(
                "tarife.bundles.first", "false",
                "tarife.requests.burst", "60",
                "tarife.requests.per-second", "1"));
    People.add(service);
    // What no page reckons with.
    service.part(JdbcTemplate.class).execute("drop table invoice_lines");
    service.part(JdbcTemplate.class).execute("drop table invoices cascade");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static Browser signedIn(String user) {
    Browser browser = new Browser(service);
    browser.submit("/login", Map.of("username", user, "password", Running.PASSWORD));
    return browser;
  }

  private static void assertPage(HttpResponse<String> answer, int status, String... says) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(answer.body()).contains(says).doesNotContain("Exception", "about:blank");
  }

  @Test
  void eachStatusHasAPageThatSaysWhatToDo() {
    Browser vera = signedIn(People.VERA);
    assertPage(vera.get("/nope"), 404, "Page not found", "aria-label=\"Main menu\"");
    assertPage(vera.get("/invoice/preview"), 400, "Something is wrong with this");
    assertPage(vera.get("/usage/accounts"), 405, "cannot be opened like that");
    assertPage(vera.get("/invoice/x"), 500, "an error in Tarife");
    assertPage(vera.get("/prices"), 503, "No bundle is live");
    assertPage(vera.get("/nope?lang=tr"), 404, "Sayfa bulunamadı", "Ana sayfaya");
    HttpResponse<String> part = vera.get("/nope?lang=tr", "Accept", "*/*", "HX-Request", "true");
    assertPage(part, 404, "adreste bir sayfa yok");
    assertThat(part.body()).as("a part of a page").doesNotContain("<html");
  }

  @Test
  void aFormOfAnotherSiteIsRefusedOnAPage() {
    Browser vera = signedIn(People.VERA);
    assertPage(vera.post("/password", "present=a&next=b"), 403, "open for too long");
  }

  @Test
  void aPageWhoseSessionEndedGoesToTheLogin() {
    var answer = new Browser(service).get("/usage", "HX-Request", "true");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("HX-Redirect")).hasValue("/login");
  }

  @Test
  void whoAsksTooOftenIsToldOnAPage() {
    Browser ada = signedIn(People.ADA);
    HttpResponse<String> answer = ada.get("/nope");
    for (int i = 0; i < 200 && answer.statusCode() != 429; i++) {
      answer = ada.get("/nope");
    }
    assertPage(answer, 429, "Too many requests", "You ask too often");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void programsGetProblems() {
    Program vera = new Program(service, People.VERA);
    for (String path : new String[] {"/nope", "/api/v1/nope"}) {
      HttpResponse<String> answer = vera.get(path);
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }
    HttpResponse<String> looked = signedIn(People.VERA).get("/api/v1/nope");
    assertThat(looked.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }
}
