package dev.tarife.web.api;

import dev.tarife.web.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Asks for the role before anything of the request is read: somebody who may not do something does
 * not learn what else is wrong. The controllers ask once more.
 */
@Configuration(proxyBeanMethods = false)
@Order(Ordered.HIGHEST_PRECEDENCE)
class RoleFirst implements WebMvcConfigurer, HandlerInterceptor {
  private static final String PAGES = "dev.tarife.web.pages";

  private final RoleHierarchy hierarchy;

  RoleFirst(RoleHierarchy hierarchy) {
    this.hierarchy = hierarchy;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).order(Ordered.HIGHEST_PRECEDENCE);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method) {
      boolean page = method.getBeanType().getPackageName().startsWith(PAGES);
      if (page
          && request.getDispatcherType() == DispatcherType.REQUEST
          && request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
        throw ProblemException.bad(
            "Pages are for people, who sign in at /login; programs use what /openapi.json lists");
      }
      RolesAllowed asked =
          AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), RolesAllowed.class);
      if (asked == null) {
        asked =
            AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), RolesAllowed.class);
      }
      if (asked != null && !has(asked.value())) {
        throw new AccessDeniedException("The role does not allow this.");
      }
    }
    return true;
  }

  private boolean has(String[] roles) {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    if (who == null) {
      return false;
    }
    List<String> wanted = List.of(roles).stream().map(role -> "ROLE_" + role).toList();
    return hierarchy.getReachableGrantedAuthorities(who.getAuthorities()).stream()
        .map(GrantedAuthority::getAuthority)
        .anyMatch(wanted::contains);
  }
}
