package dev.tarife.web.pages.administration;

import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.security.People;
import dev.tarife.web.store.Role;
import dev.tarife.web.store.Token;
import dev.tarife.web.store.Tokens;
import dev.tarife.web.store.User;
import dev.tarife.web.store.Users;
import jakarta.annotation.security.RolesAllowed;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** People and programs that may sign in: added, given a role, shut out, given a new password. */
@Controller
@RolesAllowed("ADMIN")
class PeoplePage {
  private static final String BACK = "redirect:/administration";

  private final Users users;
  private final People people;
  private final Tokens tokens;

  PeoplePage(Users users, People people, Tokens tokens) {
    this.users = users;
    this.people = people;
    this.tokens = tokens;
  }

  @GetMapping("/administration")
  String show(Model model) {
    Map<String, Long> held =
        tokens.all().stream().collect(Collectors.groupingBy(Token::owner, Collectors.counting()));
    model.addAttribute("people", users.all());
    model.addAttribute("held", held);
    model.addAttribute("roles", roles());
    return "administration/people";
  }

  @PostMapping("/administration/people")
  String add(
      Principal who,
      @RequestParam String name,
      @RequestParam String role,
      @RequestParam(defaultValue = "local") String kind,
      RedirectAttributes next) {
    return back(
        next,
        () -> {
          if (kind.equals(User.Kind.MACHINE.code())) {
            people.addMachine(name.strip(), role(role), who.getName());
            said(next, "administration.people.added.machine", name.strip());
          } else {
            next.addFlashAttribute("password", people.add(name.strip(), role(role), who.getName()));
            said(next, "administration.people.added", name.strip());
          }
        });
  }

  /** Gives somebody a role, and lets them in or shuts them out. */
  @PostMapping("/administration/people/{name}")
  String change(
      Principal who,
      @PathVariable String name,
      @RequestParam @Nullable String role,
      @RequestParam(defaultValue = "false") boolean disabled,
      RedirectAttributes next) {
    return back(
        next,
        () -> {
          people.change(name, role == null ? null : role(role), disabled, who.getName());
          said(next, "administration.people.changed", name);
        });
  }

  @PostMapping("/administration/people/{name}/password")
  String resetPassword(Principal who, @PathVariable String name, RedirectAttributes next) {
    return back(
        next,
        () -> {
          next.addFlashAttribute("password", people.resetPassword(name, who.getName()));
          said(next, "administration.people.reset", name);
        });
  }

  private static void said(RedirectAttributes next, String done, String whom) {
    next.addFlashAttribute("done", done);
    next.addFlashAttribute("whom", whom);
  }

  private static String back(RedirectAttributes next, Runnable change) {
    try {
      change.run();
    } catch (ProblemException e) {
      next.addFlashAttribute("faults", List.of(e.problem().title()));
    }
    return BACK;
  }

  static List<String> roles() {
    return List.of(Role.values()).stream().map(Role::code).toList();
  }

  private static Role role(String code) {
    try {
      return Role.of(code);
    } catch (IllegalArgumentException e) {
      throw ProblemException.bad("role is one of " + String.join(", ", roles()));
    }
  }
}
