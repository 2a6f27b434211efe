package dev.tarife;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between pages lead somewhere, and every page can be reached from README. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern ID = Pattern.compile("<a id=\"([^\"]+)\">");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```$");

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      for (String link : links(page)) {
        String[] parts = link.split("#", 2);
        Path target =
            parts[0].isEmpty()
                ? page
                : Objects.requireNonNullElse(page.getParent(), Path.of(""))
                    .resolve(parts[0])
                    .normalize();
        if (!Files.exists(target)) {
          broken.add(page + ": " + link);
        } else if (parts.length == 2 && !anchors(target).contains(parts[1])) {
          broken.add(page + ": " + link + ", which has no such heading");
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void readmeLinksEveryPageOfDocs() throws IOException {
    List<String> links = links(Path.of("README.md"));
    for (Path page : pages()) {
      if (page.startsWith("docs")) {
        assertThat(links).anyMatch(link -> link.split("#", 2)[0].equals(page.toString()));
      }
    }
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
    for (String folder : List.of("docs", "samples", "benchmarks")) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    return pages;
  }

  private static List<String> links(Path page) throws IOException {
    String text = BLOCK.matcher(Files.readString(page)).replaceAll("");
    return LINK.matcher(text)
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.contains(":"))
        .toList();
  }

  /** What a link may name in a page: its headings, as they are shown on the web, and its ids. */
  private static List<String> anchors(Path page) throws IOException {
    String text = BLOCK.matcher(Files.readString(page)).replaceAll("");
    List<String> anchors = new ArrayList<>();
    Matcher headings = HEADING.matcher(text);
    while (headings.find()) {
      anchors.add(
          headings
              .group(1)
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-'));
    }
    ID.matcher(text).results().forEach(id -> anchors.add(id.group(1)));
    return anchors;
  }
}
