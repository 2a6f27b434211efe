package dev.tarife.web.pages;

import dev.tarife.table.Area;
import dev.tarife.table.Catalogue;
import dev.tarife.table.Charge;
import dev.tarife.table.Word;
import java.text.Collator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
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

  /** What was done, in the words of the journal; its code where the language has none. */
  public String action(String code) {
    return or("journal.action." + code, code);
  }

  /** What a part of the service is called that is asked whether it works; its name otherwise. */
  public String check(String name) {
    return or("health.check." + name, name);
  }

  private String or(String key, String otherwise) {
    return Objects.requireNonNull(
        messages.getMessage(key, null, otherwise, LocaleContextHolder.getLocale()));
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

  /** The name of a unit, such as minute; as the tables write it where the language has no word. */
  public String unit(String code) {
    return term("unit", code, code);
  }

  /** The name of a Region; its code where the tables do not know it. */
  public String region(Catalogue catalogue, String code) {
    return term("region", code, named(catalogue.regions(), code));
  }

  /** The name of a number type; its code where the tables do not know it. */
  public String numberType(Catalogue catalogue, String code) {
    return term("number-type", code, named(catalogue.numberTypes(), code));
  }

  /** The name of a price plan; its code where the tables do not know it. */
  public String plan(Catalogue catalogue, String code) {
    return term("plan", code, named(catalogue.plans(), code));
  }

  /**
   * Something to choose.
   *
   * @param code as tables and usage write it
   * @param name in the reader's language
   */
  public record Choice(String code, String name) {}

  /** The countries of the tables, sorted by their names as the reader's language sorts. */
  public List<Choice> countries(Catalogue catalogue) {
    Collator collator = collator();
    return catalogue.countries().keySet().stream()
        .map(code -> new Choice(code, country(catalogue, code)))
        .sorted((one, other) -> collator.compare(one.name(), other.name()))
        .toList();
  }

  /** The Regions of the tables, in their order. */
  public List<Choice> regions(Catalogue catalogue) {
    return choices(catalogue.regions(), code -> region(catalogue, code));
  }

  /** The number types of the tables, in their order. */
  public List<Choice> numberTypes(Catalogue catalogue) {
    return choices(catalogue.numberTypes(), code -> numberType(catalogue, code));
  }

  /** The price plans of the tables, in their order. */
  public List<Choice> plans(Catalogue catalogue) {
    return choices(catalogue.plans(), code -> plan(catalogue, code));
  }

  /** How the reader's language sorts, upper and lower case alike. */
  public static Collator collator() {
    Collator collator = Collator.getInstance(LocaleContextHolder.getLocale());
    collator.setStrength(Collator.SECONDARY);
    return collator;
  }

  private static List<Choice> choices(Map<String, Word> words, UnaryOperator<String> name) {
    return words.keySet().stream().map(code -> new Choice(code, name.apply(code))).toList();
  }

  private static String named(Map<String, Word> words, String code) {
    Word word = words.get(code);
    return word == null ? code : word.name();
  }

  /** A word of the tables in the reader's language; English is that of the tables. */
  private String term(String kind, String code, String otherwise) {
    return Objects.requireNonNull(
        messages.getMessage(
            kind + "." + code.replace(' ', '-'), null, otherwise, LocaleContextHolder.getLocale()));
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
