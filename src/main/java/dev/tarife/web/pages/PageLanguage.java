package dev.tarife.web.pages;

import dev.tarife.model.Money;
import dev.tarife.report.ReaderLanguage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes reports in the language of a page, with amounts rounded as on other pages. */
@Component
public final class PageLanguage implements ReaderLanguage {
  private final Phrases phrases;
  private final Words words;
  private final Figures figures;

  PageLanguage(Phrases phrases, Words words, Figures figures) {
    this.phrases = phrases;
    this.words = words;
    this.figures = figures;
  }

  @Override
  public String say(String english) {
    return phrases.say(english);
  }

  @Override
  public @Nullable String lang(String english) {
    return phrases.lang(english);
  }

  @Override
  public String unit(String unit) {
    return words.unit(unit);
  }

  @Override
  public String number(BigDecimal value) {
    return figures.number(value);
  }

  @Override
  public String amount(Money amount, int minorUnits) {
    return figures.rounded(amount, minorUnits);
  }

  @Override
  public String share(BigDecimal change) {
    return figures.share(change);
  }
}
