package dev.tarife.connect.document;

import java.util.HashMap;
import java.util.Map;

/** A name in a document under which something is looked for. */
final class FieldPath {
  /** Nothing is looked for inside. */
  static final FieldPath NOTHING = new FieldPath("", ContactFields.NONE, false);

  private final String path;
  private final int field;
  private final boolean each;
  private final Map<String, FieldPath> inside = new HashMap<>();

  /**
   * A node without anything inside.
   *
   * @param field what is read there; {@link ContactFields#NONE}: look inside
   * @param each whether it is a list or map of things that are told apart
   */
  FieldPath(String path, int field, boolean each) {
    this.path = path;
    this.field = field;
    this.each = each;
  }

  String path() {
    return path;
  }

  int field() {
    return field;
  }

  boolean each() {
    return each;
  }

  Map<String, FieldPath> inside() {
    return inside;
  }
}
