package dev.tarife.web.pages.administration;

import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.security.TokenKeys;
import dev.tarife.web.store.Scope;
import dev.tarife.web.store.Tokens;
import dev.tarife.web.store.User;
import dev.tarife.web.store.Users;
import jakarta.annotation.security.RolesAllowed;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Everybody's tokens: seen and revoked, and made for programs. */
@Controller
@RolesAllowed("ADMIN")
class TokensPage {
  private static final int LONGEST_LABEL = 100;
  private static final int MOST_DAYS = 366;
  private static final String BACK = "redirect:/administration/tokens";

  private final Tokens tokens;
  private final TokenKeys keys;
  private final Users users;
  private final Clock clock;

  TokensPage(Tokens tokens, TokenKeys keys, Users users, Clock clock) {
    this.tokens = tokens;
    this.keys = keys;
    this.users = users;
    this.clock = clock;
  }

  @GetMapping("/administration/tokens")
  String show(Model model) {
    model.addAttribute("tokens", tokens.all());
    model.addAttribute("now", clock.instant());
    model.addAttribute("scopes", List.of(Scope.values()).stream().map(Scope::code).toList());
    model.addAttribute("mostDays", MOST_DAYS);
    model.addAttribute(
        "machines",
        users.all().stream()
            .filter(user -> user.kind() == User.Kind.MACHINE && !user.disabled())
            .map(User::name)
            .toList());
    return "administration/tokens";
  }

  /** Makes a token for a program. */
  @PostMapping("/administration/tokens")
  String make(
      Principal who,
      @RequestParam String owner,
      @RequestParam String label,
      @RequestParam int days,
      @RequestParam(required = false, defaultValue = "") List<String> scopes,
      RedirectAttributes next) {
    String fault = fault(owner, label, days, scopes);
    if (fault != null) {
      next.addFlashAttribute("faults", List.of(fault));
      return BACK;
    }
    Set<Scope> wanted = EnumSet.noneOf(Scope.class);
    try {
      scopes.forEach(scope -> wanted.add(Scope.of(scope)));
    } catch (IllegalArgumentException e) {
      throw ProblemException.bad(String.valueOf(e.getMessage()));
    }
    TokenKeys.Made made =
        keys.make(owner, label.strip(), wanted, Duration.ofDays(days), who.getName());
    next.addFlashAttribute("key", made.key());
    next.addFlashAttribute("whom", owner);
    return BACK;
  }

  private @Nullable String fault(String owner, String label, int days, List<String> scopes) {
    if (users.find(owner).filter(user -> user.kind() == User.Kind.MACHINE).isEmpty()) {
      return "There is no machine user " + owner;
    }
    if (label.isBlank() || label.length() > LONGEST_LABEL) {
      return "label must have 1 to " + LONGEST_LABEL + " characters";
    }
    if (days < 1 || days > MOST_DAYS) {
      return "days must be 1 to " + MOST_DAYS;
    }
    return scopes.isEmpty() ? "choose at least one scope" : null;
  }

  @PostMapping("/administration/tokens/{id}/revoke")
  String revoke(Principal who, @PathVariable String id, RedirectAttributes next) {
    if (keys.remove(id, null, who.getName())) {
      next.addFlashAttribute("revoked", id);
    } else {
      next.addFlashAttribute("faults", List.of("There is no token " + id));
    }
    return BACK;
  }
}
