package dev.tarife.web.pages;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Signing in. */
@Controller
class LoginPage {
  @GetMapping("/login")
  String show() {
    return "login";
  }
}
