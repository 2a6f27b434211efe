package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.web.store.Users;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What administrators do on their pages, and that nobody else does. */
@Tag("slow")
class AdministrationTest {
  private static Service service;

  @BeforeAll
  static void ready() {
    service = Running.ready();
    People.add(service);
  }

  private static Browser signedIn(String user) {
    Browser browser = new Browser(service);
    browser.submit("/login", Map.of("username", user, "password", Running.PASSWORD));
    return browser;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/tokens", "/journal", "/journal.csv", "/settings", "/health"})
  void onlyAdministratorsSeeIt(String page) {
    for (String user : new String[] {People.VERA, People.FATMA, People.ADA}) {
      var answer = signedIn(user).get("/administration" + page);
      assertThat(answer.statusCode()).as(user).isEqualTo(403);
      assertThat(answer.body())
          .contains("You do not have access to this page")
          .doesNotContain("href=\"/administration");
    }
    assertThat(signedIn(People.ALI).get("/administration" + page).statusCode()).isEqualTo(200);
  }

  @Test
  void onlyAdministratorsChangeAnything() {
    for (String user : new String[] {People.VERA, People.FATMA, People.ADA}) {
      Browser browser = signedIn(user);
      String token = browser.csrf("/password");
      for (String path :
          new String[] {
            "/people",
            "/people/vera",
            "/people/vera/password",
            "/tokens",
            "/tokens/1/revoke",
            "/journal/verify"
          }) {
        var answer =
            browser.post(
                "/administration" + path,
                "_csrf=" + token + "&name=eve&role=admin&owner=x&label=x&days=1&scopes=all");
        assertThat(answer.statusCode()).as(user + " " + path).isEqualTo(403);
      }
    }
    assertThat(service.part(Users.class).find("eve")).isEmpty();
  }

  @Test
  void peopleAreAddedGivenARoleShutOutAndGivenAPassword() {
    try (Chromium chromium = Chromium.open(service).as(People.ALI)) {
      chromium.visit("/administration").type("name", "zeynep").choose("role", "Finance");
      chromium.click("#add-form button").see(".notice.good", "zeynep was added.");
      String password = chromium.text("#one-time");
      assertThat(password).hasSize(24);
      chromium.inspect("administration-people");
      String row = "form[action$='/people/zeynep']";
      chromium.run("document.querySelector(arguments[0] + ' select').value = 'approver'", row);
      chromium.load(row + " button").see(".notice.good", "zeynep was changed.");
      assertThat(service.part(Users.class).find("zeynep").orElseThrow().role().code())
          .isEqualTo("approver");
      chromium.load(row + " button.bad").see(".notice.good", "zeynep was changed.");
      assertThat(service.part(Users.class).find("zeynep").orElseThrow().disabled()).isTrue();
      chromium.click("form[action$='/people/zeynep/password'] button");
      chromium.see("#one-time");
      assertThat(chromium.text("#one-time")).hasSize(24).isNotEqualTo(password);

      chromium.type("name", "zeynep").click("#add-form button");
      chromium.see(".fault", "There is a user zeynep already");
    }
  }

  @Test
  void tokensOfProgramsAreMadeAndRevoked() {
    try (Chromium chromium = Chromium.open(service).as(People.ALI)) {
      chromium.visit("/administration").type("name", "exporter");
      chromium.choose("kind", "not at all: a program with tokens").click("#add-form button");
      chromium.see(".notice.good", "exporter was added.");
      chromium.visit("/administration/tokens").type("label", "nightly export");
      chromium.click("#make-form button").see(".fault", "choose at least one scope");
      chromium.type("label", "nightly export").click("#scope-read").click("#make-form button");
      String key = chromium.see("#key").getText();
      assertThat(key).startsWith("tarife_");
      assertThat(Program.ofKey(service, key).get("/api/v1/prices?on=2026-01-01"))
          .extracting(answer -> answer.statusCode())
          .isEqualTo(200);
      chromium.see("table", "nightly export").inspect("administration-tokens");
      chromium.click("button[aria-label='Revoke nightly export of exporter']");
      chromium.see(".notice.good", "was revoked");
      assertThat(Program.ofKey(service, key).get("/api/v1/prices?on=2026-01-01"))
          .extracting(answer -> answer.statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void theJournalIsSearchedFilteredTakenAlongAndVerified() {
    Browser browser = signedIn(People.ALI);
    browser.submit(
        "/administration", "/administration/people", Map.of("name", "=cmd_1", "role", "x"));
    browser.submit(
        "/administration", "/administration/people", Map.of("name", "kemal_k", "role", "viewer"));
    browser.submit(
        "/administration", "/administration/people", Map.of("name", "kemalxk", "role", "viewer"));
    String page = browser.get("/administration/journal?search=KEMAL_K&lang=en").body();
    assertThat(page).contains("1 entry", "kemal_k", "user added").doesNotContain("kemalxk");
    assertThat(browser.get("/administration/journal?search=user+added&who=ali").body())
        .contains("kemal_k", "kemalxk");
    assertThat(browser.get("/administration/journal?action=deploy-bundle").body())
        .contains("version deployed")
        .doesNotContain("kemal_k");
    assertThat(browser.get("/administration/journal?search=kemal&to=2020-01-01").body())
        .contains("No entries");
    assertThat(browser.get("/administration/journal?from=yesterday").statusCode()).isEqualTo(400);
    var file = browser.get("/administration/journal.csv?search=kemal_k");
    assertThat(file.headers().firstValue("Content-Disposition").orElse("")).contains("journal.csv");
    assertThat(file.body().lines().toList()).hasSize(2);
    assertThat(file.body())
        .startsWith("number,at,who,action,subject,detail,sha256\n")
        .contains(",ali,add-user,kemal_k,viewer,");
    try (Chromium chromium = Chromium.open(service).as(People.ALI)) {
      chromium.visit("/administration/journal").type("search", "kemal_k").see("#found", "1 entry");
      chromium.at("search=kemal_k").inspect("administration-journal");
      chromium.click("form[action$=verify] button").see(".notice.good", "The journal is intact");
      chromium.visit("/administration/journal?lang=tr&search=kullanıcı+eklendi");
      chromium.see("#found tbody", "kullanıcı eklendi").inspect("administration-journal-tr");
    }
  }

  @Test
  void settingsAreToldAndSecretsAreNot() {
    String page = signedIn(People.ALI).get("/administration/settings?lang=en").body();
    assertThat(page).contains("TARIFE_PORT", "TARIFE_DB_PASSWORD", "TARIFE_KEYSTORE_PASSWORD");
    assertThat(page).contains("command-line option", "default", "not set", "200KB");
    try (Chromium chromium = Chromium.open(service).as(People.ALI)) {
      chromium.visit("/administration/settings").inspect("administration-settings");
      chromium.visit("/administration/health").see("main", "OK").see("main", "H2");
      chromium.see("#live ~ dl", "0.1.0").see("main", "0 of at most 100");
      chromium.inspect("administration-health");
    }
  }
}
