package dev.tarife.table.read;

import dev.tarife.sheet.TypedRow;
import dev.tarife.sheet.Vocabulary;
import dev.tarife.table.Condition.Test;
import dev.tarife.table.ContactField;
import dev.tarife.table.ContactField.FieldType;
import dev.tarife.table.ContactRow.FieldCondition;
import dev.tarife.table.DateRange;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the cells of a row of {@code metering.xlsx}, Contact records, that name fields, and sees
 * that the fields can be what they are named for.
 */
final class ContactFieldReader {
  private static final Map<String, Test> TESTS = tests();

  private final TypedRow line;
  private final ContactRowChecks checks;
  private final DateRange dates;
  private final Map<String, List<ContactField>> fields;
  private final Vocabulary known;
  private final Set<String> lists;
  private @Nullable String forEach;

  /**
   * Prepares to read; {@link #forEach} comes first.
   *
   * @param dates when contacts are that the row is for
   * @param lists beginnings of the fields that are there several times
   */
  ContactFieldReader(
      TypedRow line,
      DateRange dates,
      ContactRowChecks checks,
      Map<String, List<ContactField>> fields,
      Set<String> lists) {
    this.dates = dates;
    this.line = line;
    this.checks = checks;
    this.fields = fields;
    this.known =
        fields.isEmpty()
            ? Vocabulary.ANY
            : Vocabulary.of(fields.keySet(), MeteringReader.FILE + ", " + ContactsReader.FIELDS);
    this.lists = lists;
  }

  /** Two fields or times compared with each other tell no two kinds of contact apart. */
  private static Map<String, Test> tests() {
    Map<String, Test> tests = new LinkedHashMap<>(WorkbookReading.words(Test.values(), Test::word));
    tests.values().removeIf(test -> test.comparesColumns() || test.isOfTime());
    return tests;
  }

  /** The list whose things the row is about, one by one; null: it is about the contact. */
  @Nullable String forEach() {
    String list = line.codeOrNull("For each");
    if (list != null && fields.keySet().stream().noneMatch(path -> path.startsWith(list + "."))) {
      line.error(
          "contact-row",
          "For each",
          "no field (" + list + ".something) is in " + ContactsReader.FIELDS,
          "add the fields that are inside of it");
    }
    forEach = list;
    return list;
  }

  /**
   * A condition; null: none is written.
   *
   * @param suffix what follows Field, Test and Value in the headers
   */
  @Nullable FieldCondition condition(String suffix) {
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
      inside(field, path);
      for (FieldType type : types(field, path)) {
        comparable(field, value, path, type, test, values);
      }
    }
    return new FieldCondition(paths, test, values);
  }

  /** Reports a comparison that could never hold. */
  private void comparable(
      String column,
      String valueColumn,
      String path,
      FieldType type,
      Test test,
      List<String> values) {
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
          "contact-row", valueColumn, "the value is not a whole number", "write one, such as 0");
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

  /** Fields of a type, in the order of the cell. */
  List<String> named(String column, FieldType type) {
    List<String> paths = line.codes(column, known);
    paths.forEach(path -> typed(column, path, type));
    return paths;
  }

  /** A field of a type; null: the cell is empty. */
  @Nullable String one(String column, FieldType type) {
    String path = line.codeOrNull(column, known);
    if (path != null) {
      typed(column, path, type);
    }
    return path;
  }

  private void typed(String column, String path, FieldType type) {
    for (FieldType written : types(column, path)) {
      if (written != type && fields.containsKey(path)) {
        line.error(
            "contact-row",
            column,
            "the field (" + path + ") is a " + written.word() + ", not a " + type.word(),
            "name another, or fix its type in " + ContactsReader.FIELDS);
      }
    }
    inside(column, path);
  }

  /** The types that a field has on the days of the row; a text where it is unknown. */
  private Set<FieldType> types(String column, String path) {
    List<ContactField> same = fields.getOrDefault(path, List.of());
    Set<FieldType> types = EnumSet.noneOf(FieldType.class);
    same.stream().filter(f -> f.dates().touches(dates)).forEach(f -> types.add(f.type()));
    if (same.isEmpty()) {
      return EnumSet.of(FieldType.TEXT);
    }
    if (types.isEmpty()) {
      line.error(
          "contact-row",
          column,
          "the field (" + path + ") is not there on the days of the row",
          "give the row other days, or the field in " + ContactsReader.FIELDS);
    }
    return types;
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
