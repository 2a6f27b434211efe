package dev.tarife.web.pages;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page to sign in. */
@Controller
class LoginPage {
  private final boolean elsewhere;

  LoginPage(@Value("${tarife.oidc.issuer:}") String issuer) {
    this.elsewhere = !issuer.isEmpty();
  }

  @GetMapping("/login")
  String show(Model model) {
    model.addAttribute("elsewhere", elsewhere);
    return "login";
  }
}
