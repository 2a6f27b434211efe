package dev.tarife.connect.document;

import dev.tarife.table.ContactField;
import dev.tarife.table.ContactMap;
import dev.tarife.table.ContactRow;
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

  private static final int KEYS = IdentityField.values().length;

  private final FieldPath top = new FieldPath("", NONE, false);
  private final List<String> paths = new ArrayList<>();
  private final List<ContactField.FieldType> types = new ArrayList<>();
  private final List<@Nullable String> lists = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
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
        ContactField field = map.fields().get(path);
        add(
            List.of(path.split("\\.", -1)),
            field == null ? ContactField.FieldType.TEXT : field.type(),
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

  public ContactField.FieldType type(int field) {
    return types.get(field);
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
