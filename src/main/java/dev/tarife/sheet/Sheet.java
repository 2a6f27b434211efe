package dev.tarife.sheet;

import dev.tarife.model.Findings;
import java.util.List;

/** A sheet: its filled rows, and what stands in it that a decision table may not hold. */
public final class Sheet {
  private final String file;
  private final String name;
  private final List<Row> rows;
  private final Findings findings;

  public Sheet(String file, String name, List<Row> rows, Findings findings) {
    this.file = file;
    this.name = name;
    this.rows = List.copyOf(rows);
    this.findings = findings;
  }

  /** File name of the workbook. */
  public String file() {
    return file;
  }

  public String name() {
    return name;
  }

  /** The rows that have a filled cell, from above. */
  public List<Row> rows() {
    return rows;
  }

  /** Formulas, errors, computed numbers, merged cells, and what is hidden. */
  public Findings findings() {
    return findings;
  }
}
