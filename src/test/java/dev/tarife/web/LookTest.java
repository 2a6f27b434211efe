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
}
