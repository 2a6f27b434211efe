package dev.tarife.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Writes HTML whose every text is escaped, and whose every element is closed. */
final class HtmlWriter {
  private final Writer out;
  private final ReaderLanguage language;
  private final Deque<String> open = new ArrayDeque<>();

  HtmlWriter(Writer out, ReaderLanguage language) {
    this.out = out;
    this.language = language;
  }

  /** The language of the texts. */
  ReaderLanguage language() {
    return language;
  }

  /** Opens an element with attributes: name, value, name, value ... */
  HtmlWriter open(String element, String... attributes) {
    start(element, attributes);
    open.push(element);
    return this;
  }

  /** Closes the element that was opened last. */
  HtmlWriter close() {
    raw("</" + open.pop() + ">");
    if (open.size() <= 4) {
      raw("\n");
    }
    return this;
  }

  /** An element that holds a text. */
  HtmlWriter text(String element, String text, String... attributes) {
    return open(element, attributes).text(text).close();
  }

  /** An element with a sentence in the reader's language, or marked as English. */
  HtmlWriter said(String element, String english, String... attributes) {
    open(element, attributes);
    String lang = language.lang(english);
    return lang == null
        ? text(language.say(english)).close()
        : text("span", english, "lang", lang).close();
  }

  /**
   * Opens a table and its body, in a box that scrolls where the table is too wide: three elements.
   *
   * @param name said to those who do not see what is above it
   * @param style its class
   * @param texts headers of columns of text
   * @param numbers headers of columns of numbers, which come after them
   */
  void table(String name, String style, List<String> texts, List<String> numbers) {
    open(
        "div",
        "class",
        "scroll",
        "tabindex",
        "0",
        "role",
        "group",
        "aria-label",
        language.say(name));
    open("table", "class", style).open("thead").open("tr");
    texts.forEach(head -> said("th", head, "scope", "col"));
    numbers.forEach(head -> said("th", head, "scope", "col", "class", "number"));
    close().close().open("tbody");
  }

  /** An element that holds nothing, and has no end. */
  HtmlWriter empty(String element, String... attributes) {
    start(element, attributes);
    return this;
  }

  HtmlWriter text(String text) {
    raw(escaped(TerminalText.safe(text)));
    return this;
  }

  /** Markup that holds no text from elsewhere, or a style sheet. */
  HtmlWriter verbatim(String content) {
    raw(content);
    return this;
  }

  private void start(String element, String... attributes) {
    StringBuilder tag = new StringBuilder("<").append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      tag.append(' ').append(attributes[i]).append("=\"");
      tag.append(escaped(TerminalText.safe(attributes[i + 1]))).append('"');
    }
    raw(tag.append('>').toString());
  }

  private void raw(String text) {
    try {
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text that can begin no element and end no attribute. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
