package dev.tarife.report;

import dev.tarife.model.LineItem;
import dev.tarife.model.LineKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Text for a terminal. */
public final class TerminalText {
  /** Characters of line numbers that a line shows of those it stands on. */
  private static final int MOST_NUMBERS = 24;

  private TerminalText() {}

  /**
   * A text without characters that steer a terminal or hide what is written: names in the input
   * must not repaint the screen.
   */
  public static String safe(String text) {
    if (text.chars().noneMatch(TerminalText::steers)) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> safe.appendCodePoint(steers(c) ? '\uFFFD' : c));
    return safe.toString();
  }

  private static boolean steers(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  /**
   * Which line it is, in words: {@code Voice service · US did · tier 2 · support-us, us-west-2}.
   */
  static String describe(LineItem line) {
    List<String> parts = new ArrayList<>();
    parts.add(line.description());
    addDimensions(parts, line);
    addTier(parts, line);
    if (line.instance() != null || line.region() != null) {
      parts.add(join(", ", line.instance(), line.region()));
    }
    addKind(parts, line);
    return safe(String.join(" · ", parts));
  }

  /** Which of its charge's lines it is: {@code US did · support-us · free tier}. */
  static String detail(LineItem line, boolean tiered) {
    List<String> parts = new ArrayList<>();
    addDimensions(parts, line);
    if (line.instance() != null) {
      parts.add(line.instance());
    }
    if (tiered) {
      addTier(parts, line);
    }
    addKind(parts, line);
    return parts.isEmpty() ? "whole account" : safe(String.join(" · ", parts));
  }

  private static void addDimensions(List<String> parts, LineItem line) {
    String country = line.dimensions().get("country");
    String numberType = line.dimensions().get("number_type");
    if (country != null || numberType != null) {
      parts.add(join(" ", country, numberType));
    }
    for (Map.Entry<String, String> tag : line.dimensions().entrySet()) {
      if (!tag.getKey().equals("country") && !tag.getKey().equals("number_type")) {
        parts.add(tag.getKey() + "=" + tag.getValue());
      }
    }
  }

  private static void addTier(List<String> parts, LineItem line) {
    Integer tier = line.tier();
    if (tier != null) {
      parts.add("tier " + tier);
    }
  }

  private static void addKind(List<String> parts, LineItem line) {
    if (line.kind() != LineKind.USAGE) {
      parts.add(words(line.kind()));
    }
    if (!line.standsOn().isEmpty()) {
      parts.add(standsOn(line.standsOn()));
    }
  }

  /** The lines by number; how many, where that would take more than a few words. */
  private static String standsOn(List<Integer> lines) {
    String numbers = numbers(lines);
    return numbers.length() > MOST_NUMBERS
        ? "of " + lines.size() + " lines"
        : (lines.size() == 1 ? "of line " : "of lines ") + numbers;
  }

  /** Ascending numbers, with what follows each other drawn together: {@code 1 to 3, 7}. */
  public static String numbers(List<Integer> numbers) {
    List<String> parts = new ArrayList<>();
    for (int from = 0; from < numbers.size(); ) {
      int to = from;
      while (to + 1 < numbers.size() && numbers.get(to + 1) == numbers.get(to) + 1) {
        to++;
      }
      parts.add(
          to == from
              ? numbers.get(from).toString()
              : numbers.get(from) + (to == from + 1 ? ", " : " to ") + numbers.get(to));
      from = to + 1;
    }
    return String.join(", ", parts);
  }

  /** A kind for people. */
  static String words(LineKind kind) {
    return switch (kind) {
      case USAGE -> "usage";
      case FREE_TIER -> "free tier";
      case TRIAL -> "free trial";
      case PASS_THROUGH -> "passed through";
      case FEE -> "fee";
      case CAP -> "cap";
      case DISCOUNT -> "discount";
      case SURCHARGE -> "surcharge";
      case COMMITMENT -> "commitment, what is missing";
      case CREDIT -> "credit";
      case TAX -> "tax";
    };
  }

  /** A plain decimal with its thousands set apart: {@code 25,000.5}. */
  static String grouped(String decimal) {
    int point = decimal.indexOf('.');
    int end = point < 0 ? decimal.length() : point;
    int start = decimal.startsWith("-") ? 1 : 0;
    StringBuilder grouped = new StringBuilder(decimal);
    for (int at = end - 3; at > start; at -= 3) {
      grouped.insert(at, ',');
    }
    return grouped.toString();
  }

  private static String join(String separator, @Nullable String a, @Nullable String b) {
    return a == null ? (b == null ? "" : b) : b == null ? a : a + separator + b;
  }
}
