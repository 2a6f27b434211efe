package dev.tarife.table.read;

import dev.tarife.model.Place;
import dev.tarife.sheet.Headers;
import dev.tarife.sheet.Table;
import dev.tarife.sheet.TypedRow;
import dev.tarife.sheet.Vocabulary;
import dev.tarife.table.ContactField;
import dev.tarife.table.ContactField.FieldType;
import dev.tarife.table.ContactMap;
import dev.tarife.table.ContactRow;
import dev.tarife.table.DateRange;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.NumberRow;
import dev.tarife.table.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the sheets of {@code metering.xlsx} about contact records. Tables that know no contact
 * records leave both out.
 */
public final class ContactsReader {
  static final String FIELDS = "Contact fields";
  public static final String RECORDS = "Contact records";

  private static final Pattern NUMBERED =
      Pattern.compile("(Field|Test|Value|Attribute|Attribute text|Attribute field) [2-9]");
  private static final Pattern NUMBER = Pattern.compile(".* ([2-9])");
  private static final Headers HEADERS =
      Headers.needed("Channel", "Initiation method", "Counts as", "Usage type", "Starts", "Ends")
          .usual(
              "Field",
              "Test",
              "Value",
              "For each",
              "Not before",
              "Connected",
              "Quantity",
              "Less",
              "Resource",
              "Our number",
              "Other end",
              "Country of",
              "Chain",
              "Attribute",
              "Attribute text",
              "Attribute field",
              "Tell")
          .free(EffectiveDates.FROM, EffectiveDates.TO)
          .more(name -> NUMBERED.matcher(name).matches());
  private static final Map<String, FieldType> TYPES =
      WorkbookReading.words(FieldType.values(), FieldType::word);

  private final WorkbookReading book;

  ContactsReader(WorkbookReading book) {
    this.book = book;
  }

  ContactMap read(Map<String, Word> usageTypes, Vocabulary numberTypes) {
    if (!book.sheets().contains(FIELDS) && !book.sheets().contains(RECORDS)) {
      return ContactMap.NONE;
    }
    Map<String, List<ContactField>> fields = fields();
    List<String> types = new ArrayList<>(usageTypes.keySet());
    types.add(MeteringRow.NOT_CHARGED);
    Vocabulary known =
        usageTypes.isEmpty()
            ? Vocabulary.ANY
            : Vocabulary.of(types, MeteringReader.FILE + ", Usage types");
    List<NumberRow> numbers = NumbersReader.read(book, known, numberTypes);
    List<ContactRow> rows = new ArrayList<>();
    Table table = book.table(RECORDS, HEADERS);
    if (table == null) {
      return new ContactMap(fields, rows, numbers);
    }
    List<String> conditions = suffixes(table, List.of("Field", "Test", "Value"));
    List<String> attributes =
        suffixes(table, List.of("Attribute", "Attribute text", "Attribute field"));
    Set<String> lists = new TreeSet<>();
    table.lines().forEach(line -> lists.add(line.cell("For each") + "."));
    lists.remove(".");
    ofLists(fields, lists);
    for (TypedRow line : table.lines()) {
      ContactRow row =
          new ContactRowReader(line, fields, known, lists).read(conditions, attributes);
      if (line.isGood()) {
        rows.add(row);
      } else {
        // Whether a row hides another one cannot be told while one is unread.
        book.doubts().add(RECORDS);
      }
    }
    return new ContactMap(fields, rows, numbers);
  }

  /** Reports fields with days that are there several times: all are of the contact's day. */
  private void ofLists(Map<String, List<ContactField>> fields, Set<String> lists) {
    for (List<ContactField> same : fields.values()) {
      for (ContactField field : same) {
        if (!field.dates().equals(DateRange.ALWAYS)
            && lists.stream().anyMatch(field.path()::startsWith)) {
          book.findings()
              .error(
                  "contact-field",
                  Place.row(field.origin()),
                  "the field (" + field.path() + ") is there several times, and has days",
                  "clear Effective from and Effective to");
        }
      }
    }
  }

  private Map<String, List<ContactField>> fields() {
    Map<String, List<ContactField>> fields = new LinkedHashMap<>();
    Headers headers = Headers.needed("Field", "Type").free(EffectiveDates.FROM, EffectiveDates.TO);
    for (TypedRow line : book.lines(FIELDS, headers)) {
      String path = line.code("Field");
      if (line.isGood() && (path.startsWith(".") || path.endsWith(".") || path.contains(".."))) {
        line.error(
            "contact-field",
            "Field",
            "the field (" + path + ") has an empty name",
            "write it as Agent.ARN");
      }
      FieldType type = line.word("Type", TYPES, FieldType.TEXT);
      ContactField field = new ContactField(path, type, EffectiveDates.of(line), line.origin());
      for (String other : fields.keySet()) {
        if (path.startsWith(other + ".") || other.startsWith(path + ".")) {
          line.error(
              "contact-field",
              "Field",
              "the field (" + path + ") and " + other + " lie one in the other",
              "name what is inside only");
        }
      }
      if (path.isEmpty()) {
        continue;
      }
      List<ContactField> same = fields.computeIfAbsent(path, key -> new ArrayList<>());
      ContactField twice =
          same.stream()
              .filter(other -> other.dates().touches(field.dates()))
              .findFirst()
              .orElse(null);
      same.add(field);
      if (line.isGood() && twice != null) {
        line.error(
            "duplicate",
            "Field",
            "the field (" + path + ") is in row " + twice.origin().row() + " already",
            "delete one of the rows, or give them days that do not overlap");
      }
    }
    return fields;
  }

  /** What follows some headers: nothing, " 2", " 3" and so on; all of them or none. */
  private List<String> suffixes(Table table, List<String> headers) {
    List<String> suffixes = new ArrayList<>();
    suffixes.add("");
    for (String column : table.columns()) {
      Matcher number = NUMBER.matcher(column);
      if (!number.matches()) {
        continue;
      }
      String suffix = " " + number.group(1);
      String header = column.substring(0, column.length() - suffix.length());
      if (!headers.contains(header) || suffixes.contains(suffix)) {
        continue;
      }
      suffixes.add(suffix);
      for (String other : headers) {
        if (!table.columns().contains(other + suffix)) {
          book.findings()
              .error(
                  "header",
                  new Place(MeteringReader.FILE, RECORDS, 1, -1),
                  "the column " + other + suffix + " is missing",
                  "add the column beside " + column);
          book.doubts().addEverything();
        }
      }
    }
    return suffixes;
  }
}
