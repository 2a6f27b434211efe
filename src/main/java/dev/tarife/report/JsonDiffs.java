package dev.tarife.report;

import dev.tarife.compare.SheetChange;
import dev.tarife.compare.TableDiff;
import dev.tarife.model.Finding;
import java.io.IOException;
import java.io.Writer;

/** What differs between tables, as JSON. Every value of a cell is a text, beside its type. */
public final class JsonDiffs {
  private JsonDiffs() {}

  /** Writes all of it; the target stays open. */
  public static void write(TableDiff diff, Writer out) throws IOException {
    ReportJson.write(out, document(diff));
  }

  static JsonObject document(TableDiff diff) {
    return new JsonObject()
        .with("before", diff.before())
        .with("after", diff.after())
        .with("sheets", diff.sheets().stream().map(JsonDiffs::sheet).toList())
        .with("faults_before", diff.faultsBefore().stream().map(Finding::toString).toList())
        .with("faults_after", diff.faultsAfter().stream().map(Finding::toString).toList());
  }

  private static JsonObject sheet(SheetChange sheet) {
    return new JsonObject()
        .with("workbook", sheet.workbook())
        .with("sheet", sheet.sheet())
        .with("added_columns", sheet.addedColumns())
        .with("removed_columns", sheet.removedColumns())
        .with("reordered", sheet.reordered())
        .with("rows", sheet.rows().stream().map(ChangeTexts::json).toList());
  }
}
