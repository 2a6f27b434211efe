package dev.tarife.table;

import dev.tarife.sheet.SpellingSuggestion;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What a message offers in place of a word that is unknown. */
public final class Suggestion {
  private static final int FEW = 12;

  private Suggestion() {}

  /** The known word that is spelled most like it, or null if none is near. */
  public static @Nullable String nearest(String word, Collection<String> known) {
    return SpellingSuggestion.to(word, known);
  }

  /** The end of a message: the nearest word, and all of them where there are few. */
  public static String of(String word, Collection<String> known) {
    String nearest = SpellingSuggestion.to(word, known);
    String meant = nearest == null ? "" : "; did you mean " + nearest + "?";
    boolean said = nearest != null && known.size() == 1;
    if (known.isEmpty() || known.size() > FEW || said) {
      return meant;
    }
    return (meant.isEmpty() ? "; known: " : meant + " Known: ")
        + String.join(", ", known.stream().sorted().toList());
  }
}
