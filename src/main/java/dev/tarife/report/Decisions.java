package dev.tarife.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The codes that notes of the workbooks cite, and what they mean: decisions such as A-24, and facts
 * of the price page such as VO-13. Read from {@code docs/decisions.md}, which is in the jar.
 */
public final class Decisions {
  private static final String FILE = "/dev/tarife/decisions.md";
  private static final Pattern ROW =
      Pattern.compile("\\| <a id=\"([A-Z0-9-]+)\"></a>\\1 \\| (.+) \\|");
  private static final Pattern CODE = Pattern.compile("\\b([A-Z]{1,3})-\\d\\d\\b");

  /** A cell of the column Note, as {@code tarife explain} shows it. */
  private static final Pattern NOTE = Pattern.compile("[A-Z]{1,3}\\d+ Note = ");

  private static final Decisions PAGE = read();

  private final SortedMap<String, Decision> decisions = new TreeMap<>();
  private final SortedMap<String, String> sections = new TreeMap<>();

  /**
   * A decision.
   *
   * @param code such as {@code A-24}
   * @param about what it concerns, in a word or two
   * @param cell whether a cell of a workbook holds it, which finance can change
   * @param text what was decided, and what it means for a bill
   */
  public record Decision(String code, String about, boolean cell, String text) {}

  /**
   * A part of a note.
   *
   * @param anchor where the page explains the code that the part is; null: plain text
   */
  public record Part(String text, @Nullable String anchor) {}

  /**
   * What some notes cite.
   *
   * @param decisions by code
   * @param facts fact codes, by the section of the price page that they belong to
   */
  record Cited(List<Decision> decisions, Map<String, SortedSet<String>> facts) {}

  private Decisions() {}

  /** Returns the decisions and sections of this version. */
  public static Decisions page() {
    return PAGE;
  }

  /** Returns all decisions, sorted by code. */
  public Collection<Decision> decisions() {
    return decisions.values();
  }

  /** Returns the sections of the price page by the letters of their facts. */
  public SortedMap<String, String> sections() {
    return sections;
  }

  /** Returns whether a text shows a cell of the column Note. */
  public static boolean isNote(String text) {
    return NOTE.matcher(text).lookingAt();
  }

  /** Splits a note into its codes and the text between them. */
  public List<Part> parts(String note) {
    List<Part> parts = new ArrayList<>();
    Matcher codes = CODE.matcher(note);
    int from = 0;
    while (codes.find()) {
      String anchor = anchor(codes);
      if (anchor != null) {
        if (codes.start() > from) {
          parts.add(new Part(note.substring(from, codes.start()), null));
        }
        parts.add(new Part(codes.group(), anchor));
        from = codes.end();
      }
    }
    if (from < note.length()) {
      parts.add(new Part(note.substring(from), null));
    }
    return parts;
  }

  private @Nullable String anchor(Matcher code) {
    if (decisions.containsKey(code.group())) {
      return code.group();
    }
    return sections.containsKey(code.group(1)) ? code.group(1) : null;
  }

  /** Returns the decisions and facts that notes cite. */
  Cited cited(Collection<String> notes) {
    SortedMap<String, Decision> found = new TreeMap<>();
    SortedMap<String, SortedSet<String>> facts = new TreeMap<>();
    for (String note : notes) {
      Matcher codes = CODE.matcher(note);
      while (codes.find()) {
        Decision decision = decisions.get(codes.group());
        String section = sections.get(codes.group(1));
        if (decision != null) {
          found.put(decision.code(), decision);
        } else if (section != null) {
          facts.computeIfAbsent(section, none -> new TreeSet<>()).add(codes.group());
        }
      }
    }
    return new Cited(List.copyOf(found.values()), facts);
  }

  private static Decisions read() {
    Decisions page = new Decisions();
    try (InputStream in = Decisions.class.getResourceAsStream(FILE);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in, FILE), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher row = ROW.matcher(line);
        if (row.matches()) {
          page.add(row.group(1), row.group(2).split(" \\| ", -1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return page;
  }

  private void add(String code, String[] cells) {
    boolean known =
        cells.length == 1
            ? sections.put(code, cells[0]) != null
            : decisions.put(code, new Decision(code, cells[0], cells[1].equals("cell"), cells[2]))
                != null;
    if (known) {
      throw new IllegalStateException(FILE + " has the code (" + code + ") twice.");
    }
  }
}
