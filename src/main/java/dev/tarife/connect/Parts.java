package dev.tarife.connect;

import dev.tarife.connect.Document.Element;
import dev.tarife.connect.Rule.Lasting;
import dev.tarife.table.ContactRow;
import dev.tarife.table.ContactRow.Attribute;
import dev.tarife.table.ContactRow.CountryOf;
import dev.tarife.table.ContactRow.CountsAs;
import dev.tarife.table.ContactRow.Measure;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a contact settles that is no call: usage records in the making, in one text, since most
 * contacts have few and many have none. Its characters that part things are no text of a document.
 */
final class Parts {
  /** Parts one usage record from the next. */
  static final char RECORD = '\u001E';

  /** Parts what is said of one. */
  static final char VALUE = '\u001F';

  /** What is said of each usage record, in this order; its attributes follow. */
  enum Said {
    ROW,
    START,
    END,
    MICROS,
    COUNT,
    RESOURCE,
    FAR,
    FAR_COUNTRY,
    SUFFIX,
    PROBLEM;

    /** Its place in a list of the database's. */
    @SuppressWarnings("EnumOrdinal") // They are said in their order.
    int place() {
      return ordinal() + 1;
    }
  }

  private final Rules rules;
  private final StringBuilder text = new StringBuilder();
  private final Map<String, Integer> rowsByName = new HashMap<>();
  private @Nullable String problem;

  Parts(Rules rules) {
    this.rules = rules;
  }

  void clear() {
    text.setLength(0);
    rowsByName.clear();
    problem = null;
  }

  /** All of it; null: nothing. */
  @Nullable String text() {
    return text.isEmpty() ? null : text.toString();
  }

  /** Why the contact settles nothing at all, or null. */
  @Nullable String problem() {
    return problem;
  }

  /** Takes a name that only one usage record of the contact may have. */
  void claim(Rule rule, String suffix) {
    Integer other = rowsByName.put(rule.row().usageType() + suffix, rule.number());
    if (other != null && problem == null) {
      problem =
          "rows "
              + other
              + " and "
              + rule.number()
              + " of metering.xlsx, Contact records, both settle it as "
              + rule.row().usageType();
    }
  }

  /**
   * Adds what a row settles of a document.
   *
   * @param element the one of a list of things that it is about; null: the contact
   * @param contact when the contact is, in microseconds
   * @return why nothing of it is charged, or null
   */
  @Nullable String add(Rule rule, Document document, @Nullable Element element, long contact) {
    ContactRow row = rule.row();
    Lasting lasting = rule.lasting(document, element, contact);
    String suffix = rule.suffix();
    if (element != null) {
      suffix += ":" + lasting.start();
      if (rowsByName.getOrDefault(row.usageType() + suffix, 0) == rule.number()) {
        // The same thing at the same moment.
        return null;
      }
    }
    String wrong = lasting.problem();
    long count = Times.NONE;
    if (row.quantity().measure() == Measure.COUNT) {
      count = rule.number(rule.field(row.quantity().count()), document, element);
      long less = rule.number(rule.field(row.quantity().less()), document, element);
      if (count == Times.NONE) {
        return null;
      }
      if (less != Times.NONE) {
        count -= less;
      }
      if (count < 0) {
        wrong = row.quantity().less() + " is more than " + row.quantity().count();
      }
    }
    String far = textOf(rule, row.numbers().other(), document, element);
    String country =
        row.numbers().country() == CountryOf.OTHER_END ? Destinations.country(far) : null;
    if (wrong == null
        && row.numbers().country() != null
        && country == null
        && (row.countsAs() != CountsAs.TRANSFER_OUT || lasting.length() > 0)) {
      wrong = Destinations.objection(far);
    }
    String resource = textOf(rule, row.resource(), document, element);
    if (row.resource() != null && resource == null && wrong == null) {
      wrong = row.resource() + " is missing, which " + row.usageType() + " needs";
    }
    if (wrong == null && count == 0) {
      return null;
    }
    claim(rule, suffix);
    boolean seconds = row.quantity().measure() == Measure.SECONDS;
    begin(rule.number());
    say(lasting.start());
    say(row.quantity().measure() == Measure.INTERVAL ? lasting.end() : Times.NONE);
    say(seconds ? lasting.length() : Times.NONE);
    say(count);
    say(resource == null ? null : resource.substring(resource.lastIndexOf('/') + 1));
    say(far);
    say(country);
    say(suffix);
    say(wrong);
    for (String value : attributes(rule, document, element)) {
      say(value);
    }
    return wrong;
  }

  /** The attributes that a row gives, of all that rows give. */
  List<@Nullable String> attributes(Rule rule, Document document, @Nullable Element element) {
    @Nullable String[] values = new @Nullable String[rules.attributes().size()];
    for (Attribute attribute : rule.row().attributes()) {
      values[rules.attributes().indexOf(attribute.name())] =
          attribute.text() == null
              ? textOf(rule, attribute.field(), document, element)
              : attribute.text();
    }
    return Arrays.asList(values);
  }

  private static @Nullable String textOf(
      Rule rule, @Nullable String path, Document document, @Nullable Element element) {
    String text = path == null ? null : rule.text(rule.field(path), document, element);
    return text == null ? null : text.replace(Document.SEVERAL, ';');
  }

  /** Texts in one, for a column that holds several; null: none is given. */
  static @Nullable String join(List<@Nullable String> values) {
    if (values.stream().noneMatch(Objects::nonNull)) {
      return null;
    }
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      joined.append(i == 0 ? "" : VALUE).append(values.get(i) == null ? "" : values.get(i));
    }
    return joined.toString();
  }

  private void begin(int row) {
    if (!text.isEmpty()) {
      text.append(RECORD);
    }
    text.append(row);
  }

  private void say(long number) {
    say(number == Times.NONE ? null : Long.toString(number));
  }

  private void say(@Nullable String value) {
    text.append(VALUE);
    if (value != null) {
      text.append(value);
    }
  }
}
