package dev.tarife.connect;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The row that is staged for a document, while it is filled. Used by one thread. */
final class StagedContact {
  private static final boolean[] IS_TEXT = new boolean[Column.values().length];

  static {
    for (Column column : Column.values()) {
      IS_TEXT[column.place()] = column.isText();
    }
  }

  private final @Nullable String[] texts = new @Nullable String[IS_TEXT.length];
  private final long[] numbers = new long[IS_TEXT.length];

  void clear() {
    clearFrom(Column.DOC);
  }

  /** Clears a column and all behind it. */
  void clearFrom(Column first) {
    Arrays.fill(texts, first.place(), texts.length, null);
    Arrays.fill(numbers, first.place(), numbers.length, Times.NONE);
  }

  void put(Column column, long value) {
    numbers[column.place()] = value;
  }

  void put(Column column, @Nullable String value) {
    texts[column.place()] = value;
  }

  long number(Column column) {
    return numbers[column.place()];
  }

  @Nullable String text(Column column) {
    return texts[column.place()];
  }

  void write(StagingFile target) {
    for (int i = 0; i < IS_TEXT.length; i++) {
      if (IS_TEXT[i]) {
        target.value(texts[i]);
      } else {
        target.value(numbers[i]);
      }
    }
    target.end();
  }
}
