package dev.tarife.web.api;

import dev.tarife.model.Sha256;
import dev.tarife.web.problem.Problem;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.store.IdempotencyKeys;
import dev.tarife.web.store.IdempotencyKeys.Answer;
import dev.tarife.web.store.IdempotencyKeys.Earlier;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.WebUtils;

/**
 * Does a request with an {@code Idempotency-Key} once: sent again, it is answered as before. What
 * was refused changed nothing, and is tried again. A process that is killed leaves requests of
 * which nobody knows whether they were done; they are not done again.
 */
@Configuration(proxyBeanMethods = false)
class Idempotency implements WebMvcConfigurer, HandlerInterceptor {
  static final String HEADER = "Idempotency-Key";

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final String BEGUN = Idempotency.class.getName();

  /** A longer answer is not kept; only ratings have one, and change nothing. */
  private static final int LONGEST = 1 << 20;

  private final IdempotencyKeys keys;

  Idempotency(IdempotencyKeys keys) {
    this.keys = keys;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    // After the role and the parameters were found to be right.
    registry.addInterceptor(this).addPathPatterns("/api/v1/**").order(1);
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    String key = request.getHeader(HEADER);
    if (key == null || annotation(handler) == null) {
      return true;
    }
    if (!KEY.matcher(key).matches()) {
      throw ProblemException.bad(
          HEADER + " must have 1 to 255 visible ASCII characters, such as a UUID");
    }
    String id = sha256(List.of(String.valueOf(request.getRemoteUser()), key));
    String asked = asked(request);
    Earlier earlier = keys.begin(id, asked).orElse(null);
    if (earlier == null) {
      request.setAttribute(BEGUN, id);
      return true;
    }
    if (!earlier.request().equals(asked)) {
      throw new ProblemException(
          Problem.of(
              HttpStatus.UNPROCESSABLE_CONTENT,
              HEADER + " came with another request before; use a new key for a new request"));
    }
    replay(earlier.answer(), response);
    return false;
  }

  private static void replay(@Nullable Answer answer, HttpServletResponse response)
      throws IOException {
    if (answer == null) {
      throw ProblemException.conflict(
          "The request of this key was begun and is not answered: it still runs, or the service was"
              + " stopped meanwhile. See whether it was done, and use a new key if it was not");
    }
    if (answer.body() == null) {
      throw ProblemException.conflict(
          "The request of this key was done; its answer held a secret that is shown once, and is"
              + " not kept. Revoke or reset what it made, and use a new key");
    }
    response.setStatus(answer.status());
    response.setHeader("Idempotency-Replayed", "true");
    if (answer.location() != null) {
      response.setHeader(HttpHeaders.LOCATION, answer.location());
    }
    if (answer.type() != null) {
      response.setContentType(answer.type());
    }
    response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    Object id = request.getAttribute(BEGUN);
    Idempotent idempotent = annotation(handler);
    if (id == null || idempotent == null) {
      return;
    }
    byte[] body =
        Objects.requireNonNull(
                WebUtils.getNativeResponse(response, ContentCachingResponseWrapper.class))
            .getContentAsByteArray();
    boolean done = failure == null && HttpStatus.valueOf(response.getStatus()).is2xxSuccessful();
    if (done && body.length <= LONGEST) {
      keys.answered(
          id.toString(),
          new Answer(
              response.getStatus(),
              response.getHeader(HttpHeaders.LOCATION),
              response.getContentType(),
              idempotent.secret() ? null : new String(body, StandardCharsets.UTF_8)));
    } else {
      keys.forgotten(id.toString());
    }
  }

  private static @Nullable Idempotent annotation(Object handler) {
    return handler instanceof HandlerMethod method
        ? method.getMethodAnnotation(Idempotent.class)
        : null;
  }

  /**
   * The hash of a request; of a form that of its parts, since each sending has another boundary.
   */
  private static String asked(HttpServletRequest request) throws IOException {
    String where =
        request.getMethod() + " " + request.getRequestURI() + "?" + request.getQueryString();
    SpooledRequest spooled = WebUtils.getNativeRequest(request, SpooledRequest.class);
    if (request instanceof MultipartHttpServletRequest form) {
      StringBuilder parts = new StringBuilder(where);
      new TreeMap<>(form.getParameterMap())
          .forEach((name, values) -> parts.append(name).append(List.of(values)));
      for (Map.Entry<String, List<MultipartFile>> files :
          new TreeMap<>(form.getMultiFileMap()).entrySet()) {
        for (MultipartFile file : files.getValue()) {
          try (InputStream in = file.getInputStream()) {
            parts.append(files.getKey()).append(file.getOriginalFilename()).append(Sha256.of(in));
          }
        }
      }
      return sha256(List.of(parts.toString()));
    }
    try (InputStream in = Objects.requireNonNull(spooled).content()) {
      return sha256(List.of(where, String.valueOf(request.getContentType()), Sha256.of(in)));
    }
  }

  private static String sha256(List<String> texts) {
    MessageDigest digest = Sha256.digest();
    for (String text : texts) {
      digest.update(text.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return Sha256.of(digest);
  }
}
