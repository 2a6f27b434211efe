package dev.tarife.table;

import dev.tarife.sheet.Line;
import dev.tarife.sheet.Vocabulary;
import dev.tarife.table.Condition.Test;
import dev.tarife.table.ContactField.FieldType;
import dev.tarife.table.ContactRow.Amount;
import dev.tarife.table.ContactRow.Attribute;
import dev.tarife.table.ContactRow.CountryOf;
import dev.tarife.table.ContactRow.CountsAs;
import dev.tarife.table.ContactRow.FieldCondition;
import dev.tarife.table.ContactRow.Measure;
import dev.tarife.table.ContactRow.Numbers;
import dev.tarife.table.ContactRow.Time;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one row of {@code metering.xlsx}, Contact records. */
final class ContactRowReader {
  private static final Map<String, CountsAs> COUNTS_AS =
      Book.words(CountsAs.values(), CountsAs::word);
  private static final Map<String, CountryOf> COUNTRY_OF =
      Book.words(CountryOf.values(), CountryOf::word);
  private static final Map<String, Boolean> CHAINS = Map.of("own", true);
  private static final Map<String, Test> TESTS = tests();

  /** Columns of a usage record that a row fills by other means. */
  private static final Set<String> CONTRACT =
      Set.of(
          "record_id",
          "account",
          "instance",
          "usage_type",
          "start_time",
          "end_time",
          "quantity",
          "count",
          "connected_seconds",
          "contact_id",
          "resource_id",
          "country",
          "number_country",
          "number_type",
          "updated_at");

  private final Line line;
  private final ContactRowChecks checks;
  private final Map<String, ContactField> fields;
  private final Vocabulary known;
  private final Vocabulary usageTypes;
  private final Set<String> lists;
  private @Nullable String forEach;

  /**
   * Prepares to read.
   *
   * @param lists beginnings of the fields that are there several times
   */
  ContactRowReader(
      Line line, Map<String, ContactField> fields, Vocabulary usageTypes, Set<String> lists) {
    this.line = line;
    this.checks = new ContactRowChecks(line);
    this.fields = fields;
    this.known =
        fields.isEmpty()
            ? Vocabulary.ANY
            : Vocabulary.of(fields.keySet(), MeteringReader.FILE + ", " + ContactsReader.FIELDS);
    this.usageTypes = usageTypes;
    this.lists = lists;
  }

  /** Comparing two fields with each other tells no two kinds of contact apart. */
  private static Map<String, Test> tests() {
    Map<String, Test> tests = new LinkedHashMap<>(Book.words(Test.values(), Test::word));
    tests.values().removeIf(Test::comparesColumns);
    return tests;
  }

  /**
   * Reads the row; what is wrong with it is reported by its cell.
   *
   * @param conditionSuffixes what follows Field, Test and Value in the headers
   * @param attributeSuffixes what follows Attribute, Attribute text and Attribute field
   */
  ContactRow read(List<String> conditionSuffixes, List<String> attributeSuffixes) {
    CountsAs countsAs = line.word("Counts as", COUNTS_AS, CountsAs.CONTACT);
    forEach = forEach();
    List<FieldCondition> conditions = new ArrayList<>();
    for (String suffix : conditionSuffixes) {
      FieldCondition condition = condition(suffix);
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
            field("Resource", FieldType.TEXT),
            new Numbers(
                field("Our number", FieldType.TEXT),
                field("Other end", FieldType.TEXT),
                line.wordOrNull("Country of", COUNTRY_OF)),
            Boolean.TRUE.equals(line.wordOrNull("Chain", CHAINS)),
            attributes,
            line.textOrNull("Tell"));
    if (line.isGood()) {
      checks.check(row);
    }
    return row;
  }

  private @Nullable String forEach() {
    String list = line.codeOrNull("For each");
    if (list != null && fields.values().stream().noneMatch(field -> field.isInside(list))) {
      line.error(
          "contact-row",
          "For each",
          "no field (" + list + ".something) is in " + ContactsReader.FIELDS,
          "add the fields that are inside of it");
    }
    return list;
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
        fields("Starts", FieldType.TIME),
        field("Not before", FieldType.TIME),
        fields("Ends", FieldType.TIME),
        field("Connected", FieldType.TIME));
  }

  private Amount amount() {
    String less = field("Less", FieldType.COUNT);
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
        measure, measure == Measure.COUNT ? field("Quantity", FieldType.COUNT) : null, less);
  }

  private @Nullable FieldCondition condition(String suffix) {
    String field = "Field" + suffix;
    String value = "Value" + suffix;
    if (line.isEmpty(field) && line.isEmpty("Test" + suffix) && line.isEmpty(value)) {
      return null;
    }
    List<String> paths = line.codes(field, known);
    Test test = line.word("Test" + suffix, TESTS, Test.IS_GIVEN);
    if (!line.isGood()) {
      return null;
    }
    if (paths.isEmpty()) {
      line.error("contact-row", field, "the field is missing", "write one, or more separated by ;");
    }
    List<String> values = List.of();
    if (test == Test.IS_GIVEN || test == Test.IS_MISSING) {
      checks.without(value, test.word() + " is compared with nothing");
    } else {
      values = line.values(value);
      if (values.isEmpty() && line.isGood()) {
        line.error(
            "contact-row", value, "the value is missing", "write one or more, separated by ;");
      }
    }
    for (String path : paths) {
      comparable(field, value, path, test, values);
    }
    return new FieldCondition(paths, test, values);
  }

  /** Reports a comparison that could never hold. */
  private void comparable(
      String column, String valueColumn, String path, Test test, List<String> values) {
    ContactField field = fields.get(path);
    FieldType type = field == null ? FieldType.TEXT : field.type();
    inside(column, path);
    if (test.isNumeric() && type != FieldType.COUNT) {
      line.error(
          "contact-row",
          column,
          "the field ("
              + path
              + ") is a "
              + type.word()
              + ", and "
              + test.word()
              + " needs a count",
          "compare it by is one of, is none of, is given or is missing");
    } else if (test.isNumeric() && (values.size() != 1 || !values.get(0).matches("[0-9]{1,15}"))) {
      line.error(
          "contact-row", valueColumn, "the value is no whole number", "write one, such as 0");
    } else if (type == FieldType.TRUE_OR_FALSE
        && !values.stream().allMatch(value -> value.matches("(?i)true|false"))) {
      line.error(
          "contact-row",
          valueColumn,
          "the field (" + path + ") is true or false",
          "write true or false, as text");
    } else if (type == FieldType.TIME && !values.isEmpty()) {
      line.error(
          "contact-row",
          column,
          "the field (" + path + ") is a time, which is compared with nothing",
          "write is given or is missing");
    }
  }

  private @Nullable Attribute attribute(String suffix) {
    String name = line.codeOrNull("Attribute" + suffix);
    String text = line.textOrNull("Attribute text" + suffix);
    String field = field("Attribute field" + suffix, FieldType.TEXT);
    if (name == null) {
      checks.without("Attribute text" + suffix, "no attribute is named");
      checks.without("Attribute field" + suffix, "no attribute is named");
      return null;
    }
    if (CONTRACT.contains(name) || name.startsWith("tag:")) {
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

  private List<String> fields(String column, FieldType type) {
    List<String> paths = line.codes(column, known);
    paths.forEach(path -> typed(column, path, type));
    return paths;
  }

  private @Nullable String field(String column, FieldType type) {
    String path = line.codeOrNull(column, known);
    if (path != null) {
      typed(column, path, type);
    }
    return path;
  }

  private void typed(String column, String path, FieldType type) {
    ContactField field = fields.get(path);
    if (field != null && field.type() != type) {
      line.error(
          "contact-row",
          column,
          "the field (" + path + ") is a " + field.type().word() + ", not a " + type.word(),
          "name another, or mend its type in " + ContactsReader.FIELDS);
    }
    inside(column, path);
  }

  private void inside(String column, String path) {
    boolean listed = lists.stream().anyMatch(path::startsWith);
    if (listed && (forEach == null || !path.startsWith(forEach + "."))) {
      line.error(
          "contact-row",
          column,
          "the field (" + path + ") is there several times",
          "write its list under For each");
    }
  }
}
