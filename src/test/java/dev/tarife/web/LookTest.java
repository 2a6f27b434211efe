package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.web.security.Passwords;
import dev.tarife.web.store.Role;
import dev.tarife.web.store.User;
import dev.tarife.web.store.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** Every page can be used by everybody: in light and dark, wide and narrow, and in Turkish. */
@Tag("slow")
class LookTest {
  @TempDir private Path folder;

  @Test
  void everybodyCanSignIn() {
    try (Chromium chromium = Chromium.open(Running.service())) {
      chromium.visit("/login").inspect("login");
      chromium.visit("/login?lang=tr").inspect("login-tr");
    }
  }

  /** The content security policy forbids nothing that the pages themselves do. */
  @Test
  void aFirstSignInAndAnUploadLogNothing() throws IOException {
    Service service = Running.ready();
    String given = "given at the first start";
    service
        .part(Users.class)
        .add(
            new User(
                "filiz",
                service.part(Passwords.class).hash(given),
                Role.FINANCE,
                true,
                false,
                Instant.EPOCH));
    try (Chromium chromium = Chromium.open(service)) {
      chromium.visit("/login").type("username", "filiz").type("password", given);
      chromium.click("main button[type=submit]").at("/password").inspect("password-first");
      chromium.type("present", given).type("next", Running.PASSWORD);
      chromium.click("main button[type=submit]").see("#total");

      Path account =
          Files.writeString(
              folder.resolve("account.yaml"),
              """
              account: "500000000001"
              currency: USD
              instances:
                - { id: main, region: us-west-2 }
              """);
      chromium.visit("/usage").pick("file", account).click("#describe-do");
      Path usage =
          Files.writeString(
              folder.resolve("usage.csv"),
              """
              record_id,instance,usage_type,start_time
              look-1,main,chat-message,2024-05-20T09:00:00Z
              """);
      chromium.see("[role=status]", "Account 500000000001 was saved.");
      chromium.choose("account", "500000000001").pick("files", usage);
      chromium.click("form[data-upload] button").see("#delivered ~ .notice", "1 record: 1 new");
      chromium.assertQuiet();
    }
  }

  @Test
  void theKeyboardIsEnough() {
    Service service = Running.ready();
    People.add(service);
    try (Chromium chromium = Chromium.open(service).as(People.VERA)) {
      chromium.visit("/estimate?calls-in=1000").see("#total");
      chromium.press(Keys.TAB);
      assertThat(chromium.run("return document.activeElement.className")).isEqualTo("skip");
      chromium.press(Keys.ENTER).at("#main");
      // The next stop is the first field of the content.
      chromium.press(Keys.TAB);
      assertThat(chromium.run("return document.activeElement.id")).isEqualTo("region");
      chromium.run("document.getElementById('line-1').focus()");
      chromium.press(Keys.ENTER).see(".story", "Arithmetic");
      chromium.press(Keys.ENTER).missing(".story");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"estimate", "usage", "invoice", "prices", "decisions", "change", "password"})
  void everybodyCanUseIt(String area) {
    Service service = Running.ready();
    People.add(service);
    try (Chromium chromium = Chromium.open(service).as(People.FATMA)) {
      chromium.visit("/" + area).inspect(area);
      chromium.visit("/" + area + "?lang=tr").inspect(area + "-tr");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/tokens", "/journal", "/settings", "/health"})
  void administratorsCanUseTheirs(String page) {
    Service service = Running.ready();
    People.add(service);
    String name = "administration" + page.replace('/', '-');
    try (Chromium chromium = Chromium.open(service).as(People.ALI)) {
      chromium.visit("/administration" + page).inspect(name);
      chromium.visit("/administration" + page + "?lang=tr").inspect(name + "-tr");
    }
  }

  /** Nothing is wider than the smallest phone or lost on the widest screen. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/prices", "/prices/history?item=voice-service%7C%7C%7C%7C", "/administration",
        "/administration/tokens", "/administration/journal", "/administration/settings",
        "/administration/health", "/decisions", "/nope"
      })
  void itFitsEveryScreen(String page) {
    Service service = Running.ready();
    People.add(service);
    try (Chromium chromium = Chromium.open(service).as(People.ALI)) {
      for (int width : new int[] {320, 768, 1920}) {
        chromium.width(width).visit(page + (page.contains("?") ? "&" : "?") + "lang=tr");
        String name = page.replaceAll("[^a-z]+", "-") + width;
        chromium.screenshot("fits" + name).assertUsable(name);
        chromium.yields(
            true,
            "return document.documentElement.scrollWidth <= document.documentElement.clientWidth");
      }
    }
  }
}
