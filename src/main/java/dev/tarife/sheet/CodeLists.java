package dev.tarife.sheet;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists of codes that have a name. Wherever a cell holds a list, {@code list:own-numbers} stands
 * for the codes of the list {@code own-numbers}.
 *
 * @param codes the codes of each list, by its name
 * @param home where a list is added, such as {@code charges.xlsx, Code lists}
 */
public record CodeLists(Map<String, List<String>> codes, String home) {
  /** No list has a name. */
  public static final CodeLists NONE = new CodeLists(Map.of(), "");

  private static final String MARK = "list:";

  public CodeLists {
    codes = Collections.unmodifiableMap(new LinkedHashMap<>(codes));
  }

  /** Whether a part of a cell names a list rather than a code. */
  public static boolean isName(String part) {
    return part.regionMatches(true, 0, MARK, 0, MARK.length());
  }

  /** The codes that a part of a cell stands for; null if there is none. */
  @Nullable List<String> codes(String part) {
    return codes.get(part.substring(MARK.length()).strip());
  }

  /** What to do about a list that does not exist. */
  String fix(String part) {
    String nearest = SpellingSuggestion.to(part.substring(MARK.length()), codes.keySet());
    String add = home.isEmpty() ? "write the codes" : "add the list to " + home;
    return nearest == null ? add : "write " + MARK + nearest + ", or " + add;
  }
}
