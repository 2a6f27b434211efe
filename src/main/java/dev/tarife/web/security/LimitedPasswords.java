package dev.tarife.web.security;

import dev.tarife.web.problem.Problem;
import dev.tarife.web.store.Users;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Compares passwords: so many wrong ones a minute from an address, which are counted before they
 * are hashed. Hashing takes long on purpose, so that only half the processors do it, and few
 * requests wait for them: everybody else is still answered.
 */
@Component
final class LimitedPasswords implements AuthenticationProvider {
  private static final int MOST_WAITING = 32;
  private static final int SECONDS = 10;

  private final DaoAuthenticationProvider passwords;
  private final RateLimits paces;
  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private final Semaphore hashing =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

  LimitedPasswords(Users users, PasswordEncoder encoder, RateLimits paces) {
    this.passwords = new DaoAuthenticationProvider(new DatabaseUsers(users));
    this.passwords.setPasswordEncoder(encoder);
    this.paces = paces;
  }

  /** A password is not looked at now. */
  static final class RefusedException extends AuthenticationException {
    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final int retryAfter;

    private RefusedException(HttpStatus status, String what, int retryAfter) {
      super(what);
      this.status = status;
      this.retryAfter = retryAfter;
    }

    private static RefusedException tooMany() {
      return new RefusedException(
          HttpStatus.TOO_MANY_REQUESTS,
          "Too many wrong passwords came from your address; try again in a minute",
          60);
    }

    private static RefusedException busy() {
      return new RefusedException(
          HttpStatus.SERVICE_UNAVAILABLE,
          "Too many people are signing in at the same time; try again",
          2);
    }

    void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
      response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfter));
      Problem.of(status, String.valueOf(getMessage())).write(request, response);
    }
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }

  @Override
  public Authentication authenticate(Authentication asked) {
    String address =
        asked.getDetails() instanceof WebAuthenticationDetails details
            ? details.getRemoteAddress()
            : "";
    // A user who has tried too often takes no place from others.
    if (!paces.mayTry(address)) {
      throw RefusedException.tooMany();
    }
    if (!waiting.tryAcquire()) {
      throw RefusedException.busy();
    }
    try {
      if (!hashing.tryAcquire(SECONDS, TimeUnit.SECONDS)) {
        throw RefusedException.busy();
      }
      try {
        return compare(asked, address);
      } finally {
        hashing.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RefusedException.busy();
    } finally {
      waiting.release();
    }
  }

  private Authentication compare(Authentication asked, String address) {
    if (!paces.countTry(address)) {
      throw RefusedException.tooMany();
    }
    Authentication known = passwords.authenticate(asked);
    if (known == null) {
      throw new IllegalStateException("A password is right or wrong.");
    }
    paces.right(address);
    return known;
  }
}
