package dev.tarife.web.pages;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The area {@code usage}. */
@Controller
class UsagePage {
  @GetMapping("/usage")
  String show() {
    return "usage";
  }
}
