package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.web.security.TokenKeys;
import dev.tarife.web.store.DraftRows;
import dev.tarife.web.store.Role;
import dev.tarife.web.store.User;
import dev.tarife.web.store.Users;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Signing in with a provider: who somebody is, what they may do, and when that ends. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // begin() sets the fields.
class OidcTest {
  private static final String FATMA = "oidc:fatma@example.org";

  @TempDir private static Path data = Path.of("");
  private final Later clock = new Later();
  private LoopbackProvider provider;
  private Service service;
  private int people;

  /** A clock that a test moves on. */
  private static final class Later extends Clock {
    private volatile Duration later = Duration.ZERO;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Clock.systemUTC().instant().plus(later);
    }

    private void pass(Duration time) {
      later = later.plus(time);
    }
  }

  @BeforeAll
  void begin() throws Exception {
    provider = new LoopbackProvider();
    service = Running.start(data, new ArrayList<>(), provider.settings(), clock);
  }

  @AfterAll
  void end() {
    service.close();
    provider.close();
  }

  /** Each test has a person of its own. */
  @BeforeEach
  void somebodyNew() {
    people++;
    provider.subject = "subject-" + people;
    provider.name = "person-" + people;
    provider.roles = List.of("finance", "something-else");
    provider.refreshes = false;
  }

  private Browser signedIn() {
    Browser browser = new Browser(service);
    assertThat(LoopbackProvider.location(provider.signIn(browser))).endsWith("/");
    return browser;
  }

  private Program token(Browser browser) {
    HttpResponse<String> made =
        browser.postJson(
            "/password", "/api/v1/me/tokens", "{\"label\":\"of a program\",\"days\":300}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return Program.ofKey(service, Program.json(made).path("key").stringValue());
  }

  @Test
  void aProviderSaysWhoSomebodyIsAndTheirRole() {
    provider.name = "fatma@example.org";
    assertThat(new Browser(service).get("/login").body()).contains("/oauth2/authorization/oidc");
    Browser browser = signedIn();
    assertThat(browser.get("/api/v1/accounts").statusCode()).as("finance").isEqualTo(200);
    assertThat(browser.get("/api/v1/users").statusCode()).as("no admin").isEqualTo(403);
    assertThat(browser.get("/api/v1/me").body())
        .contains("\"" + FATMA + "\"", "\"provider\"", "\"finance\"");
    assertThat(browser.get("/password").body()).contains(FATMA);
    Program program = token(browser);
    assertThat(program.get("/api/v1/me").body()).contains(FATMA);
    assertThat(program.get("/api/v1/me/tokens").body()).contains("of a program");
    assertThat(
            service
                .part(DraftRows.class)
                .add(FATMA, "", "", Map.of("prices.xlsx", new byte[1]))
                .owner())
        .as("workbooks can be kept for them")
        .isEqualTo(FATMA);
    assertThat(Program.ofKey(service, key("admin")).get("/api/v1/journal").body())
        .contains("add-user", "finance, subject-");
  }

  @Test
  void aProvidersPersonIsNeverALocalOneNorOneOfTheSameName() {
    provider.name = "admin";
    provider.roles = List.of("viewer");
    Browser browser = signedIn();
    Program program = token(browser);
    for (HttpResponse<String> me : List.of(browser.get("/api/v1/me"), program.get("/api/v1/me"))) {
      assertThat(me.body()).contains("\"oidc:admin\"", "\"viewer\"");
    }
    assertThat(program.get("/api/v1/users").statusCode()).isEqualTo(403);
    assertThat(browser.get("/api/v1/users").statusCode()).isEqualTo(403);
    assertThat(service.part(Users.class).find("admin").map(User::role)).hasValue(Role.ADMIN);

    provider.subject = "another";
    assertThat(signedIn().get("/api/v1/me").body()).contains("\"oidc:admin~2\"");
    provider.name = "renamed";
    assertThat(signedIn().get("/api/v1/me").body())
        .as("whoever they are called now")
        .contains("\"oidc:admin~2\"");
  }

  @Test
  void aRoleThatIsTakenAwayIsGoneForTokensAtOnceAndEndsTheOtherSessions() {
    Browser before = signedIn();
    Program program = token(before);
    assertThat(program.get("/api/v1/journal/verify").statusCode()).isEqualTo(200);
    provider.roles = List.of("viewer");
    Browser after = signedIn();
    assertThat(after.get("/api/v1/me").body()).contains("\"viewer\"");
    assertThat(program.get("/api/v1/journal/verify").statusCode()).isEqualTo(403);
    assertThat(before.get("/api/v1/me").statusCode()).isEqualTo(401);

    provider.roles = List.of();
    Browser nobody = new Browser(service);
    assertThat(LoopbackProvider.location(provider.signIn(nobody))).endsWith("/login?role");
    assertThat(nobody.get("/login?role").body()).contains("has given you no role here");
    assertThat(program.get("/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(after.get("/api/v1/me").statusCode()).isEqualTo(401);
  }

  @Test
  void theProviderIsAskedAgainEveryFewMinutes() {
    provider.refreshes = true;
    Browser browser = signedIn();
    Program program = token(browser);
    clock.pass(Duration.ofMinutes(6));
    assertThat(browser.get("/api/v1/journal/verify").statusCode()).isEqualTo(200);
    provider.roles = List.of("viewer");
    assertThat(program.get("/api/v1/journal/verify").statusCode()).isEqualTo(200);
    clock.pass(Duration.ofMinutes(6));
    assertThat(program.get("/api/v1/journal/verify").statusCode()).isEqualTo(403);
    assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(401);
  }

  @Test
  void aSessionThatIsNotConfirmedGoesByWayOfTheProviderAndEnds() {
    Browser browser = signedIn();
    Program program = token(browser);
    clock.pass(Duration.ofMinutes(6));
    assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(200);
    HttpResponse<String> page = browser.get("/password", "Accept", "text/html");
    assertThat(LoopbackProvider.location(page)).endsWith("/oauth2/authorization/oidc");
    assertThat(LoopbackProvider.location(provider.signIn(browser)))
        .as("back to the page that was asked for")
        .contains("/password");
    assertThat(browser.get("/password", "Accept", "text/html").statusCode()).isEqualTo(200);

    clock.pass(Duration.ofMinutes(16));
    assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(program.get("/api/v1/me").statusCode()).isEqualTo(200);
    clock.pass(Duration.ofHours(24));
    HttpResponse<String> refused = program.get("/api/v1/me");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("sign in with it once, and the token works again");
    signedIn();
    assertThat(program.get("/api/v1/me").statusCode()).isEqualTo(200);
  }

  @Test
  void anAdministratorShutsAPersonOfTheProviderOut() {
    Browser browser = signedIn();
    Program program = token(browser);
    String name = Program.json(program.get("/api/v1/me")).path("name").stringValue();
    Program admin = Program.ofKey(service, key("admin"));
    assertThat(admin.patch("/api/v1/users/" + name, "{\"role\":\"admin\"}").body())
        .contains("The provider says what role " + name + " has");
    assertThat(admin.post("/api/v1/users/" + name + "/password", "").statusCode()).isEqualTo(409);
    assertThat(admin.patch("/api/v1/users/" + name, "{\"disabled\":true}").statusCode())
        .isEqualTo(200);
    assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(program.get("/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(LoopbackProvider.location(provider.signIn(new Browser(service))))
        .endsWith("/login?role");
  }

  private String key(String user) {
    User known = service.part(Users.class).find(user).orElseThrow();
    service.part(Users.class).setPassword(user, known.password(), false);
    return service.part(TokenKeys.class).make(user, "test", Duration.ofDays(300)).key();
  }
}
