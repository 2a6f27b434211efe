package dev.tarife.table.read;

import dev.tarife.model.UsageColumns;
import dev.tarife.sheet.TypedRow;
import dev.tarife.sheet.Vocabulary;
import dev.tarife.table.ContactField;
import dev.tarife.table.ContactField.FieldType;
import dev.tarife.table.ContactRow;
import dev.tarife.table.ContactRow.Amount;
import dev.tarife.table.ContactRow.Attribute;
import dev.tarife.table.ContactRow.CountryOf;
import dev.tarife.table.ContactRow.CountsAs;
import dev.tarife.table.ContactRow.FieldCondition;
import dev.tarife.table.ContactRow.Measure;
import dev.tarife.table.ContactRow.Numbers;
import dev.tarife.table.ContactRow.Time;
import dev.tarife.table.DateRange;
import dev.tarife.table.MeteringRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one row of {@code metering.xlsx}, Contact records. */
final class ContactRowReader {
  private static final Map<String, CountsAs> COUNTS_AS =
      WorkbookReading.words(CountsAs.values(), CountsAs::word);
  private static final Map<String, CountryOf> COUNTRY_OF =
      WorkbookReading.words(CountryOf.values(), CountryOf::word);
  private static final Map<String, Boolean> CHAINS = Map.of("own", true);

  private final TypedRow line;
  private final DateRange dates;
  private final ContactRowChecks checks;
  private final ContactFieldReader fields;
  private final Vocabulary usageTypes;

  /**
   * Prepares to read.
   *
   * @param lists beginnings of the fields that are there several times
   */
  ContactRowReader(
      TypedRow line,
      Map<String, List<ContactField>> fields,
      Vocabulary usageTypes,
      Set<String> lists) {
    this.line = line;
    this.checks = new ContactRowChecks(line);
    this.dates = EffectiveDates.of(line);
    this.fields = new ContactFieldReader(line, dates, checks, fields, lists);
    this.usageTypes = usageTypes;
  }

  /**
   * Reads the row; what is wrong with it is reported by its cell.
   *
   * @param conditionSuffixes what follows Field, Test and Value in the headers
   * @param attributeSuffixes what follows Attribute, Attribute text and Attribute field
   */
  ContactRow read(List<String> conditionSuffixes, List<String> attributeSuffixes) {
    CountsAs countsAs = line.word("Counts as", COUNTS_AS, CountsAs.CONTACT);
    String forEach = fields.forEach();
    List<FieldCondition> conditions = new ArrayList<>();
    for (String suffix : conditionSuffixes) {
      FieldCondition condition = fields.condition(suffix);
      if (condition != null) {
        conditions.add(condition);
      }
    }
    List<Attribute> attributes = new ArrayList<>();
    for (String suffix : attributeSuffixes) {
      Attribute attribute = attribute(suffix);
      if (attribute != null) {
        attributes.add(attribute);
      }
    }
    ContactRow row =
        new ContactRow(
            line.origin(),
            line.codes("Channel", Vocabulary.ANY),
            line.codes("Initiation method", Vocabulary.ANY),
            conditions,
            countsAs,
            usageType(countsAs),
            forEach,
            time(),
            amount(),
            fields.one("Resource", FieldType.TEXT),
            new Numbers(
                fields.one("Our number", FieldType.TEXT),
                fields.one("Other end", FieldType.TEXT),
                line.wordOrNull("Country of", COUNTRY_OF)),
            Boolean.TRUE.equals(line.wordOrNull("Chain", CHAINS)),
            attributes,
            line.textOrNull("Tell"),
            dates);
    if (line.isGood()) {
      checks.check(row);
    }
    return row;
  }

  private @Nullable String usageType(CountsAs countsAs) {
    if (countsAs == CountsAs.PART) {
      checks.without("Usage type", "a part is charged with the call it comes from");
      return null;
    }
    String type = line.code("Usage type", usageTypes);
    return type.equals(MeteringRow.NOT_CHARGED) ? null : type;
  }

  private Time time() {
    return new Time(
        fields.named("Starts", FieldType.TIME),
        fields.one("Not before", FieldType.TIME),
        fields.named("Ends", FieldType.TIME),
        fields.one("Connected", FieldType.TIME));
  }

  private Amount amount() {
    String less = fields.one("Less", FieldType.COUNT);
    String said = line.codeOrNull("Quantity");
    Measure measure =
        said == null
            ? Measure.ONE
            : switch (said) {
              case "seconds" -> Measure.SECONDS;
              case "interval" -> Measure.INTERVAL;
              default -> Measure.COUNT;
            };
    return new Amount(
        measure, measure == Measure.COUNT ? fields.one("Quantity", FieldType.COUNT) : null, less);
  }

  private @Nullable Attribute attribute(String suffix) {
    String name = line.codeOrNull("Attribute" + suffix);
    String text = line.textOrNull("Attribute text" + suffix);
    String field = fields.one("Attribute field" + suffix, FieldType.TEXT);
    if (name == null) {
      checks.without("Attribute text" + suffix, "no attribute is named");
      checks.without("Attribute field" + suffix, "no attribute is named");
      return null;
    }
    if (UsageColumns.NAMES.contains(name) || name.startsWith("tag:")) {
      line.error(
          "contact-row",
          "Attribute" + suffix,
          "the attribute (" + name + ") is a column of every usage record",
          "name an attribute that a row of Metering tests");
    } else if ((text == null) == (field == null) && line.isGood()) {
      line.error(
          "contact-row",
          "Attribute" + suffix,
          "the attribute (" + name + ") needs a text or a field, one of both",
          "fill Attribute text or Attribute field");
    }
    return new Attribute(name, text, field);
  }
}
