package dev.tarife.report;

import dev.tarife.compare.RowChange;
import dev.tarife.compare.SheetChange;
import dev.tarife.compare.TableDiff;
import dev.tarife.model.Finding;
import dev.tarife.model.Origin;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** What differs between tables, as a person reads it. */
public final class TextDiffs {
  private TextDiffs() {}

  /** Writes all of it; the target stays open. */
  public static void write(TableDiff diff, Writer out) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("Before " + diff.before());
    lines.add("After  " + diff.after());
    for (SheetChange sheet : diff.sheets()) {
      lines.add("");
      lines.add(sheet.workbook() + ", " + sheet.sheet() + ": " + counts(sheet));
      sheet.addedColumns().forEach(column -> lines.add("  + column " + column));
      sheet.removedColumns().forEach(column -> lines.add("  - column " + column));
      if (sheet.reordered()) {
        lines.add("  the rows stand in another order, which counts in this sheet");
      }
      for (RowChange row : sheet.rows()) {
        lines.add("  " + mark(row) + " row " + row.origin().row() + moved(row));
        ChangeTexts.cells(row).forEach(cell -> lines.add("      " + cell));
      }
    }
    addFaults(lines, diff.before(), diff.faultsBefore());
    addFaults(lines, diff.after(), diff.faultsAfter());
    lines.add("");
    lines.add(summary(diff));
    for (String line : lines) {
      out.write(TerminalText.safe(line).stripTrailing());
      out.write('\n');
    }
    out.flush();
  }

  private static String counts(SheetChange sheet) {
    List<String> counts = new ArrayList<>();
    for (RowChange.Kind kind : RowChange.Kind.values()) {
      long count = sheet.count(kind);
      if (count > 0) {
        counts.add(count + " " + kind.code());
      }
    }
    return counts.isEmpty() ? "no row changed" : String.join(", ", counts);
  }

  static String mark(RowChange row) {
    return switch (row.kind()) {
      case ADDED -> "+";
      case REMOVED -> "-";
      case CHANGED -> "~";
    };
  }

  private static String moved(RowChange row) {
    Origin before = row.before();
    String key = ChangeTexts.key(row);
    return (before == null || before.row() == row.origin().row()
            ? ""
            : " (was " + before.row() + ")")
        + (key.isEmpty() ? "" : " · " + key);
  }

  private static void addFaults(List<String> lines, String name, List<Finding> faults) {
    if (!faults.isEmpty()) {
      lines.add("");
      lines.add("Errors in " + name + ", whose rows are compared as they stand");
      faults.forEach(fault -> lines.add("  " + fault));
    }
  }

  /** One line: how many rows of each kind. */
  static String summary(TableDiff diff) {
    if (diff.isEmpty()) {
      return "No cell differs";
    }
    long added = diff.count(RowChange.Kind.ADDED);
    long removed = diff.count(RowChange.Kind.REMOVED);
    long changed = diff.count(RowChange.Kind.CHANGED);
    return "Rows: " + added + " added, " + removed + " removed, " + changed + " changed";
  }
}
