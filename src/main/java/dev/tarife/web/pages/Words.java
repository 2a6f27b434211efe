package dev.tarife.web.pages;

import dev.tarife.table.Area;
import dev.tarife.table.Catalogue;
import dev.tarife.table.Charge;
import dev.tarife.table.Word;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Words in the reader's language: those of the pages, and those of finance's tables. */
@Component("words")
public final class Words {
  private final MessageSource messages;

  Words(MessageSource messages) {
    this.messages = messages;
  }

  /** A message of {@code messages.properties}. */
  public String say(String key, Object... arguments) {
    return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
  }

  /** One of two names, where the second is Turkish and may be missing. */
  public String name(String english, @Nullable String turkish) {
    return turkish != null && LocaleContextHolder.getLocale().getLanguage().equals("tr")
        ? turkish
        : english;
  }

  /** The name of a charge; its code where the tables do not know it. */
  public String charge(Catalogue catalogue, String code) {
    Charge charge = catalogue.charges().get(code);
    return charge == null ? code : name(charge.name(), charge.nameTr());
  }

  /** The name of an area; its code where the tables do not know it. */
  public String area(Catalogue catalogue, String code) {
    Area area = catalogue.areas().get(code);
    return area == null ? code : name(area.name(), area.nameTr());
  }

  /** The name of a country; its code where nobody knows it. */
  public String country(Catalogue catalogue, String code) {
    Locale locale = LocaleContextHolder.getLocale();
    String shown = new Locale.Builder().setLanguage("en").build().equals(locale) ? code : "";
    if (shown.isEmpty() && code.matches("[A-Z]{2}")) {
      shown = new Locale.Builder().setRegion(code).build().getDisplayCountry(locale);
    }
    Word word = catalogue.countries().get(code);
    return shown.isEmpty() || shown.equals(code) ? (word == null ? code : word.name()) : shown;
  }
}
