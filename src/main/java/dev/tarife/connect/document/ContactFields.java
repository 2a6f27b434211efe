package dev.tarife.connect.document;

import dev.tarife.table.ContactField;
import dev.tarife.table.ContactMap;
import dev.tarife.table.ContactRow;
import dev.tarife.table.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a contact record: what says which contact it is, and the fields that the rows of
 * the table name. Each has a number; everything else is skipped, unread.
 */
public final class ContactFields {
  /** No field. */
  public static final int NONE = -1;

  private static final long MICROS_OF_A_DAY = 86_400_000_000L;
  private static final int KEYS = IdentityField.values().length;

  private final FieldPath top = new FieldPath("", NONE, false);
  private final List<String> paths = new ArrayList<>();
  private final List<ContactField.FieldType> types = new ArrayList<>();
  private final List<@Nullable String> lists = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<Integer, List<ContactField>> dated = new HashMap<>();
  private final int firstTag;

  /**
   * Numbers the fields.
   *
   * @param tags names inside Tags that are read too
   */
  public ContactFields(ContactMap map, List<String> tags) {
    Set<String> each = new TreeSet<>();
    map.rows().forEach(row -> Stream.ofNullable(row.forEach()).forEach(each::add));
    for (IdentityField key : IdentityField.values()) {
      add(List.of(key.toString().split("\\.", -1)), key.type(), each);
    }
    for (String path : named(map)) {
      if (!numbers.containsKey(path)) {
        List<ContactField> same = map.fields().getOrDefault(path, List.of());
        if (same.stream().anyMatch(field -> !field.dates().equals(DateRange.ALWAYS))) {
          dated.put(paths.size(), same);
        }
        add(
            List.of(path.split("\\.", -1)),
            same.isEmpty() ? ContactField.FieldType.TEXT : same.get(0).type(),
            each);
      }
    }
    firstTag = paths.size();
    for (String tag : tags) {
      add(List.of("Tags", tag), ContactField.FieldType.TEXT, each);
    }
  }

  /** The fields that rows name. */
  private static Set<String> named(ContactMap map) {
    Set<String> named = new TreeSet<>();
    for (ContactRow row : map.rows()) {
      row.conditions().forEach(condition -> named.addAll(condition.fields()));
      named.addAll(row.time().starts());
      named.addAll(row.time().ends());
      Stream.of(
              row.time().notBefore(),
              row.time().connected(),
              row.quantity().count(),
              row.quantity().less(),
              row.resource(),
              row.numbers().ours(),
              row.numbers().other())
          .flatMap(Stream::ofNullable)
          .forEach(named::add);
      row.attributes().forEach(of -> Stream.ofNullable(of.field()).forEach(named::add));
    }
    return named;
  }

  private void add(List<String> names, ContactField.FieldType type, Set<String> each) {
    int field = paths.size();
    FieldPath node = top;
    String list = null;
    for (int i = 0; i < names.size(); i++) {
      String path = String.join(".", names.subList(0, i + 1));
      int leaf = i + 1 == names.size() ? field : NONE;
      list = each.contains(path) ? path : list;
      node =
          node.inside()
              .computeIfAbsent(names.get(i), n -> new FieldPath(path, leaf, each.contains(path)));
    }
    paths.add(node.path());
    types.add(type);
    lists.add(list);
    numbers.putIfAbsent(node.path(), field);
  }

  /** The document's top level. */
  FieldPath top() {
    return top;
  }

  int count() {
    return paths.size();
  }

  /** The number of a path; {@link #NONE} of none. */
  public int number(@Nullable String path) {
    return path == null ? NONE : numbers.getOrDefault(path, NONE);
  }

  public int[] numbers(List<String> of) {
    return of.stream().mapToInt(this::number).toArray();
  }

  public String path(int field) {
    return paths.get(field);
  }

  /** The type of a field whose type is the same every day. */
  public ContactField.FieldType type(int field) {
    return types.get(field);
  }

  /** Whether what a field is depends on the day of the contact. */
  public boolean isDated(int field) {
    return !dated.isEmpty() && dated.containsKey(field);
  }

  /** Whether a field, on some days, is a text, of which there may be a list. */
  public boolean isText(int field) {
    return isDated(field)
        ? dated.getOrDefault(field, List.of()).stream()
            .anyMatch(of -> of.type() == ContactField.FieldType.TEXT)
        : type(field) == ContactField.FieldType.TEXT;
  }

  /**
   * The type that a field with days has in a contact of a time; null: the field is not read.
   *
   * @param contact when the contact is, in microseconds
   */
  public ContactField.@Nullable FieldType type(int field, long contact) {
    if (contact == DocumentTimes.NONE) {
      return null;
    }
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(contact, MICROS_OF_A_DAY));
    return dated.getOrDefault(field, List.of()).stream()
        .filter(of -> of.dates().contains(day))
        .findFirst()
        .map(ContactField::type)
        .orElse(null);
  }

  /** The list of things that a field lies in; null: it is the contact's. */
  public @Nullable String list(int field) {
    return lists.get(field);
  }

  boolean isKey(int field) {
    return field < KEYS;
  }

  /** Whether its text may lie in an object, as segment attributes do. */
  boolean mayBeWrapped(int field) {
    return !isKey(field) || field == IdentityField.SUBTYPE.field();
  }

  /** Numbers of the tags, in their order. */
  public int[] tags() {
    int[] tags = new int[count() - firstTag];
    Arrays.setAll(tags, i -> firstTag + i);
    return tags;
  }
}
