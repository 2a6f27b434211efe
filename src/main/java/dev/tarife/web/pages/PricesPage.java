package dev.tarife.web.pages;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The area {@code prices}. */
@Controller
class PricesPage {
  @GetMapping("/prices")
  String show() {
    return "prices";
  }
}
