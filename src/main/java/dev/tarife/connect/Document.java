package dev.tarife.connect;

import dev.tarife.connect.Fields.Node;
import dev.tarife.table.ContactField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One contact record: the fields that settle charges, and the first thing wrong with them. */
final class Document {
  /** Parts the values of a field that is there several times. */
  static final char SEVERAL = '\u001F';

  private static final int LONGEST_TEXT = 1024;
  private static final int MOST_ELEMENTS = 1000;

  /**
   * One of a list of things in a document.
   *
   * @param list where the list is
   * @param texts what its fields hold, as it is written
   */
  record Element(String list, Map<Integer, String> texts) {}

  private final Fields fields;
  private final @Nullable String[] texts;
  private final long[] numbers;
  private final List<Element> elements = new ArrayList<>();
  private @Nullable String problem;
  private boolean updatedIsWrong;

  Document(Fields fields) {
    this.fields = fields;
    texts = new @Nullable String[fields.count()];
    numbers = new long[fields.count()];
  }

  /** Why nothing of it is charged, or null. */
  @Nullable String problem() {
    return problem;
  }

  /** Whether it cannot be told which of two deliveries is the later. */
  boolean isUpdateWrong() {
    return updatedIsWrong;
  }

  List<Element> elements() {
    return elements;
  }

  @Nullable String text(Key key) {
    return texts[key.field()];
  }

  @Nullable String text(int field) {
    return texts[field];
  }

  long number(Key key) {
    return numbers[key.field()];
  }

  /** A time in microseconds, a count, or 1 for true; {@link Times#NONE}: not given. */
  long number(int field) {
    return numbers[field];
  }

  /** Keeps the first objection. */
  private void reject(String why) {
    if (problem == null) {
      problem = why;
    }
  }

  /** Reads the object that the parser stands at the beginning of. */
  void read(JsonParser parser) {
    Arrays.fill(texts, null);
    Arrays.fill(numbers, Times.NONE);
    elements.clear();
    problem = null;
    updatedIsWrong = false;
    object(parser, fields.top(), false);
  }

  private void object(JsonParser parser, Node node, boolean listed) {
    Map<String, Node> inside = node.inside();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      Node child = inside.get(parser.currentName());
      JsonToken value = parser.nextToken();
      if (child == null) {
        parser.skipChildren();
      } else if (value != JsonToken.VALUE_NULL) {
        value(parser, child, value, listed);
      }
    }
  }

  private void value(JsonParser parser, Node node, JsonToken value, boolean listed) {
    if (node.each()) {
      things(parser, node, value);
    } else if (value == JsonToken.START_ARRAY && !isStrict(node.field())) {
      for (JsonToken next = parser.nextToken();
          next != null && next != JsonToken.END_ARRAY;
          next = parser.nextToken()) {
        if (next == JsonToken.START_ARRAY) {
          reject(node.path() + " is a list of lists");
          parser.skipChildren();
        } else if (next != JsonToken.VALUE_NULL) {
          value(parser, node, next, true);
        }
      }
    } else if (node.field() == Fields.NONE) {
      if (value == JsonToken.START_OBJECT) {
        object(parser, node, listed);
      } else {
        reject(node.path() + " is no JSON object");
        parser.skipChildren();
      }
    } else {
      field(parser, node.field(), value, listed);
    }
  }

  /** Whether it is there once, and as it should be. */
  private boolean isStrict(int field) {
    return field != Fields.NONE
        && (fields.isKey(field) || fields.type(field) != ContactField.FieldType.TEXT);
  }

  private void field(JsonParser parser, int field, JsonToken value, boolean listed) {
    switch (fields.type(field)) {
      case TEXT -> text(parser, field, value, listed);
      case TIME -> {
        if (value == JsonToken.VALUE_STRING) {
          time(field, parser.getString());
        } else {
          wrong(parser, field, Times.OUTSIDE);
        }
      }
      case TRUE_OR_FALSE -> flag(parser, field, value);
      case COUNT -> count(parser, field, value);
    }
  }

  private void wrong(JsonParser parser, int field, String what) {
    reject(fields.path(field) + " " + what);
    updatedIsWrong |= field == Key.UPDATED.field();
    parser.skipChildren();
  }

  private void text(JsonParser parser, int field, JsonToken value, boolean listed) {
    if (value == JsonToken.VALUE_STRING) {
      text(field, parser.getString(), listed);
    } else if (value == JsonToken.START_OBJECT
        && (!fields.isKey(field) || field == Key.SUBTYPE.field())) {
      String wrapped = wrapped(parser);
      if (wrapped == null) {
        reject(fields.path(field) + " is no text");
      } else {
        text(field, wrapped, listed);
      }
    } else if (value.isScalarValue() && !fields.isKey(field)) {
      text(field, parser.getString(), listed);
    } else {
      wrong(parser, field, "is no text");
    }
  }

  /** A segment attribute's text: {@code {"ValueString": "connect:SMS"}}. */
  private static @Nullable String wrapped(JsonParser parser) {
    String wrapped = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean named = parser.currentName().equals("ValueString");
      if (parser.nextToken() == JsonToken.VALUE_STRING && named) {
        wrapped = parser.getString();
      }
      parser.skipChildren();
    }
    return wrapped;
  }

  private void text(int field, String text, boolean listed) {
    if (text.isEmpty()) {
      return;
    }
    String before = texts[field];
    if (before != null && !listed) {
      reject(fields.path(field) + " is there twice");
    } else if (text.length() + (before == null ? 0 : before.length()) > LONGEST_TEXT) {
      reject(fields.path(field) + " is longer than " + LONGEST_TEXT + " characters");
    } else if (!isPlain(text)) {
      reject(fields.path(field) + " holds a character that is not allowed in it");
    } else {
      texts[field] = before == null ? text : before + SEVERAL + text;
    }
  }

  /** Whether a text has neither control characters nor halves of characters. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == 0x7F) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || ++i == text.length()
            || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }

  private void time(int field, String text) {
    if (text.isEmpty()) {
      return;
    }
    long time = Times.parse(text);
    if (time == Times.NONE) {
      reject(fields.path(field) + " " + Times.OUTSIDE);
      updatedIsWrong |= field == Key.UPDATED.field();
    }
    number(field, time);
  }

  private void number(int field, long number) {
    if (numbers[field] != Times.NONE) {
      reject(fields.path(field) + " is there twice");
      updatedIsWrong |= field == Key.UPDATED.field();
    }
    numbers[field] = number;
  }

  private void flag(JsonParser parser, int field, JsonToken value) {
    if (value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE) {
      number(field, value == JsonToken.VALUE_TRUE ? 1 : 0);
    } else if (value == JsonToken.VALUE_STRING
        && parser.getString().matches("[Tt]rue|[Ff]alse|TRUE|FALSE")) {
      char first = parser.getString().charAt(0);
      number(field, first == 't' || first == 'T' ? 1 : 0);
    } else {
      wrong(parser, field, "is neither true nor false");
    }
  }

  private void count(JsonParser parser, int field, JsonToken value) {
    String text = value == JsonToken.VALUE_NUMBER_INT ? parser.getString() : "";
    if (text.matches("[0-9]{1,9}")) {
      number(field, Long.parseLong(text));
    } else {
      wrong(parser, field, "is no count");
    }
  }

  /** Reads a list of things, or a map of them whose keys are their ids. */
  private void things(JsonParser parser, Node node, JsonToken value) {
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
      reject(node.path() + " is no JSON object");
      parser.skipChildren();
    }
  }

  private void thing(JsonParser parser, Node node, JsonToken value) {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    if (value != JsonToken.START_OBJECT) {
      reject(node.path() + " holds what is no JSON object");
      parser.skipChildren();
      return;
    }
    if (elements.size() == MOST_ELEMENTS) {
      reject(node.path() + " holds more than " + MOST_ELEMENTS);
    }
    Map<Integer, String> held = new HashMap<>();
    inside(parser, node, held);
    if (elements.size() < MOST_ELEMENTS) {
      elements.add(new Element(node.path(), held));
    }
  }

  private static void inside(JsonParser parser, Node node, Map<Integer, String> held) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      Node child = node.inside().get(parser.currentName());
      JsonToken value = parser.nextToken();
      if (child != null && child.field() == Fields.NONE && value == JsonToken.START_OBJECT) {
        inside(parser, child, held);
      } else if (child != null && child.field() != Fields.NONE && value.isScalarValue()) {
        String text = value == JsonToken.VALUE_NULL ? "" : parser.getString();
        if (!text.isEmpty() && text.length() <= LONGEST_TEXT && isPlain(text)) {
          held.put(child.field(), text);
        }
      } else {
        parser.skipChildren();
      }
    }
  }
}
