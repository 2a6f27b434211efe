package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Both languages say everything. */
class MessagesTest {
  private static final Path WEB = Path.of("src", "main", "resources", "dev", "tarife", "web");
  private static final Pattern TAG =
      Pattern.compile("<!--.*?-->|<(?:\"[^\"]*\"|'[^']*'|[^'\">])*>", Pattern.DOTALL);
  private static final Pattern FILLED =
      Pattern.compile(
          "(<[a-z](?:\"[^\"]*\"|'[^']*'|[^'\">])*\\b(?:th:text|sec:authentication)="
              + "(?:\"[^\"]*\"|'[^']*'|[^'\">])*>)[^<]*");
  private static final Pattern USED = Pattern.compile("#\\{([a-z][a-zA-Z0-9.-]*)[}(]");

  @Test
  void bothHaveTheSameKeys() {
    assertThat(messages("_tr").stringPropertyNames()).isEqualTo(messages("").stringPropertyNames());
  }

  @Test
  void theSameIsFilledIntoBoth() {
    Properties english = messages("");
    Properties turkish = messages("_tr");

    for (String key : english.stringPropertyNames()) {
      assertThat(new MessageFormat(turkish.getProperty(key)).getFormatsByArgumentIndex())
          .as(key)
          .hasSameSizeAs(new MessageFormat(english.getProperty(key)).getFormatsByArgumentIndex());
    }
  }

  @Test
  void whatTemplatesSayIsThere() {
    Properties english = messages("");
    for (Path template : templates()) {
      assertThat(USED.matcher(read(template)).results().map(found -> found.group(1)))
          .as(template.toString())
          .allMatch(english::containsKey);
    }
  }

  /** What stands between tags without th:text is the same in every language, or a mistake. */
  @Test
  void templatesHaveNoTextOfTheirOwn() {
    for (Path template : templates()) {
      String filled = FILLED.matcher(read(template)).replaceAll("$1");
      List<String> left =
          TAG.splitAsStream(filled)
              .map(String::strip)
              .filter(text -> text.codePoints().anyMatch(Character::isLetter))
              .filter(text -> !List.of("Tarife", "English", "Türkçe").contains(text))
              .toList();
      assertThat(left).as(template.toString()).isEmpty();
    }
  }

  private static List<Path> templates() {
    try (Stream<Path> files = Files.walk(WEB.resolve("templates"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Properties messages(String language) {
    Properties properties = new Properties();
    try (Reader reader =
        Files.newBufferedReader(
            WEB.resolve("messages" + language + ".properties"), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
