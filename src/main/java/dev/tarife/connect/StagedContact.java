package dev.tarife.connect;

import dev.tarife.connect.document.DocumentTimes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The row that is staged for a document, while it is filled. Used by one thread. */
final class StagedContact {
  private static final boolean[] IS_TEXT = new boolean[DocumentColumn.values().length];

  static {
    for (DocumentColumn column : DocumentColumn.values()) {
      IS_TEXT[column.place()] = column.isText();
    }
  }

  private final @Nullable String[] texts = new @Nullable String[IS_TEXT.length];
  private final long[] numbers = new long[IS_TEXT.length];

  void clear() {
    clearFrom(DocumentColumn.DOC);
  }

  /** Clears a column and all behind it. */
  void clearFrom(DocumentColumn first) {
    Arrays.fill(texts, first.place(), texts.length, null);
    Arrays.fill(numbers, first.place(), numbers.length, DocumentTimes.NONE);
  }

  void put(DocumentColumn column, long value) {
    numbers[column.place()] = value;
  }

  void put(DocumentColumn column, @Nullable String value) {
    texts[column.place()] = value;
  }

  long number(DocumentColumn column) {
    return numbers[column.place()];
  }

  @Nullable String text(DocumentColumn column) {
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
