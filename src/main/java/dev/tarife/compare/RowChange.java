package dev.tarife.compare;

import dev.tarife.model.Origin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of a decision table that is another before than after. It is known by its key, the columns
 * that say what it is about, and not by its number.
 *
 * @param key the filled key columns and their values, in the order of the sheet's key
 * @param before where it stood; null: it is added
 * @param after where it stands; null: it is removed
 * @param cells the cells that differ, from left to right: of an added or removed row, all filled
 *     ones
 */
public record RowChange(
    Map<String, String> key,
    @Nullable Origin before,
    @Nullable Origin after,
    List<CellChange> cells) {
  /** Columns that say a thing in words, and price nothing. */
  private static final Set<String> WORDS =
      Set.of("Note", "Name", "Name (tr)", "Title", "AWS usage type");

  /** What became of a row. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED;

    /** As files say it: {@code changed}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public RowChange {
    key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
    cells = List.copyOf(cells);
    if (before == null && after == null) {
      throw new IllegalArgumentException("The row of " + key + " is neither before nor after.");
    }
  }

  public Kind kind() {
    return before == null ? Kind.ADDED : after == null ? Kind.REMOVED : Kind.CHANGED;
  }

  /** Where the row stands, or stood if it is removed. */
  public Origin origin() {
    return after == null ? Objects.requireNonNull(before) : after;
  }

  /** Whether it can change an amount: more than notes and names differ. */
  public boolean prices() {
    return kind() != Kind.CHANGED
        || cells.stream().anyMatch(cell -> !WORDS.contains(cell.column()));
  }
}
