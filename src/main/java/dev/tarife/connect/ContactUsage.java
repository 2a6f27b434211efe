package dev.tarife.connect;

import dev.tarife.connect.ContactRule.Lasting;
import dev.tarife.connect.document.ContactFields;
import dev.tarife.connect.document.Document;
import dev.tarife.connect.document.Document.Element;
import dev.tarife.connect.document.DocumentTimes;
import dev.tarife.connect.number.Destinations;
import dev.tarife.table.ContactRow;
import dev.tarife.table.ContactRow.Attribute;
import dev.tarife.table.ContactRow.CountryOf;
import dev.tarife.table.ContactRow.CountsAs;
import dev.tarife.table.ContactRow.Measure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Usage other than calls that a contact settles. Used by one thread. */
final class ContactUsage {
  /** Separates values in one column; it never occurs in a document. */
  static final char VALUE = '\u001F';

  private final ContactRules rules;
  private final Destinations destinations;
  private final StagingFile target;
  private final List<Part> all = new ArrayList<>();
  private final Map<String, Integer> rowsByName = new HashMap<>();
  private @Nullable String problem;

  @SuppressWarnings("ArrayRecordComponent") // Written out as it is, and never compared.
  private record Part(
      ContactRule rule,
      Lasting lasting,
      long count,
      @Nullable String resource,
      @Nullable String far,
      @Nullable String farCountry,
      String suffix,
      @Nullable String problem,
      @Nullable String[] attributes) {}

  ContactUsage(ContactRules rules, Destinations destinations, StagingFile target) {
    this.rules = rules;
    this.destinations = destinations;
    this.target = target;
  }

  void clear() {
    all.clear();
    rowsByName.clear();
    problem = null;
  }

  /** Why the contact settles nothing at all, or null. */
  @Nullable String problem() {
    return problem;
  }

  /** Takes a name that only one usage record of the contact may have. */
  void claim(ContactRule rule, String name) {
    Integer other = rowsByName.put(name, rule.number());
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
   * Writes the rows.
   *
   * @param contact whose parts they are
   */
  void write(StagedContact contact) {
    for (Part part : all) {
      ContactRow row = part.rule.row();
      Measure measure = row.quantity().measure();
      boolean out = row.countsAs() == CountsAs.TRANSFER_OUT;
      target.value(contact.number(DocumentColumn.DOC));
      target.value(contact.number(DocumentColumn.KIND));
      target.value(contact.text(DocumentColumn.CONTACT));
      target.value(out ? contact.text(DocumentColumn.CHAIN) : null);
      target.value(contact.text(DocumentColumn.TAGS));
      target.value(part.rule.number());
      target.value(part.lasting.start());
      target.value(measure == Measure.INTERVAL ? part.lasting.end() : DocumentTimes.NONE);
      target.value(measure == Measure.SECONDS ? part.lasting.length() : DocumentTimes.NONE);
      target.value(part.count);
      target.value(part.resource);
      target.value(part.far);
      target.value(part.farCountry);
      target.value(part.suffix.isEmpty() ? null : part.suffix);
      target.value(part.problem);
      for (String attribute : part.attributes) {
        target.value(attribute);
      }
      target.end();
    }
  }

  /**
   * Adds what a row settles of a document.
   *
   * @param element the one of a list of things that it is about; null: the contact
   * @param contact when the contact is, in microseconds
   * @return why nothing of it is charged, or null
   */
  @Nullable String add(
      ContactRule rule, Document document, @Nullable Element element, long contact) {
    ContactRow row = rule.row();
    Lasting lasting = rule.lasting(document, element, contact);
    String suffix = rule.suffix();
    // One without a time is not the same as one that has the contact's.
    String name = rule.name() + ":" + (lasting.problem() == null ? lasting.start() : "");
    if (element != null) {
      suffix += ":" + lasting.start();
      if (rowsByName.getOrDefault(name, 0) == rule.number()) {
        // The same thing at the same moment.
        return null;
      }
    }
    String wrong = lasting.problem();
    long count = DocumentTimes.NONE;
    if (row.quantity().measure() == Measure.COUNT) {
      count = rule.number(rule.count(), document, element);
      long less = rule.number(rule.less(), document, element);
      if (count == DocumentTimes.NONE) {
        return null;
      }
      if (less != DocumentTimes.NONE) {
        count -= less;
      }
      if (count < 0) {
        wrong = row.quantity().less() + " is more than " + row.quantity().count();
      }
    }
    String far = textOf(rule, rule.other(), document, element);
    String country =
        row.numbers().country() == CountryOf.OTHER_END ? destinations.country(far) : null;
    if (wrong == null
        && row.numbers().country() != null
        && country == null
        && (row.countsAs() != CountsAs.TRANSFER_OUT || lasting.length() > 0)) {
      wrong = Destinations.objection(far);
    }
    String resource = textOf(rule, rule.resource(), document, element);
    if (row.resource() != null && resource == null && wrong == null) {
      wrong = row.resource() + " is missing, which " + row.usageType() + " needs";
    }
    if (wrong == null && count == 0) {
      return null;
    }
    claim(rule, element == null ? rule.name() : name);
    all.add(
        new Part(
            rule,
            lasting,
            count,
            resource == null ? null : resource.substring(resource.lastIndexOf('/') + 1),
            far,
            country,
            suffix,
            wrong,
            attributes(rule, document, element)));
    return wrong;
  }

  /** The attributes that a row gives, of all that rows give. */
  @Nullable String[] attributes(ContactRule rule, Document document, @Nullable Element element) {
    @Nullable String[] values = new @Nullable String[rules.attributes().size()];
    for (Attribute attribute : rule.row().attributes()) {
      values[rules.attributes().indexOf(attribute.name())] =
          attribute.text() == null
              ? textOf(rule, rule.field(attribute.field()), document, element)
              : attribute.text();
    }
    return values;
  }

  private static @Nullable String textOf(
      ContactRule rule, int field, Document document, @Nullable Element element) {
    String text = field == ContactFields.NONE ? null : rule.text(field, document, element);
    return text == null ? null : text.replace(Document.SEVERAL, ';');
  }

  /** Texts in one, for a column that holds several; null: none is given. */
  static @Nullable String join(@Nullable String[] values) {
    if (Arrays.stream(values).allMatch(Objects::isNull)) {
      return null;
    }
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      joined.append(i == 0 ? "" : VALUE).append(values[i] == null ? "" : values[i]);
    }
    return joined.toString();
  }
}
