package dev.tarife.table;

import java.util.Locale;

/** One of the words that a column knows: a constant is named as the cell that stands for it. */
public interface Worded {
  String name();

  /** What the cell holds. */
  default String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
