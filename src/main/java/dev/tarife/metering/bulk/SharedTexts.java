package dev.tarife.metering.bulk;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes one object of equal texts: there are few, in very many rows. */
final class SharedTexts {
  private static final int MOST = 100_000;

  private final Map<String, String> texts = new HashMap<>();

  @Nullable String of(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String known = texts.get(text);
    if (known == null && texts.size() < MOST) {
      texts.put(text, text);
    }
    return known == null ? text : known;
  }
}
