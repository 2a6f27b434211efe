package dev.tarife.web.pages;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.SimpleLocaleContext;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/** English or Turkish: as the browser asks, or as {@code ?lang=} chose, which a cookie keeps. */
@Configuration(proxyBeanMethods = false)
class LanguageConfiguration implements WebMvcConfigurer {
  private static final String ASKED = "lang";
  private static final Locale TURKISH = Locale.forLanguageTag("tr");
  private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, TURKISH);

  @Bean
  LocaleResolver localeResolver() {
    CookieLocaleResolver resolver =
        new CookieLocaleResolver("lang") {
          @Override
          protected Locale parseLocaleValue(String value) {
            return known(Locale.forLanguageTag(value));
          }

          @Override
          public LocaleContext resolveLocaleContext(HttpServletRequest request) {
            Locale asked = asked(request);
            return asked == null
                ? super.resolveLocaleContext(request)
                : new SimpleLocaleContext(asked);
          }

          @Override
          public Locale resolveLocale(HttpServletRequest request) {
            Locale asked = asked(request);
            return asked == null ? super.resolveLocale(request) : asked;
          }
        };
    resolver.setCookieHttpOnly(true);
    resolver.setCookieSameSite("Lax");
    resolver.setRejectInvalidCookies(false);
    resolver.setDefaultLocaleFunction(
        request -> {
          List<Locale.LanguageRange> asked = Locale.LanguageRange.parse(accepted(request));
          Locale best = Locale.lookup(asked, LANGUAGES);
          return best == null ? Locale.ENGLISH : best;
        });
    return resolver;
  }

  /** What a link asks for, also to a page that is not there, where no cookie keeps it. */
  private static @Nullable Locale asked(HttpServletRequest request) {
    String asked = request.getMethod().equals("GET") ? request.getParameter(ASKED) : null;
    return asked == null ? null : known(Locale.forLanguageTag(asked));
  }

  private static String accepted(HttpServletRequest request) {
    String header = request.getHeader("Accept-Language");
    try {
      if (header != null && !header.isBlank()) {
        Locale.LanguageRange.parse(header);
        return header;
      }
    } catch (IllegalArgumentException e) {
      // Nothing that a browser sends.
    }
    return "en";
  }

  private static Locale known(Locale asked) {
    return asked.getLanguage().equals(TURKISH.getLanguage()) ? TURKISH : Locale.ENGLISH;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    LocaleChangeInterceptor change =
        new LocaleChangeInterceptor() {
          @Override
          protected Locale parseLocaleValue(String value) {
            return known(Locale.forLanguageTag(value));
          }
        };
    change.setParamName(ASKED);
    registry.addInterceptor(change);
  }
}
