package dev.tarife.connect;

import dev.tarife.connect.document.ContactFields;
import dev.tarife.connect.document.Document;
import dev.tarife.connect.document.Document.Element;
import dev.tarife.connect.document.DocumentTimes;
import dev.tarife.table.Condition;
import dev.tarife.table.ContactField;
import dev.tarife.table.ContactRow;
import dev.tarife.table.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row of the table, with the numbers of the fields that it names. Used by one thread. */
final class ContactRule {
  private final ContactRow row;
  private final ContactFields fields;
  private final List<DocumentCondition> conditions;
  private final int[] starts;
  private final int[] ends;
  private final int notBefore;
  private final int connected;
  private final int count;
  private final int less;
  private final int resource;
  private final int ours;
  private final int other;
  private final String suffix;
  private final String name;
  private final long from;
  private final long to;

  /** Seconds of usage, or why they cannot be told; times are in microseconds. */
  record Lasting(long start, long end, long connected, @Nullable String problem) {
    static Lasting wrong(long start, String problem) {
      return new Lasting(start, start, 0, problem);
    }

    long length() {
      return end - start;
    }
  }

  ContactRule(ContactRow row, ContactFields fields) {
    this.row = row;
    this.fields = fields;
    conditions =
        row.conditions().stream()
            .map(condition -> DocumentCondition.of(condition, fields))
            .toList();
    starts = fields.numbers(row.time().starts());
    ends = fields.numbers(row.time().ends());
    notBefore = fields.number(row.time().notBefore());
    connected = fields.number(row.time().connected());
    count = fields.number(row.quantity().count());
    less = fields.number(row.quantity().less());
    resource = fields.number(row.resource());
    ours = fields.number(row.numbers().ours());
    other = fields.number(row.numbers().other());
    suffix =
        row.attributes().stream()
            .map(ContactRow.Attribute::text)
            .filter(text -> text != null)
            .map(text -> ":" + text)
            .collect(Collectors.joining());
    name = row.usageType() + suffix;
    DateRange dates = row.dates();
    from = dates.from().equals(LocalDate.MIN) ? Long.MIN_VALUE : micros(dates.from());
    to = dates.to() == null ? Long.MAX_VALUE : micros(dates.to());
  }

  private static long micros(LocalDate day) {
    return Math.multiplyExact(day.toEpochDay(), 86_400_000_000L);
  }

  /**
   * Whether the row is for contacts of a time; a row with dates is for none whose time is not
   * known.
   *
   * @param contact when the contact is, in microseconds
   */
  boolean isInForce(long contact) {
    boolean always = from == Long.MIN_VALUE && to == Long.MAX_VALUE;
    return always || (contact != DocumentTimes.NONE && contact >= from && contact < to);
  }

  ContactRow row() {
    return row;
  }

  /** The row's number in its sheet. */
  int number() {
    return row.origin().row();
  }

  int field(@Nullable String path) {
    return fields.number(path);
  }

  /** The field with the quantity. */
  int count() {
    return count;
  }

  /** The field that is taken off the quantity. */
  int less() {
    return less;
  }

  /** The field that names what is counted. */
  int resource() {
    return resource;
  }

  /** The field with our number. */
  int ours() {
    return ours;
  }

  /** The field with the number at the other end. */
  int other() {
    return other;
  }

  /** Whether all conditions hold; those on a list of things, of one of them. */
  boolean holds(Document document, @Nullable Element element) {
    for (DocumentCondition condition : conditions) {
      if (!holds(condition, document, element)) {
        return false;
      }
    }
    return true;
  }

  private boolean holds(DocumentCondition condition, Document document, @Nullable Element element) {
    boolean wanted =
        condition.test() != Condition.Test.IS_MISSING
            && condition.test() != Condition.Test.IS_NONE_OF;
    for (int field : condition.of()) {
      if (meets(condition, field, document, element)) {
        return wanted;
      }
    }
    return !wanted;
  }

  private boolean meets(
      DocumentCondition condition, int field, Document document, @Nullable Element element) {
    if (condition.test() == Condition.Test.IS_GIVEN
        || condition.test() == Condition.Test.IS_MISSING) {
      // A number is not made a text only to see that it is there.
      boolean number =
          document.type(field) != ContactField.FieldType.TEXT && !isInside(field, element);
      return number
          ? document.number(field) != DocumentTimes.NONE
          : text(field, document, element) != null;
    }
    if (condition.test().isNumeric()) {
      long number = number(field, document, element);
      return number != DocumentTimes.NONE && condition.condition().admits(number);
    }
    String text = text(field, document, element);
    return text != null && condition.isOneOf(text);
  }

  /** Whether a field is one of the thing in a list, not of the contact. */
  private boolean isInside(int field, @Nullable Element element) {
    return element != null && element.list().equals(fields.list(field));
  }

  /** What a field holds, as a text; null: it is not given. */
  @Nullable String text(int field, Document document, @Nullable Element element) {
    if (element != null && isInside(field, element)) {
      String text = element.texts().get(field);
      boolean number = document.type(field) == ContactField.FieldType.COUNT;
      return text == null || (number && !Document.isCount(text)) ? null : text;
    }
    if (document.type(field) == ContactField.FieldType.TEXT) {
      return document.text(field);
    }
    long number = document.number(field);
    if (number == DocumentTimes.NONE) {
      return null;
    }
    return document.type(field) == ContactField.FieldType.TRUE_OR_FALSE
        ? Boolean.toString(number == 1)
        : Long.toString(number);
  }

  /** A time or a count; {@link DocumentTimes#NONE}: it is not given, or cannot be read. */
  long number(int field, Document document, @Nullable Element element) {
    if (field == ContactFields.NONE) {
      return DocumentTimes.NONE;
    }
    if (!isInside(field, element)) {
      return document.number(field);
    }
    String text = text(field, document, element);
    if (text == null) {
      return DocumentTimes.NONE;
    }
    return document.type(field) == ContactField.FieldType.TIME
        ? DocumentTimes.parse(text)
        : Long.parseLong(text);
  }

  /**
   * When the usage begins and ends.
   *
   * @param contact when the contact is, in microseconds
   */
  Lasting lasting(Document document, @Nullable Element element, long contact) {
    int from = first(starts, document, element);
    if (starts.length > 0 && from == ContactFields.NONE) {
      return Lasting.wrong(contact, fields.path(starts[0]) + " is missing or no time");
    }
    long start = starts.length == 0 ? contact : number(from, document, element);
    long least = number(notBefore, document, element);
    if (least != DocumentTimes.NONE && least > start) {
      start = least;
      from = notBefore;
    }
    if (ends.length == 0) {
      return new Lasting(start, start, 0, null);
    }
    int to = first(ends, document, element);
    if (to == ContactFields.NONE) {
      return Lasting.wrong(start, fields.path(ends[0]) + " is missing");
    }
    long end = number(to, document, element);
    if (end < start) {
      return Lasting.wrong(start, before(to, from));
    }
    if (connected == ContactFields.NONE) {
      return new Lasting(start, end, end - start, null);
    }
    long answered = number(connected, document, element);
    if (answered == DocumentTimes.NONE) {
      return new Lasting(start, end, 0, null);
    }
    return end < answered
        ? Lasting.wrong(start, before(to, connected))
        : new Lasting(start, end, end - Math.max(start, answered), null);
  }

  private String before(int end, int start) {
    return fields.path(end) + " is before " + fields.path(start);
  }

  private int first(int[] of, Document document, @Nullable Element element) {
    for (int field : of) {
      if (number(field, document, element) != DocumentTimes.NONE) {
        return field;
      }
    }
    return ContactFields.NONE;
  }

  /** What follows the usage type in a record's id: the texts that it always has. */
  String suffix() {
    return suffix;
  }

  /** The usage type and the suffix: what a record of a contact is called. */
  String name() {
    return name;
  }
}
