package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.web.security.Passwords;
import dev.tarife.web.store.Role;
import dev.tarife.web.store.User;
import dev.tarife.web.store.Users;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What tokens may be used for, who makes and revokes them, and what a new password ends. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // begin() sets the fields.
class AccessTest {
  private static final String ACCOUNT =
      "account: \"1\"\ncurrency: USD\ninstances: [{ id: main, region: us-west-2 }]\n";

  @TempDir private static Path data = Path.of("");
  private Service service;
  private Program aylin;

  @BeforeAll
  void begin() {
    service = Running.start(data, new ArrayList<>(), Map.of("tarife.bundles.first", "false"));
    People.add(service);
    add("aylin", Role.ADMIN);
    aylin = new Program(service, "aylin");
  }

  @AfterAll
  void end() {
    service.close();
  }

  private void add(String name, Role role) {
    String hash = service.part(Passwords.class).hash(Running.PASSWORD);
    service.part(Users.class).add(new User(name, hash, role, false, false, Instant.EPOCH));
  }

  private Program token(Program by, String path, String body) {
    HttpResponse<String> made = by.post(path, body);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return Program.ofKey(service, Program.json(made).path("key").stringValue());
  }

  private static void assertLacks(HttpResponse<String> answer, String scope) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("it lacks the scope " + scope);
  }

  /** This service has no bundle, which is the next thing to be asked for. */
  private static void assertLetThrough(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
  }

  @Test
  void aTokenMayBeUsedForItsScopesAndNothingElse() {
    Program fatma = new Program(service, People.FATMA);
    Program reads =
        token(fatma, "/api/v1/me/tokens", "{\"label\":\"reads\",\"days\":1,\"scopes\":[\"read\"]}");
    assertThat(reads.get("/api/v1/accounts").statusCode()).isEqualTo(200);
    assertThat(reads.get("/actuator/prometheus").statusCode()).isEqualTo(200);
    assertLacks(reads.put("/api/v1/accounts/1", "application/yaml", ACCOUNT), "usage");
    assertLacks(reads.post("/api/v1/accounts/1/invoices", "{\"month\":\"2024-05\"}"), "invoices");
    assertLacks(reads.post("/api/v1/estimate", "{}"), "rate");
    assertLacks(reads.post("/api/v1/bundles", "{}"), "tables");
    assertLacks(reads.post("/api/v1/me/tokens", "{\"label\":\"wider\",\"days\":1}"), "all");
    assertLacks(reads.get("/api/v1/users"), "users");

    Program uploads =
        token(
            fatma,
            "/api/v1/me/tokens",
            "{\"label\":\"uploads\",\"days\":1,\"scopes\":[\"usage\"]}");
    assertLetThrough(uploads.put("/api/v1/accounts/1", "application/yaml", ACCOUNT));
    assertLacks(uploads.get("/api/v1/accounts"), "read");

    Program viewer =
        token(
            new Program(service, People.VERA),
            "/api/v1/me/tokens",
            "{\"label\":\"not for a viewer\",\"days\":1,\"scopes\":[\"usage\"]}");
    assertThat(viewer.put("/api/v1/accounts/1", "application/yaml", ACCOUNT).body())
        .as("a scope gives nothing that the role does not allow")
        .contains("Your role does not allow this");
    HttpResponse<String> unknown =
        fatma.post("/api/v1/me/tokens", "{\"label\":\"x\",\"days\":1,\"scopes\":[\"write\"]}");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("The scope (write) is unknown; write one of all, read");
  }

  @Test
  void aMachineUserHasTheTokensThatAdministratorsMakeAndNoPassword() {
    HttpResponse<String> added =
        aylin.post(
            "/api/v1/users", "{\"name\":\"meters\",\"role\":\"finance\",\"kind\":\"machine\"}");
    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    assertThat(Program.json(added).path("password").isNull()).isTrue();
    Program meters =
        token(
            aylin,
            "/api/v1/users/meters/tokens",
            "{\"label\":\"night\",\"days\":30,\"scopes\":[\"usage\",\"read\"]}");
    assertThat(meters.get("/api/v1/me").body()).contains("\"meters\"", "\"machine\"");
    assertLetThrough(meters.put("/api/v1/accounts/1", "application/yaml", ACCOUNT));
    Browser browser = new Browser(service);
    assertThat(
            browser
                .submit("/login", Map.of("username", "meters", "password", ""))
                .headers()
                .firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith("/login?error"));
    assertThat(aylin.post("/api/v1/users/meters/password", "").statusCode()).isEqualTo(409);
    assertThat(aylin.post("/api/v1/users/vera/tokens", "{\"label\":\"x\",\"days\":1}").statusCode())
        .as("nobody makes tokens in a person's name")
        .isEqualTo(409);

    assertThat(aylin.patch("/api/v1/users/meters", "{\"disabled\":true}").statusCode())
        .isEqualTo(200);
    assertThat(meters.get("/api/v1/me").statusCode()).isEqualTo(401);
  }

  @Test
  void administratorsSeeAndRevokeTheTokensOfAll() {
    Program ada =
        token(
            new Program(service, People.ADA),
            "/api/v1/me/tokens",
            "{\"label\":\"ada's\",\"days\":1}");
    assertThat(ada.get("/api/v1/tokens").statusCode()).isEqualTo(403);
    JsonNode seen =
        Program.json(aylin.get("/api/v1/tokens?limit=1000"))
            .path("items")
            .valueStream()
            .filter(token -> token.path("label").stringValue().equals("ada's"))
            .findFirst()
            .orElseThrow();
    assertThat(seen.path("owner").stringValue()).isEqualTo(People.ADA);
    assertThat(seen.path("scopes").path(0).stringValue()).isEqualTo("all");
    assertThat(seen.path("used_at").isNull()).as("it was used").isFalse();
    assertThat(aylin.get("/api/v1/users/ada/tokens").body()).contains("ada's");

    String id = seen.path("id").stringValue();
    assertThat(aylin.delete("/api/v1/tokens/" + id).statusCode()).isEqualTo(204);
    assertThat(ada.get("/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(aylin.delete("/api/v1/tokens/" + id).statusCode()).isEqualTo(404);
    assertThat(aylin.get("/api/v1/journal").body()).contains("revoke-token", "of ada: ada's");
  }

  @Test
  void aChangedPasswordEndsTheOtherSessionsAndTheTokens() {
    add("selin", Role.VIEWER);
    Program token = new Program(service, "selin");
    Browser here = new Browser(service);
    Browser there = new Browser(service);
    for (Browser browser : List.of(here, there)) {
      browser.submit("/login", Map.of("username", "selin", "password", Running.PASSWORD));
      assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(200);
    }
    here.submit("/password", Map.of("present", Running.PASSWORD, "next", "another that we chose"));
    assertThat(here.get("/api/v1/me").statusCode()).as("the one that changed it").isEqualTo(200);
    assertThat(there.get("/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(token.get("/api/v1/me").statusCode()).isEqualTo(401);

    Program later = new Program(service, "selin");
    assertThat(aylin.post("/api/v1/users/selin/password", "").statusCode()).isEqualTo(200);
    assertThat(here.get("/api/v1/me").statusCode()).as("it was reset").isEqualTo(401);
    assertThat(later.get("/api/v1/me").statusCode()).isEqualTo(401);
  }
}
