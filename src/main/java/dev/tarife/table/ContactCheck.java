package dev.tarife.table;

import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import java.util.ArrayList;
import java.util.List;

/** No row that says what a contact is lies below one that takes all of its contacts. */
final class ContactCheck implements Check {
  @Override
  public Findings check(Tables tables, Doubts doubts) {
    Findings findings = new Findings();
    if (doubts.has(ContactsReader.RECORDS)) {
      return findings;
    }
    List<ContactRow> above = new ArrayList<>();
    for (ContactRow row : tables.contacts().rows()) {
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
                      Place.row(row.origin()),
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
        && row.conditions().containsAll(above.conditions());
  }

  private static boolean within(List<String> codes, List<String> above) {
    return above.isEmpty() || (!codes.isEmpty() && above.containsAll(codes));
  }
}
