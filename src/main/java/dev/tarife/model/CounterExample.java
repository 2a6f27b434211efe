package dev.tarife.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A usage record that shows a fault of the tables: rate it, and see what the finding claims.
 *
 * @param account whose record it is; its instance says in which Region and on which plan
 * @param usage the record
 * @param outcome what pricing it comes to
 */
public record CounterExample(Account account, UsageRecord usage, Outcome outcome) {
  /** What pricing a counter-example comes to. */
  public enum Outcome {
    /** Some of it has no price: it is rejected. */
    UNPRICED("is rejected: some of it has no price"),
    /** Two rows price it, and neither wins. */
    TWO_PRICES("has two prices"),
    /** Two rows of metering make the same charge of it. */
    METERED_TWICE("is metered twice"),
    /** It is charged, though a row says that it is not. */
    CHARGED("is charged"),
    /** It is priced by another row than the one that is meant for it. */
    PRICED_ELSEWHERE("is priced by another row"),
    /** It is charged, and no allowance frees it. */
    NOT_FREE("is not free"),
    /** It is free by one of two rows, which leaves nothing to the other. */
    FREE_ALREADY("is free already without this row"),
    /** It is free by an allowance that counts something else. */
    FREE_BY_OTHER_UNIT("is free by a quantity in another unit"),
    /** It is counted by this row, and other usage of the same charge in another way. */
    COUNTED_SO("is counted so"),
    /** Two rows of agreements take it into account, and one was meant. */
    TWO_AGREEMENTS("counts for both rows"),
    /** It is priced at the value that is doubted. */
    PRICED_SO("is priced so");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    /** Ends the sentence "This record ...". */
    public String words() {
      return words;
    }
  }

  /** The names of the columns of {@link #csv()}, as the first line of a usage file. */
  public String csvHeader() {
    return String.join(",", cells().keySet());
  }

  /** The record as a line of a usage file, with only the columns that it fills. */
  public String csv() {
    return cells().values().stream().map(CounterExample::quoted).collect(Collectors.joining(","));
  }

  /** The filled columns of the usage file and their values, in the order of the file. */
  public Map<String, String> cells() {
    return UsageColumns.of(usage);
  }

  /** Says the record for people: who, the header, the record, what comes of it. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Instance instance : account.instances()) {
      if (instance.id().equals(usage.instance())) {
        lines.add(
            "this record, in "
                + instance.region()
                + (instance.plan().equals(Instance.STANDARD) ? "" : ", plan " + instance.plan())
                + ", "
                + outcome.words()
                + ":");
      }
    }
    lines.add("  " + csvHeader());
    lines.add("  " + csv());
    return lines;
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\\r\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
