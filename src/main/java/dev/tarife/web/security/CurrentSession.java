package dev.tarife.web.security;

import dev.tarife.web.store.Users;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/** The session of the user who asks. It stays when they change their password. */
@Component
public class CurrentSession {
  private final Users users;
  private final HttpSessionSecurityContextRepository sessions =
      new HttpSessionSecurityContextRepository();

  CurrentSession(Users users) {
    this.users = users;
  }

  /** Signs a user in anew, as they stand now. Their other sessions end. */
  public void renew(String name, HttpServletRequest request, HttpServletResponse response) {
    SignedIn user = users.find(name).map(SignedIn::new).orElseThrow();
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities()));
    request.changeSessionId();
    SecurityContextHolder.setContext(context);
    sessions.saveContext(context, request, response);
  }
}
