package dev.tarife.web.pages;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The area {@code estimate}. */
@Controller
class EstimatePage {
  @GetMapping("/estimate")
  String show() {
    return "estimate";
  }
}
