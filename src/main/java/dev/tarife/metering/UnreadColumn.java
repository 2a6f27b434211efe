package dev.tarife.metering;

import dev.tarife.metering.input.Columns;
import dev.tarife.metering.terms.UsageKinds;
import dev.tarife.table.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A column of usage files that nothing reads (decision A-78): the input format does not have it, no
 * condition or need of the metering table names it, and it is not a tag.
 *
 * @param name as its files spell it
 * @param files that have it, in order
 * @param nearest the column that may have been meant, or null
 */
public record UnreadColumn(String name, List<String> files, @Nullable String nearest) {
  public UnreadColumn {
    files = List.copyOf(files);
  }

  /** Whether nothing reads a column. */
  public static boolean is(String column, UsageKinds kinds) {
    return !Columns.isContract(column)
        && !kinds.attributes().contains(column)
        && !(column.startsWith("tag:") && column.length() > "tag:".length());
  }

  /** Those of some columns that nothing reads, by name; nobody knows of which files they are. */
  public static List<UnreadColumn> of(Collection<String> columns, UsageKinds kinds) {
    return columns.stream()
        .sorted()
        .filter(column -> is(column, kinds))
        .map(column -> of(column, List.of(), kinds))
        .toList();
  }

  /**
   * Those of some columns that nothing reads, by name.
   *
   * @param columns columns, and the files that have each
   */
  public static List<UnreadColumn> of(
      SortedMap<String, SortedSet<String>> columns, UsageKinds kinds) {
    List<UnreadColumn> unread = new ArrayList<>();
    columns.forEach(
        (column, files) -> {
          if (is(column, kinds)) {
            unread.add(of(column, List.copyOf(files), kinds));
          }
        });
    return unread;
  }

  public static UnreadColumn of(String name, List<String> files, UsageKinds kinds) {
    String folded = name.toLowerCase(Locale.ROOT);
    if (folded.matches("tag[ _.=:-].+")) {
      return new UnreadColumn(name, files, "tag:" + name.substring("tag:".length()));
    }
    List<String> known = new ArrayList<>(Columns.CONTRACT);
    known.addAll(kinds.attributes());
    return new UnreadColumn(name, files, Suggestion.nearest(name, known));
  }

  /** What the invoice says. */
  public String note() {
    return "the column ("
        + name
        + ") is not read"
        + (nearest == null ? "" : "; did you mean " + nearest + "?");
  }

  /**
   * What whoever runs it should look at, with its place.
   *
   * @param of the files that are named; not empty
   */
  public String warning(List<String> of) {
    return of.get(0)
        + ":1: warning: "
        + note()
        + (of.size() > 1 ? " (also in " + (of.size() - 1) + " more)" : "");
  }
}
