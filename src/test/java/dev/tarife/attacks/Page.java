package dev.tarife.attacks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page that says what is refused: words, then one table for each area. */
final class Page {
  static final Page NONE = new Page("", Map.of());
  private static final String MARK = "<!-- The tables below are those of the suite of attacks. -->";

  private final String words;
  private final Map<String, String> rows;

  private Page(String words, Map<String, String> rows) {
    this.words = words;
    this.rows = rows;
  }

  static Page read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return NONE;
    }
    String text = Files.readString(file);
    int mark = text.indexOf(MARK);
    Map<String, String> rows = new LinkedHashMap<>();
    String area = "";
    for (String line : text.substring(mark).lines().toList()) {
      if (line.startsWith("## ")) {
        area = line.substring(3);
      } else if (line.startsWith("| ") && !line.startsWith("| tried ")) {
        String[] cells = line.substring(2, line.length() - 2).split(" \\| ", 2);
        rows.put(area + ": " + cells[0], cells[1]);
      }
    }
    return new Page(text.substring(0, mark), rows);
  }

  /** The rows, as attacks name themselves. */
  List<String> rows() {
    return new ArrayList<>(rows.keySet());
  }

  /** What the page says is seen. */
  String seen(Attack attack) {
    String cell = rows.getOrDefault(escaped(attack.toString()), "");
    List<String> lines = new ArrayList<>();
    for (String line : cell.split("<br>")) {
      lines.add(line.replaceAll("^`+ ?| ?`+$", "").replace("\\|", "|"));
    }
    return String.join("\n", lines);
  }

  /** The page with what was seen. */
  String with(List<Attack> attacks, List<String> seen) {
    StringBuilder text = new StringBuilder(words).append(MARK).append('\n');
    String area = "";
    for (int i = 0; i < Math.min(attacks.size(), seen.size()); i++) {
      Attack attack = attacks.get(i);
      if (!attack.area().equals(area)) {
        area = attack.area();
        text.append("\n## ").append(area).append("\n\n| tried | seen |\n|---|---|\n");
      }
      List<String> lines = seen.get(i).lines().map(Page::code).toList();
      text.append("| ").append(escaped(attack.tried())).append(" | ");
      text.append(String.join("<br>", lines)).append(" |\n");
    }
    return text.toString();
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|");
  }

  private static String code(String line) {
    String fence = line.contains("`") ? "``" : "`";
    String space = line.contains("`") ? " " : "";
    return fence + space + escaped(line) + space + fence;
  }
}
