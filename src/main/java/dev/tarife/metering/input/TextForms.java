package dev.tarife.metering.input;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Comparing texts as a database does, so that both meters order and compare alike. */
public final class TextForms {
  /** By code point, as UTF-8 bytes sort. */
  public static final Comparator<String> ORDER = TextForms::compare;

  /** As {@link #ORDER}, a missing text first. */
  public static final Comparator<@Nullable String> NULLS_FIRST = Comparator.nullsFirst(ORDER);

  private TextForms() {}

  /** By code point. */
  @SuppressWarnings("ReferenceEquality") // Most texts are shared.
  public static int compare(String a, String b) {
    if (a == b) {
      return 0;
    }
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean surrogateX = Character.isSurrogate(x);
        boolean surrogateY = Character.isSurrogate(y);
        return surrogateX == surrogateY ? Character.compare(x, y) : surrogateX ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** The lesser of two texts. */
  public static String min(String a, String b) {
    return compare(a, b) <= 0 ? a : b;
  }

  /** An empty text is a missing one. */
  public static @Nullable String given(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
