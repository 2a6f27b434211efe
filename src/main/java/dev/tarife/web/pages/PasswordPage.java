package dev.tarife.web.pages;

import dev.tarife.model.FaultException;
import dev.tarife.web.security.CurrentSession;
import dev.tarife.web.security.Passwords;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page to change one's own password. */
@Controller
class PasswordPage {
  private final Passwords passwords;
  private final CurrentSession session;

  PasswordPage(Passwords passwords, CurrentSession session) {
    this.passwords = passwords;
    this.session = session;
  }

  @GetMapping("/password")
  String show() {
    return "password";
  }

  @PostMapping("/password")
  ModelAndView change(
      Principal user,
      @RequestParam String present,
      @RequestParam String next,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    try {
      passwords.change(user.getName(), present, next);
      session.renew(user.getName(), request, response);
      return new ModelAndView("redirect:/");
    } catch (FaultException e) {
      model.addAttribute("faults", e.findings());
      return new ModelAndView("password", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
    }
  }
}
