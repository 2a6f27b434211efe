package dev.tarife.table.check.metering;

import dev.tarife.model.Findings;
import dev.tarife.table.Condition;
import dev.tarife.table.ContactField;
import dev.tarife.table.ContactRow;
import dev.tarife.table.ContactRow.FieldCondition;
import dev.tarife.table.NumberRow;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import dev.tarife.table.check.DateGaps;
import dev.tarife.table.probe.ConditionSolver;
import dev.tarife.table.read.ContactsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * No row that says what a contact is lies below one that takes all of its contacts, and no days lie
 * between two dated rows of which none says what a contact, or a number, is.
 */
final class ContactCheck implements Check {
  @Override
  public Findings check(CheckContext reading) {
    Findings findings = new Findings();
    if (reading.doubts().has(ContactsReader.RECORDS)) {
      return findings;
    }
    List<ContactRow> above = new ArrayList<>();
    for (ContactRow row : reading.tables().contacts().rows()) {
      gap(reading, row, findings);
      if (!row.countsAs().decides()) {
        continue;
      }
      above.stream()
          .filter(other -> takesAllOf(row, other) && row.dates().isWithin(other.dates()))
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
    reading.tables().contacts().numbers().forEach(row -> gap(reading, row, findings));
    reading.tables().contacts().fields().values().forEach(same -> gaps(reading, same, findings));
    return findings;
  }

  /** Whether another row is for all contacts that a row is for, dates aside. */
  private static boolean takesAllOf(ContactRow row, ContactRow above) {
    return within(row.channels(), above.channels())
        && within(row.methods(), above.methods())
        && row.conditions().containsAll(above.conditions());
  }

  private static boolean within(List<String> codes, List<String> above) {
    return above.isEmpty() || (!codes.isEmpty() && above.containsAll(codes));
  }

  /** Reports that after a row's last day no row is for its contacts, until another begins. */
  private static void gap(CheckContext reading, ContactRow row, Findings findings) {
    List<ContactRow> rows = reading.tables().contacts().rows();
    ContactRow after = row.countsAs().decides() ? decidingAfter(row, rows) : same(row, rows);
    if (after != null) {
      findings.add(
          DateGaps.between(
              reading,
              row.countsAs().decides()
                  ? "no row is for such contacts"
                  : "no row settles this of such contacts",
              row.origin(),
              row.dates(),
              after.origin(),
              after.dates()));
    }
  }

  /** Returns the row that settles the same again after a gap, or null if there is no gap. */
  private static @Nullable ContactRow same(ContactRow row, List<ContactRow> rows) {
    List<ContactRow> alike =
        rows.stream()
            .filter(other -> other.countsAs() == row.countsAs() && takesAllOf(row, other))
            .filter(other -> Objects.equals(other.usageType(), row.usageType()))
            .filter(other -> Objects.equals(other.forEach(), row.forEach()))
            .filter(other -> other.attributes().equals(row.attributes()))
            .toList();
    return DateGaps.after(row, alike, ContactRow::dates);
  }

  /**
   * The row that says again what some contacts of a row are, after days on which none does; null:
   * there are no such contacts.
   */
  private static @Nullable ContactRow decidingAfter(ContactRow row, List<ContactRow> rows) {
    for (String channel : named(row, rows, ContactRow::channels)) {
      for (String method : named(row, rows, ContactRow::methods)) {
        List<ContactRow> fitting =
            rows.stream()
                .filter(other -> other.countsAs().decides() && other.fits(channel, method))
                .toList();
        AtomicReference<@Nullable ContactRow> after = new AtomicReference<>();
        List<Condition> conditions =
            fitting.stream()
                .flatMap(other -> other.conditions().stream())
                .flatMap(ContactCheck::ofEachField)
                .toList();
        new ConditionSolver(conditions, Map.of())
            .each(
                fields -> {
                  List<ContactRow> held = fitting.stream().filter(r -> hold(r, fields)).toList();
                  if (held.contains(row)) {
                    after.set(DateGaps.after(row, held, ContactRow::dates));
                  }
                  return after.get() != null;
                });
        if (after.get() != null) {
          return after.get();
        }
      }
    }
    return null;
  }

  /** The codes that a row names; of one that names none, those that any row does. */
  private static Set<String> named(
      ContactRow row, List<ContactRow> rows, Function<ContactRow, List<String>> codes) {
    Set<String> named = new TreeSet<>(codes.apply(row));
    if (named.isEmpty()) {
      rows.forEach(other -> named.addAll(codes.apply(other)));
      named.add("");
    }
    return named;
  }

  private static Stream<Condition> ofEachField(FieldCondition condition) {
    return condition.fields().stream()
        .map(field -> new Condition(field, condition.test(), condition.values()));
  }

  /** Whether the conditions of a row hold: one of the fields meets each, or none where none may. */
  private static boolean hold(ContactRow row, Map<String, @Nullable String> fields) {
    for (FieldCondition condition : row.conditions()) {
      boolean isOfNone =
          condition.test() == Condition.Test.IS_NONE_OF
              || condition.test() == Condition.Test.IS_MISSING;
      boolean holds =
          isOfNone
              ? ofEachField(condition).allMatch(each -> each.holds(fields::get))
              : ofEachField(condition).anyMatch(each -> each.holds(fields::get));
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  /** Reports days between two rows of one field, on which it is not read. */
  private static void gaps(CheckContext reading, List<ContactField> same, Findings findings) {
    for (ContactField field : same) {
      ContactField after = DateGaps.after(field, same, ContactField::dates);
      if (after != null) {
        findings.add(
            DateGaps.between(
                reading,
                "the field (" + field.path() + ") is not read",
                field.origin(),
                field.dates(),
                after.origin(),
                after.dates()));
      }
    }
  }

  /** Reports that after a row's last day no row says what its numbers are, until another does. */
  private static void gap(CheckContext reading, NumberRow row, Findings findings) {
    Set<String> types = reading.tables().catalogue().numberTypes().keySet();
    for (String type : row.numberType() == null ? types : Set.of(row.numberType())) {
      List<NumberRow> rows =
          reading.tables().contacts().numbers().stream().filter(r -> r.isOfType(type)).toList();
      NumberRow after = DateGaps.after(row, rows, NumberRow::dates);
      if (after != null) {
        findings.add(
            DateGaps.between(
                reading,
                "no row says what a number of the type (" + type + ") is that is held",
                row.origin(),
                row.dates(),
                after.origin(),
                after.dates()));
        return;
      }
    }
  }
}
