package dev.tarife.sheet;

import dev.tarife.model.FaultException;
import dev.tarife.model.Place;

/** Why a whole workbook is refused. */
public final class WorkbookFaults {
  private static final String SAVE_AGAIN = "open it in a spreadsheet and save it again as .xlsx";

  /** The check that a file is a workbook, whole and without anything that could run. */
  static final String WORKBOOK = "workbook";

  private WorkbookFaults() {}

  public static FaultException damaged(String file, String detail) {
    return FaultException.of(
        WORKBOOK, Place.ofFile(file), "is damaged (" + detail + ")", SAVE_AGAIN);
  }

  public static FaultException refused(String file, String what, String fix) {
    return FaultException.of(WORKBOOK, Place.ofFile(file), what, fix);
  }

  public static FaultException tooLarge(String file, String what) {
    return FaultException.of(
        WORKBOOK,
        Place.ofFile(file),
        what,
        "delete empty formatted rows, pictures and whatever else is not the table, and save again");
  }
}
