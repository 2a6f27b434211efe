package dev.tarife.web.pages;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The area {@code change}. */
@Controller
class ChangePage {
  @GetMapping("/change")
  String show() {
    return "change";
  }
}
