package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page in Turkish has no English sentence. */
@Tag("slow")
class TurkishTest {
  private static final String PREVIEW = "/invoice/preview?account=210987654321&month=2024-05";

  /** Names that are the same in every language. */
  private static final List<String> NAMES =
      List.of(
          "Apple Messages for Business",
          "Amazon Q in Connect",
          "Amazon Pinpoint",
          "Contact Lens",
          "Standard pay as you go",
          "English");

  private static final Pattern NOT_SAID =
      Pattern.compile(
          "(?s)<(script|style|code|q|head)\\b.*?</\\1>|<[a-z]+ [^>]*class=\"[^\"]*\\bcode\\b[^\"]*\"[^>]*>[^<]*"
              // Notes of the workbooks and the texts of decisions are in English, and marked so.
              + "|<(span|td)\\b(?=[^>]*\\blang=\"en\")[^>]*\\bclass=\"note\"[^>]*>.*?</\\2>");

  private static final Pattern TAG =
      Pattern.compile("<(?:\"[^\"]*\"|'[^']*'|[^'\">])*>", Pattern.DOTALL);

  private static final Pattern ENGLISH =
      Pattern.compile(
          "\\b(the|is|are|was|of|not|with|this|that|from|and|or|for|it|by|to|no|has)\\b");

  /** A cell of a workbook is shown as it is. */
  private static final Pattern CELL = Pattern.compile("[A-Z]{1,3}\\d+ .* = ");

  private static Service service;
  private static Set<String> sentences;

  @BeforeAll
  static void ready() throws IOException {
    PagesTest.usageIsThere();
    service = Running.service();
    Properties english = messages("");
    Properties turkish = messages("_tr");
    sentences =
        english.stringPropertyNames().stream()
            .filter(key -> !english.getProperty(key).equals(turkish.getProperty(key)))
            .map(english::getProperty)
            .filter(text -> text.contains(" ") && !text.contains("{"))
            .collect(Collectors.toSet());
    assertThat(sentences).hasSizeGreaterThan(150);
  }

  private static Properties messages(String language) throws IOException {
    Properties properties = new Properties();
    Path web = Path.of("src", "main", "resources", "dev", "tarife", "web");
    try (Reader reader =
        Files.newBufferedReader(
            web.resolve("messages" + language + ".properties"), StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    return properties;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/estimate?calls-in=1000",
        "/usage",
        "/usage?account=210987654321&month=2024-05",
        "/invoice",
        PREVIEW,
        "/invoice/preview/why/1?account=210987654321&month=2024-05",
        "/estimate/why/1?calls-in=1000",
        "/prices",
        "/prices?search=mesaj",
        "/prices/history?item=telephony-inbound%7C%7Cus-west-2%7CUS%7Cdid",
        "/decisions",
        "/change",
        "/password",
        "/administration",
        "/administration/tokens",
        "/administration/journal",
        "/administration/settings",
        "/administration/health",
        "/nope",
        "/prices?day=yesterday",
        "/invoice/none-such"
      })
  void noSentenceIsEnglish(String page) {
    Browser ali = new Browser(service);
    ali.submit("/login", Map.of("username", People.ALI, "password", Running.PASSWORD));
    String html = ali.get(page + (page.contains("?") ? "&" : "?") + "lang=tr").body();
    String said = TAG.matcher(NOT_SAID.matcher(html).replaceAll("")).replaceAll("\n");
    List<String> texts =
        said.replace("&#39;", "'")
            .lines()
            .map(String::strip)
            .filter(text -> !text.isEmpty() && !CELL.matcher(text).lookingAt())
            .toList();
    assertThat(texts).as("texts of " + page).isNotEmpty().doesNotContainAnyElementsOf(sentences);
    assertThat(texts)
        .as("texts of " + page)
        .allSatisfy(
            text -> {
              String rest = text;
              for (String name : NAMES) {
                rest = rest.replace(name, "");
              }
              assertThat(ENGLISH.matcher(rest).find()).as(text).isFalse();
            });
  }
}
