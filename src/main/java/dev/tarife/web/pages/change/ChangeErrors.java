package dev.tarife.web.pages.change;

import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.web.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** What is wrong with what somebody asked for. */
final class ChangeErrors {
  private ChangeErrors() {}

  static Findings findings(ProblemException e) {
    return findings(e.problem().title());
  }

  static Findings findings(IllegalArgumentException e) {
    return findings(e.getMessage());
  }

  private static Findings findings(@Nullable String what) {
    Findings findings = new Findings();
    findings.error(Place.ofFile("form"), String.valueOf(what), "fix it, and try again");
    return findings;
  }
}
