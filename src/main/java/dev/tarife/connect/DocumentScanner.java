package dev.tarife.connect;

import dev.tarife.table.ContactField;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents as they mostly are, straight from their bytes: what no field asks for is looked
 * at only as far as it takes to see that it is JSON. A document with anything unusual in it, right
 * or wrong, is left to {@link DocumentParser}, which has the last word on all that is no plain
 * text, no plain time or no JSON. What both read gives the same document. Used by one thread.
 */
final class DocumentScanner {
  private static final byte[] VALUE_STRING = "ValueString".getBytes(StandardCharsets.US_ASCII);

  private final Fields fields;
  private final Document document;
  private final Texts texts = new Texts();
  private final JsonCursor json = new JsonCursor();
  private @Nullable Node child;

  DocumentScanner(Fields fields, Document document) {
    this.fields = fields;
    this.document = document;
  }

  /**
   * Reads the document that begins with a brace.
   *
   * @return where it ends; negative: it is unusual, and what was read is to be forgotten
   */
  int read(byte[] in, int start, int end) {
    json.open(in, end);
    document.clear();
    return object(start, fields.top(), false, 0);
  }

  /** How many lines ended inside of the document that was read. */
  int lines() {
    return json.lines();
  }

  private int object(int start, Node node, boolean listed, int depth) {
    int at = json.skipSpace(start + 1);
    if (json.at(at) == '}') {
      return at + 1;
    }
    while (true) {
      at = name(at, node);
      if (at < 0) {
        return JsonCursor.UNUSUAL;
      }
      Node named = child;
      at = named == null ? json.skip(at, depth + 1) : value(at, named, listed, depth + 1);
      if (at < 0) {
        return JsonCursor.UNUSUAL;
      }
      at = json.skipSpace(at);
      byte next = json.at(at);
      if (next == '}') {
        return at + 1;
      }
      if (next != ',') {
        return JsonCursor.UNUSUAL;
      }
      at = json.skipSpace(at + 1);
    }
  }

  /** Reads a name and its colon; gives where the value begins. */
  private int name(int start, Node node) {
    int value = json.name(start);
    if (value >= 0) {
      child = node.find(json.bytes(), json.nameStart(), json.nameEnd());
    }
    return value;
  }

  private int value(int start, Node node, boolean listed, int depth) {
    byte first = json.at(start);
    if (first == 'n') {
      return json.literal(start, "null");
    }
    if (node.each() || depth > JsonCursor.DEEPEST) {
      return JsonCursor.UNUSUAL;
    }
    if (node.field() != Fields.NONE) {
      return field(start, node.field(), listed);
    }
    if (first == '{') {
      return object(start, node, listed, depth);
    }
    return first == '[' ? objects(start, node, depth) : JsonCursor.UNUSUAL;
  }

  /** A list of objects in which fields are looked for. */
  private int objects(int start, Node node, int depth) {
    int at = json.skipSpace(start + 1);
    if (json.at(at) == ']') {
      return at + 1;
    }
    while (true) {
      at = json.at(at) == '{' ? object(at, node, true, depth + 1) : JsonCursor.UNUSUAL;
      if (at < 0) {
        return JsonCursor.UNUSUAL;
      }
      at = json.skipSpace(at);
      byte next = json.at(at);
      if (next == ']') {
        return at + 1;
      }
      if (next != ',') {
        return JsonCursor.UNUSUAL;
      }
      at = json.skipSpace(at + 1);
    }
  }

  private int field(int start, int field, boolean listed) {
    byte first = json.at(start);
    ContactField.FieldType type = fields.type(field);
    if (first == '"') {
      int end = json.plain(start + 1);
      if (end < 0) {
        return JsonCursor.UNUSUAL;
      }
      if (type == ContactField.FieldType.TEXT) {
        document.put(field, texts.of(json.bytes(), start + 1, end), listed);
        return end + 1;
      }
      if (type == ContactField.FieldType.TIME) {
        document.time(field, json.bytes(), start + 1, end);
        return end + 1;
      }
      return JsonCursor.UNUSUAL;
    }
    return switch (type) {
      case TEXT ->
          first == '{' && fields.mayBeWrapped(field)
              ? wrapped(start, field, listed)
              : JsonCursor.UNUSUAL;
      case TIME -> JsonCursor.UNUSUAL;
      case COUNT -> count(start, field);
      case TRUE_OR_FALSE -> {
        int end = json.literal(start, first == 't' ? "true" : "false");
        if (end >= 0) {
          document.number(field, first == 't' ? 1 : 0);
        }
        yield end;
      }
    };
  }

  private int count(int start, int field) {
    int end = start;
    long number = 0;
    while (json.at(end) >= '0' && json.at(end) <= '9' && end - start < 10) {
      number = 10 * number + (json.at(end) - '0');
      end++;
    }
    boolean plain = end > start && end - start < 10 && (json.at(start) != '0' || end == start + 1);
    if (!plain || !json.isOver(end)) {
      return JsonCursor.UNUSUAL;
    }
    document.number(field, number);
    return end;
  }

  /** A text that lies in an object: {@code {"ValueString": "connect:SMS"}}. */
  private int wrapped(int start, int field, boolean listed) {
    int at = json.name(json.skipSpace(start + 1));
    if (at < 0
        || !Node.isSame(VALUE_STRING, json.bytes(), json.nameStart(), json.nameEnd())
        || json.at(at) != '"') {
      return JsonCursor.UNUSUAL;
    }
    int end = json.plain(at + 1);
    if (end < 0) {
      return JsonCursor.UNUSUAL;
    }
    document.put(field, texts.of(json.bytes(), at + 1, end), listed);
    end = json.skipSpace(end + 1);
    return json.at(end) == '}' ? end + 1 : JsonCursor.UNUSUAL;
  }
}
