package dev.tarife.report;

import dev.tarife.compare.SheetChange;
import dev.tarife.compare.TableDiff;
import dev.tarife.model.Finding;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What differs between tables, as JSON. Every value of a cell is a text, beside its type. */
public final class JsonDiffs {
  private JsonDiffs() {}

  /** Writes all of it; the target stays open. */
  public static void write(TableDiff diff, Writer out) throws IOException {
    ReportJson.write(out, document(diff));
  }

  static Map<String, @Nullable Object> document(TableDiff diff) {
    return ReportJson.object(
        "before",
        diff.before(),
        "after",
        diff.after(),
        "sheets",
        diff.sheets().stream().map(JsonDiffs::sheet).toList(),
        "faults_before",
        diff.faultsBefore().stream().map(Finding::toString).toList(),
        "faults_after",
        diff.faultsAfter().stream().map(Finding::toString).toList());
  }

  private static Map<String, @Nullable Object> sheet(SheetChange sheet) {
    return ReportJson.object(
        "workbook",
        sheet.workbook(),
        "sheet",
        sheet.sheet(),
        "added_columns",
        sheet.addedColumns(),
        "removed_columns",
        sheet.removedColumns(),
        "reordered",
        sheet.reordered(),
        "rows",
        sheet.rows().stream().map(ChangeTexts::json).toList());
  }
}
