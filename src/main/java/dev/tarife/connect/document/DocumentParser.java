package dev.tarife.connect.document;

import dev.tarife.connect.document.Document.Element;
import dev.tarife.table.ContactField;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads any document, and says what is wrong with it. */
public final class DocumentParser {
  private static final Set<String> FLAGS =
      Set.of("true", "True", "TRUE", "false", "False", "FALSE");

  private final ContactFields fields;
  private final Document document;

  public DocumentParser(ContactFields fields, Document document) {
    this.fields = fields;
    this.document = document;
  }

  /** Reads the object that the parser stands at the beginning of. */
  public void read(JsonParser parser) {
    document.clear();
    object(parser, fields.top(), false);
  }

  private void object(JsonParser parser, FieldPath node, boolean listed) {
    Map<String, FieldPath> inside = node.inside();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      FieldPath child = inside.get(parser.currentName());
      JsonToken value = parser.nextToken();
      if (child == null) {
        parser.skipChildren();
      } else if (!isMissing(parser, value)) {
        value(parser, child, value, listed);
      } else if (child.field() != ContactFields.NONE && !listed) {
        document.none(child.field());
      }
    }
  }

  /** Whether a field is null or an empty text: both say the same as no field. */
  private static boolean isMissing(JsonParser parser, JsonToken value) {
    return value == JsonToken.VALUE_NULL
        || (value == JsonToken.VALUE_STRING && parser.getStringLength() == 0);
  }

  private void value(JsonParser parser, FieldPath node, JsonToken value, boolean listed) {
    if (node.each()) {
      things(parser, node, value);
    } else if (value == JsonToken.START_ARRAY && !isStrict(node.field())) {
      for (JsonToken next = parser.nextToken();
          next != null && next != JsonToken.END_ARRAY;
          next = parser.nextToken()) {
        if (next == JsonToken.START_ARRAY) {
          document.reject(node.path() + " is a list of lists");
          parser.skipChildren();
        } else if (!isMissing(parser, next)) {
          value(parser, node, next, true);
        }
      }
    } else if (node.field() == ContactFields.NONE) {
      if (value == JsonToken.START_OBJECT) {
        object(parser, node, listed);
      } else {
        document.reject(node.path() + " is not a JSON object");
        parser.skipChildren();
      }
    } else {
      field(parser, node.field(), value, listed);
    }
  }

  /** Whether it is there once, and as it should be. */
  private boolean isStrict(int field) {
    return field != ContactFields.NONE && (fields.isKey(field) || !fields.isText(field));
  }

  private void field(JsonParser parser, int field, JsonToken value, boolean listed) {
    if (fields.isDated(field)) {
      dated(parser, field, value, listed);
      return;
    }
    switch (fields.type(field)) {
      case TEXT -> text(parser, field, value, listed);
      case TIME -> {
        if (value == JsonToken.VALUE_STRING) {
          document.time(field, parser.getString());
        } else {
          wrong(parser, field, DocumentTimes.OUTSIDE);
        }
      }
      case TRUE_OR_FALSE -> flag(parser, field, value);
      case COUNT -> count(parser, field, value);
    }
  }

  /** Keeps what a field with days holds, which is looked at when the day is known. */
  private void dated(JsonParser parser, int field, JsonToken value, boolean listed) {
    if (value == JsonToken.START_OBJECT) {
      document.written(field, wrapped(parser), value, listed);
    } else if (value.isScalarValue()) {
      document.written(field, parser.getString(), value, listed);
    } else {
      document.written(field, null, value, listed);
      parser.skipChildren();
    }
  }

  private void wrong(JsonParser parser, int field, String what) {
    document.wrong(field, what);
    parser.skipChildren();
  }

  private void text(JsonParser parser, int field, JsonToken value, boolean listed) {
    if (value == JsonToken.VALUE_STRING) {
      document.text(field, parser.getString(), listed);
    } else if (value == JsonToken.START_OBJECT && fields.mayBeWrapped(field)) {
      String wrapped = wrapped(parser);
      if (wrapped == null) {
        document.reject(fields.path(field) + " is not text");
      } else {
        document.text(field, wrapped, listed);
      }
    } else if (value.isScalarValue() && !fields.isKey(field)) {
      document.text(field, parser.getString(), listed);
    } else {
      wrong(parser, field, "is not text");
    }
  }

  /** A segment attribute's text: {@code {"ValueString": "connect:SMS"}}. */
  private static @Nullable String wrapped(JsonParser parser) {
    String wrapped = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean named = parser.currentName().equals("ValueString");
      JsonToken value = parser.nextToken();
      if (named && (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NULL)) {
        wrapped = value == JsonToken.VALUE_NULL ? "" : parser.getString();
      }
      parser.skipChildren();
    }
    return wrapped;
  }

  private void flag(JsonParser parser, int field, JsonToken value) {
    if (value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE) {
      document.number(field, value == JsonToken.VALUE_TRUE ? 1 : 0);
    } else if (value == JsonToken.VALUE_STRING && FLAGS.contains(parser.getString())) {
      document.number(field, isTrue(parser.getString()) ? 1 : 0);
    } else {
      wrong(parser, field, "is neither true nor false");
    }
  }

  /** What one of the ways to write true or false means. */
  static boolean isTrue(String flag) {
    return flag.charAt(0) == 't' || flag.charAt(0) == 'T';
  }

  private void count(JsonParser parser, int field, JsonToken value) {
    String text = value == JsonToken.VALUE_NUMBER_INT ? parser.getString() : "";
    if (Document.isCount(text)) {
      document.number(field, Long.parseLong(text));
    } else {
      wrong(parser, field, "is not a count");
    }
  }

  /** Reads a list of things, or a map of them whose keys are their ids. */
  private void things(JsonParser parser, FieldPath node, JsonToken value) {
    if (document.elements().stream().anyMatch(other -> other.list().equals(node.path()))) {
      document.reject(node.path() + " is there twice");
    }
    if (value == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        thing(parser, node, parser.nextToken());
      }
    } else if (value == JsonToken.START_ARRAY) {
      for (JsonToken next = parser.nextToken();
          next != null && next != JsonToken.END_ARRAY;
          next = parser.nextToken()) {
        thing(parser, node, next);
      }
    } else {
      document.reject(node.path() + " is not a JSON object");
      parser.skipChildren();
    }
  }

  private void thing(JsonParser parser, FieldPath node, JsonToken value) {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    if (value != JsonToken.START_OBJECT) {
      document.reject(node.path() + " holds what is not a JSON object");
      parser.skipChildren();
      return;
    }
    Map<Integer, String> held = new HashMap<>();
    inside(parser, node, held);
    document.add(new Element(node.path(), held));
  }

  private void inside(JsonParser parser, FieldPath node, Map<Integer, String> held) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      FieldPath child = node.inside().get(parser.currentName());
      JsonToken value = parser.nextToken();
      if (child == null) {
        parser.skipChildren();
      } else if (isMissing(parser, value)) {
        // Not given.
      } else if (child.field() == ContactFields.NONE && value == JsonToken.START_OBJECT) {
        inside(parser, child, held);
      } else if (child.field() == ContactFields.NONE) {
        document.reject(child.path() + " is not a JSON object");
        parser.skipChildren();
      } else {
        held(parser, child.field(), value, held);
      }
    }
  }

  /** Keeps what a field of one thing holds, as it is written. */
  private void held(JsonParser parser, int field, JsonToken value, Map<Integer, String> held) {
    String text = value.isScalarValue() ? parser.getString() : null;
    String wrong = text == null ? "is not text" : wrong(fields.type(field), value, text);
    if (wrong != null) {
      document.reject(fields.path(field) + " " + wrong);
      parser.skipChildren();
    } else if (held.put(field, text) != null) {
      document.reject(fields.path(field) + " is there twice");
    }
  }

  /** What is wrong with a text for its type; a time is looked at by the row that needs it. */
  static @Nullable String wrong(ContactField.FieldType type, JsonToken value, String text) {
    if (text.length() > Document.LONGEST_TEXT) {
      return "is longer than " + Document.LONGEST_TEXT + " characters";
    }
    if (!Document.isPlain(text)) {
      return "holds a character that is not allowed in it";
    }
    return switch (type) {
      case TEXT -> null;
      case TIME -> value == JsonToken.VALUE_STRING ? null : DocumentTimes.OUTSIDE;
      case TRUE_OR_FALSE ->
          FLAGS.contains(text) && !value.isNumeric() ? null : "is neither true nor false";
      case COUNT ->
          value == JsonToken.VALUE_NUMBER_INT && Document.isCount(text) ? null : "is not a count";
    };
  }

  /** What is wrong with a list, or an object, where a field of a type is expected. */
  static String wrong(ContactField.FieldType type) {
    return switch (type) {
      case TEXT -> "is not text";
      case TIME -> DocumentTimes.OUTSIDE;
      case TRUE_OR_FALSE -> "is neither true nor false";
      case COUNT -> "is not a count";
    };
  }
}
