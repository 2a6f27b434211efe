package dev.tarife.web.pages;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The area {@code invoice}. */
@Controller
class InvoicePage {
  @GetMapping("/invoice")
  String show() {
    return "invoice";
  }
}
