package dev.tarife.table;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code metering.xlsx}, Contact fields and Contact records: what a contact record settles.
 *
 * @param fields by their path
 * @param rows in the order of the sheet
 */
public record ContactMap(Map<String, ContactField> fields, List<ContactRow> rows) {
  /** Tables that know no contact records. */
  public static final ContactMap NONE = new ContactMap(Map.of(), List.of());

  public ContactMap {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    rows = List.copyOf(rows);
  }
}
