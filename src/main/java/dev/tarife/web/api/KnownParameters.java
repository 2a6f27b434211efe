package dev.tarife.web.api;

import dev.tarife.table.Suggestion;
import dev.tarife.web.problem.Problem;
import dev.tarife.web.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses parameters and parts that a request does not have: a misspelt one would do nothing. */
@Configuration(proxyBeanMethods = false)
class KnownParameters implements WebMvcConfigurer, HandlerInterceptor {
  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns("/api/v1/**");
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method) {
      if (String.valueOf(request.getContentType()).contains("*")) {
        throw new ProblemException(
            Problem.of(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "Content-Type (" + request.getContentType() + ") names no type; write one"));
      }
      Set<String> known = known(method);
      Set<String> given = given(request.getQueryString());
      if (request instanceof MultipartHttpServletRequest multipart) {
        given.addAll(multipart.getMultiFileMap().keySet());
        given.addAll(multipart.getParameterMap().keySet());
      }
      given.removeAll(known);
      if (!given.isEmpty()) {
        String name = given.iterator().next();
        throw ProblemException.bad(
            "The parameter ("
                + name
                + ") is unknown"
                + (known.isEmpty() ? "; there are none here" : Suggestion.of(name, known)));
      }
    }
    return true;
  }

  private static Set<String> known(HandlerMethod method) {
    Set<String> known = new TreeSet<>();
    for (MethodParameter parameter : method.getMethodParameters()) {
      RequestParam param = parameter.getParameterAnnotation(RequestParam.class);
      RequestPart part = parameter.getParameterAnnotation(RequestPart.class);
      if (param != null) {
        known.add(name(param.name(), method, parameter));
      } else if (part != null) {
        known.add(name(part.name(), method, parameter));
      }
    }
    return known;
  }

  private static String name(String said, HandlerMethod method, MethodParameter parameter) {
    return said.isEmpty()
        ? method.getMethod().getParameters()[parameter.getParameterIndex()].getName()
        : said;
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ProblemException.bad(
          "The parameter (" + name + ") is not written as an address has it");
    }
  }

  private static Set<String> given(@Nullable String query) {
    Set<String> names = new TreeSet<>();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        String name = pair.contains("=") ? pair.substring(0, pair.indexOf('=')) : pair;
        if (!name.isEmpty()) {
          names.add(decoded(name));
        }
      }
    }
    return names;
  }
}
