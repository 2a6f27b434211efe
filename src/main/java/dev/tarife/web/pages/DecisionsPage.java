package dev.tarife.web.pages;

import dev.tarife.report.Decisions;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What the codes in the notes of the workbooks mean. */
@Controller
class DecisionsPage {
  @GetMapping("/decisions")
  String show(Model model) {
    model.addAttribute("decisions", Decisions.page().decisions());
    model.addAttribute("sections", Decisions.page().sections());
    return "decisions";
  }
}
