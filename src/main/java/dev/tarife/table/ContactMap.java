package dev.tarife.table;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code metering.xlsx}, Contact fields, Contact records and Numbers: what a contact record
 * settles, and what a number does.
 *
 * @param fields by their path: of one path one, or several of different days
 * @param rows in the order of the sheet
 * @param numbers what numbers of ours are, in the order of their sheet
 */
public record ContactMap(
    Map<String, List<ContactField>> fields, List<ContactRow> rows, List<NumberRow> numbers) {
  /** Tables that know no contact records. */
  public static final ContactMap NONE = new ContactMap(Map.of(), List.of(), List.of());

  public ContactMap {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    rows = List.copyOf(rows);
    numbers = List.copyOf(numbers);
  }

  /**
   * The first row that says what a number of a type is that is held from a day on; null: none does.
   */
  public @Nullable NumberRow number(String type, LocalDate heldFrom) {
    return numbers.stream().filter(row -> row.fits(type, heldFrom)).findFirst().orElse(null);
  }
}
