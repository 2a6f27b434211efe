package dev.tarife.table.read;

import dev.tarife.sheet.TypedRow;
import dev.tarife.table.ContactRow;
import dev.tarife.table.ContactRow.CountryOf;
import dev.tarife.table.ContactRow.CountsAs;
import dev.tarife.table.ContactRow.Measure;

/** Whether the cells of a row of {@code metering.xlsx}, Contact records, go together. */
final class ContactRowChecks {
  private final TypedRow line;

  ContactRowChecks(TypedRow line) {
    this.line = line;
  }

  /** Reports what does not go together, by its cell. */
  void check(ContactRow row) {
    CountsAs countsAs = row.countsAs();
    boolean call = countsAs == CountsAs.CALL || countsAs == CountsAs.LEG;
    if (countsAs.isTimed() && row.usageType() == null && countsAs != CountsAs.PART) {
      line.error(
          "contact-row",
          "Counts as",
          "a " + countsAs.word() + " is charged",
          "count what is not charged as contact or beside");
    }
    if (countsAs.isTimed() && row.quantity().measure() != Measure.SECONDS) {
      line.error("contact-row", "Quantity", "a " + countsAs.word() + " lasts", "write seconds");
    }
    boolean lasts = row.quantity().measure() == Measure.INTERVAL || countsAs.isTimed();
    if ((lasts || !row.time().ends().isEmpty()) && row.time().starts().isEmpty()) {
      line.error("contact-row", "Starts", "nothing says when it begins", "name one or more times");
    }
    if ((row.quantity().measure() == Measure.INTERVAL
            || (row.quantity().measure() == Measure.SECONDS && !countsAs.isTimed()))
        && row.time().ends().isEmpty()) {
      line.error("contact-row", "Ends", "nothing says when it ends", "name one or more times");
    }
    if (row.quantity().count() == null) {
      without("Less", "nothing is counted that it could be taken off");
    }
    if (!call) {
      without("Connected", "only a call and a leg are connected");
      without("Our number", "only a call and a leg have one");
    }
    if (countsAs != CountsAs.CALL) {
      without("Chain", "only a call begins one");
    }
    if (countsAs != CountsAs.BESIDE) {
      without("For each", "only what is beside a contact can be several");
    }
    if (row.numbers().country() == CountryOf.OUR_NUMBER && row.numbers().ours() == null) {
      line.error(
          "contact-row",
          "Our number",
          "its country is asked for, and no field says it",
          "name the field");
    }
    if (row.numbers().country() == CountryOf.OTHER_END && row.numbers().other() == null) {
      line.error(
          "contact-row",
          "Other end",
          "its country is asked for, and no field says it",
          "name the field");
    }
    if (row.numbers().country() == null) {
      without("Our number", "no country is asked for");
      without("Other end", "no country is asked for");
    }
  }

  /** Reports a cell that is filled, and has no meaning in this row. */
  void without(String column, String because) {
    if (!line.isEmpty(column)) {
      line.error(
          "contact-row",
          column,
          "the cell (" + line.cell(column) + ") has no meaning: " + because,
          "clear it");
    }
  }
}
