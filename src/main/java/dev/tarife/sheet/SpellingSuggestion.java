package dev.tarife.sheet;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses which known word was meant. */
public final class SpellingSuggestion {
  private SpellingSuggestion() {}

  /**
   * The known word that is the fewest slips of the finger away, or null if none is near. To a word
   * of two letters nothing is near but itself in another case: UK is not a slip for CK.
   */
  public static @Nullable String to(String word, Collection<String> known) {
    String small = word.strip().toLowerCase(Locale.ROOT);
    String nearest = null;
    int least = small.length() <= 2 ? 1 : Math.max(1, Math.min(4, small.length() / 3)) + 1;
    for (String candidate : known) {
      int slips = slips(small, candidate.toLowerCase(Locale.ROOT), least);
      if (slips < least) {
        least = slips;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** Letters to add, leave out, change, or swap with the next; {@code limit} if not fewer. */
  private static int slips(String a, String b, int limit) {
    if (a.length() > 100 || Math.abs(a.length() - b.length()) >= limit) {
      return limit;
    }
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] now = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      now[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        now[j] = Math.min(Math.min(now[j - 1], last[j]) + 1, last[j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          now[j] = Math.min(now[j], before[j - 2] + 1);
        }
      }
      int[] free = before;
      before = last;
      last = now;
      now = free;
    }
    return Math.min(limit, last[b.length()]);
  }
}
