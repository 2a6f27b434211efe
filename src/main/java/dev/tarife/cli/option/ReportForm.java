package dev.tarife.cli.option;

/** The form of a report that is written as text or as JSON. */
public enum ReportForm implements FileForm {
  TEXT,
  JSON;

  @Override
  public String toString() {
    return word();
  }
}
