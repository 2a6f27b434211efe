package dev.tarife.web.pages;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The page after signing in. */
@Controller
class HomePage {
  @GetMapping("/")
  String show() {
    return "redirect:/estimate";
  }
}
