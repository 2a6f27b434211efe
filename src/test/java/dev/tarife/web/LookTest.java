package dev.tarife.web;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page can be used by everybody: in light and dark, wide and narrow, and in Turkish. */
@Tag("slow")
class LookTest {
  @Test
  void everybodyCanSignIn() {
    try (Chromium chromium = Chromium.open(Running.service())) {
      chromium.visit("/login").inspect("login");
      chromium.visit("/login?lang=tr").inspect("login-tr");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"estimate", "usage", "invoice", "prices", "change", "password"})
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
        "/administration/health", "/nope"
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
