package dev.tarife.table.check.metering;

import dev.tarife.model.Findings;
import dev.tarife.table.ContactRow;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import dev.tarife.table.read.ContactsReader;
import java.util.ArrayList;
import java.util.List;

/** No row that says what a contact is lies below one that takes all of its contacts. */
final class ContactCheck implements Check {
  @Override
  public Findings check(CheckContext reading) {
    Findings findings = new Findings();
    if (reading.doubts().has(ContactsReader.RECORDS)) {
      return findings;
    }
    List<ContactRow> above = new ArrayList<>();
    for (ContactRow row : reading.tables().contacts().rows()) {
      if (!row.countsAs().decides()) {
        continue;
      }
      above.stream()
          .filter(other -> takesAllOf(row, other))
          .findFirst()
          .ifPresent(
              other ->
                  findings.error(
                      "contact-row-hidden",
                      reading.cells().of(row.origin(), "Counts as"),
                      "no contact gets to this row: row "
                          + other.origin().row()
                          + " above says already what they are",
                      "move it above that row, give it other conditions, or delete it"));
      above.add(row);
    }
    return findings;
  }

  private static boolean takesAllOf(ContactRow row, ContactRow above) {
    return within(row.channels(), above.channels())
        && within(row.methods(), above.methods())
        && row.conditions().containsAll(above.conditions())
        && row.dates().isWithin(above.dates());
  }

  private static boolean within(List<String> codes, List<String> above) {
    return above.isEmpty() || (!codes.isEmpty() && above.containsAll(codes));
  }
}
