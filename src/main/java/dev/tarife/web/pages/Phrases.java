package dev.tarife.web.pages;

import dev.tarife.table.Catalogue;
import dev.tarife.web.bundles.Bundles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Says in the reader's language what the engine says in English: explanations, findings, notes and
 * refusals. Some are stored with an invoice, which never changes, so that they are translated when
 * they are shown. What no phrase matches stays as it is.
 */
@Component("phrases")
public final class Phrases {
  private static final String FILE = "/dev/tarife/web/phrases_tr.txt";
  private static final String SEPARATOR = " ⇒ ";
  private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)}");
  private static final Pattern DECIMAL =
      Pattern.compile("-?\\d{1,3}(,\\d{3})+(\\.\\d+)?|-?\\d+\\.\\d+");
  private static final Pattern IN_ARITHMETIC =
      Pattern.compile("(?<![\\w.-])\\d+\\.\\d+(?![\\w.-])");

  /** A cell of a workbook, which is shown as it is: {@code H12 Unit price = 0.018}. */
  private static final Pattern CELL = Pattern.compile("[A-Z]{1,3}\\d+ .* = ");

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern PLACED =
      Pattern.compile("(?<place>\\S[^;]*?\\S): (?<rest>.+)", Pattern.DOTALL);

  private final List<Phrase> phrases = read();
  private final Words words;
  private final Figures figures;
  private final Bundles bundles;

  Phrases(Words words, Figures figures, Bundles bundles) {
    this.words = words;
    this.figures = figures;
    this.bundles = bundles;
  }

  /**
   * A sentence with gaps.
   *
   * @param beginning what is before its first gap
   * @param end what is behind its last gap
   * @param english finds it
   * @param arguments the numbers of its gaps, in their order in English
   * @param turkish with the same gaps
   * @param letters how much of it is not gaps: more is tried first
   */
  private record Phrase(
      String beginning,
      String end,
      Pattern english,
      List<Integer> arguments,
      String turkish,
      int letters) {}

  /** A text of the engine in the reader's language. */
  public String say(@Nullable Object what) {
    if (what == null) {
      return "";
    }
    String text = what.toString();
    if (!isTurkish()) {
      return text;
    }
    String said = translated(text, glossary());
    return said == null ? text : said;
  }

  /** The language of what {@link #say} gives: null where it is the page's. */
  public @Nullable String lang(@Nullable Object what) {
    return what == null || !isTurkish() || translated(what.toString(), glossary()) != null
        ? null
        : "en";
  }

  private static boolean isTurkish() {
    return LocaleContextHolder.getLocale().getLanguage().equals("tr");
  }

  private @Nullable String translated(String text, Map<String, String> glossary) {
    if (CELL.matcher(text).lookingAt()) {
      return null;
    }
    // First, so that no gap takes in what to do.
    String joined = joined(text, glossary);
    if (joined != null) {
      return joined;
    }
    String whole = sentence(text, glossary);
    if (whole != null) {
      return whole;
    }
    Matcher placed = PLACED.matcher(text);
    if (placed.matches()) {
      String rest = placed.group("rest");
      boolean warning = rest.startsWith("warning: ");
      String said = translated(warning ? rest.substring("warning: ".length()) : rest, glossary);
      if (said != null) {
        return placed.group("place") + ": " + (warning ? "uyarı: " : "") + said;
      }
    }
    return text.contains(" = ") || text.contains(" ≈ ") ? arithmetic(text, glossary) : null;
  }

  /** What is wrong, and what to do: each is a sentence of its own. */
  private @Nullable String joined(String text, Map<String, String> glossary) {
    for (int at = text.indexOf("; "); at >= 0; at = text.indexOf("; ", at + 1)) {
      String first = sentence(text.substring(0, at), glossary);
      if (first != null) {
        String rest = text.substring(at + 2);
        String then = sentence(rest, glossary);
        if (then == null) {
          then = joined(rest, glossary);
        }
        if (then != null) {
          return first + "; " + then;
        }
      }
    }
    return null;
  }

  private @Nullable String sentence(String text, Map<String, String> glossary) {
    for (Phrase phrase : phrases) {
      // Most phrases are others, which is seen at once.
      if (!text.startsWith(phrase.beginning()) || !text.endsWith(phrase.end())) {
        continue;
      }
      Matcher found = phrase.english().matcher(text);
      if (found.matches()) {
        Map<Integer, String> arguments = new HashMap<>();
        for (int i = 0; i < phrase.arguments().size(); i++) {
          arguments.put(phrase.arguments().get(i), argument(found.group(i + 1), glossary));
        }
        return ARGUMENT
            .matcher(phrase.turkish())
            .replaceAll(
                gap ->
                    Matcher.quoteReplacement(
                        arguments.getOrDefault(Integer.valueOf(gap.group(1)), gap.group())));
      }
    }
    return null;
  }

  private String argument(String said, Map<String, String> glossary) {
    String known = glossary.get(said);
    if (known != null) {
      return known;
    }
    if (DECIMAL.matcher(said).matches()) {
      BigDecimal number = new BigDecimal(said.replace(",", ""));
      return figures.number(number, number.scale());
    }
    if (DAY.matcher(said).matches()) {
      try {
        return figures.day(LocalDate.parse(said));
      } catch (DateTimeException e) {
        return said;
      }
    }
    for (String separator : List.of(" · ", ", ", " and ")) {
      if (said.contains(separator)) {
        List<String> parts = new ArrayList<>();
        for (String part : said.split(Pattern.quote(separator), -1)) {
          parts.add(argument(part, glossary));
        }
        return String.join(separator.equals(" and ") ? " ve " : separator, parts);
      }
    }
    String sentence = sentence(said, glossary);
    return sentence != null
        ? sentence
        : said.contains(" = ") || said.contains(" × ") || said.contains(" + ")
            ? arithmetic(said, glossary)
            : said;
  }

  /** Numbers as the language writes them, and units in its words. */
  private String arithmetic(String text, Map<String, String> glossary) {
    String numbers =
        IN_ARITHMETIC
            .matcher(text)
            .replaceAll(
                found -> {
                  BigDecimal number = new BigDecimal(found.group());
                  return Matcher.quoteReplacement(figures.number(number, number.scale()));
                })
            .replace(" in other tiers", " diğer kademelerde")
            .replace(" free (", " ücretsiz (");
    StringBuilder said = new StringBuilder();
    for (String word : numbers.split("(?<= )|(?= )", -1)) {
      said.append(glossary.getOrDefault(word, word));
    }
    return said.toString();
  }

  /** The words of the tables in force, by their codes and English names. */
  private Map<String, String> glossary() {
    Map<String, String> glossary = new HashMap<>();
    if (!bundles.isReady()) {
      return glossary;
    }
    Catalogue catalogue = bundles.live().tables().catalogue();
    catalogue
        .charges()
        .forEach(
            (code, charge) -> {
              String name = words.charge(catalogue, code);
              glossary.put(code, name);
              glossary.put(charge.name(), name);
            });
    catalogue
        .units()
        .forEach(
            (code, unit) -> {
              glossary.put(code, words.unit(code));
              glossary.put(unit.base(), words.unit(unit.base()));
            });
    catalogue
        .numberTypes()
        .keySet()
        .forEach(code -> glossary.put(code, words.numberType(catalogue, code)));
    return glossary;
  }

  private static List<Phrase> read() {
    List<Phrase> phrases = new ArrayList<>();
    try (InputStream in = Phrases.class.getResourceAsStream(FILE);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int at = line.indexOf(SEPARATOR);
        if (at > 0 && !line.startsWith("#")) {
          phrases.add(phrase(line.substring(0, at), line.substring(at + SEPARATOR.length())));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    phrases.sort(Comparator.comparingInt(Phrase::letters).reversed());
    return List.copyOf(phrases);
  }

  private static Phrase phrase(String english, String turkish) {
    StringBuilder pattern = new StringBuilder();
    List<Integer> arguments = new ArrayList<>();
    Matcher gaps = ARGUMENT.matcher(english);
    int from = 0;
    while (gaps.find()) {
      pattern.append(Pattern.quote(english.substring(from, gaps.start()))).append("(.+?)");
      arguments.add(Integer.valueOf(gaps.group(1)));
      from = gaps.end();
    }
    pattern.append(Pattern.quote(english.substring(from)));
    int first = english.indexOf('{');
    return new Phrase(
        first < 0 ? english : english.substring(0, first),
        english.substring(from),
        Pattern.compile(pattern.toString(), Pattern.DOTALL),
        arguments,
        turkish,
        english.length() - 3 * arguments.size());
  }
}
