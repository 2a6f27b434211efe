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
  /** There is no document that this reads. */
  private static final int UNUSUAL = -1;

  private static final int DEEPEST = 50;
  private static final int LONGEST_STRING = 1 << 16;
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_NUMBER = 40;

  private static final byte[] VALUE_STRING = "ValueString".getBytes(StandardCharsets.US_ASCII);

  private final Fields fields;
  private final Document document;
  private final Texts texts = new Texts();
  private byte[] bytes = new byte[0];
  private int limit;
  private int lines;
  private int nameStart;
  private int nameEnd;
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
    bytes = in;
    limit = end;
    lines = 0;
    document.clear();
    return object(start, fields.top(), false, 0);
  }

  /** How many lines ended inside of the document that was read. */
  int lines() {
    return lines;
  }

  /** Where the next byte is that is no space. */
  private int skipSpace(int at) {
    int next = at;
    while (next < limit && isSpace(bytes[next])) {
      lines += bytes[next] == '\n' ? 1 : 0;
      next++;
    }
    return next;
  }

  static boolean isSpace(byte c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  /** A byte; 0 behind the end, since no JSON holds that. */
  private byte at(int place) {
    return place < limit ? bytes[place] : 0;
  }

  private int object(int start, Node node, boolean listed, int depth) {
    int at = skipSpace(start + 1);
    if (at(at) == '}') {
      return at + 1;
    }
    while (true) {
      at = name(at, node);
      if (at < 0) {
        return UNUSUAL;
      }
      Node named = child;
      at = named == null ? skip(at, depth + 1) : value(at, named, listed, depth + 1);
      if (at < 0) {
        return UNUSUAL;
      }
      at = skipSpace(at);
      byte next = at(at);
      if (next == '}') {
        return at + 1;
      }
      if (next != ',') {
        return UNUSUAL;
      }
      at = skipSpace(at + 1);
    }
  }

  /** Reads a name and its colon; gives where the value begins. */
  private int name(int start, Node node) {
    if (at(start) != '"') {
      return UNUSUAL;
    }
    int at = Bytes.special(bytes, start + 1, limit);
    if (at(at) != '"' || at - start > LONGEST_NAME) {
      return UNUSUAL;
    }
    nameStart = start + 1;
    nameEnd = at;
    child = node.find(bytes, nameStart, nameEnd);
    at = skipSpace(at + 1);
    return at(at) == ':' ? skipSpace(at + 1) : UNUSUAL;
  }

  private int value(int start, Node node, boolean listed, int depth) {
    byte first = at(start);
    if (first == 'n') {
      return literal(start, "null");
    }
    if (node.each() || depth > DEEPEST) {
      return UNUSUAL;
    }
    if (node.field() != Fields.NONE) {
      return field(start, node.field(), listed);
    }
    if (first == '{') {
      return object(start, node, listed, depth);
    }
    return first == '[' ? objects(start, node, depth) : UNUSUAL;
  }

  /** A list of objects in which fields are looked for. */
  private int objects(int start, Node node, int depth) {
    int at = skipSpace(start + 1);
    if (at(at) == ']') {
      return at + 1;
    }
    while (true) {
      at = at(at) == '{' ? object(at, node, true, depth + 1) : UNUSUAL;
      if (at < 0) {
        return UNUSUAL;
      }
      at = skipSpace(at);
      byte next = at(at);
      if (next == ']') {
        return at + 1;
      }
      if (next != ',') {
        return UNUSUAL;
      }
      at = skipSpace(at + 1);
    }
  }

  private int field(int start, int field, boolean listed) {
    byte first = at(start);
    ContactField.FieldType type = fields.type(field);
    if (first == '"') {
      int end = plain(start + 1);
      if (end < 0) {
        return UNUSUAL;
      }
      if (type == ContactField.FieldType.TEXT) {
        document.put(field, texts.of(bytes, start + 1, end), listed);
        return end + 1;
      }
      if (type == ContactField.FieldType.TIME) {
        document.time(field, bytes, start + 1, end);
        return end + 1;
      }
      return UNUSUAL;
    }
    return switch (type) {
      case TEXT ->
          first == '{' && fields.mayBeWrapped(field) ? wrapped(start, field, listed) : UNUSUAL;
      case TIME -> UNUSUAL;
      case COUNT -> count(start, field);
      case TRUE_OR_FALSE -> {
        int end = literal(start, first == 't' ? "true" : "false");
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
    while (at(end) >= '0' && at(end) <= '9' && end - start < 10) {
      number = 10 * number + (at(end) - '0');
      end++;
    }
    boolean plain = end > start && end - start < 10 && (at(start) != '0' || end == start + 1);
    if (!plain || !isOver(end)) {
      return UNUSUAL;
    }
    document.number(field, number);
    return end;
  }

  /** A text that lies in an object: {@code {"ValueString": "connect:SMS"}}. */
  private int wrapped(int start, int field, boolean listed) {
    int at = name(skipSpace(start + 1), Node.NOTHING);
    if (at < 0 || !Node.isSame(VALUE_STRING, bytes, nameStart, nameEnd) || at(at) != '"') {
      return UNUSUAL;
    }
    int end = plain(at + 1);
    if (end < 0) {
      return UNUSUAL;
    }
    document.put(field, texts.of(bytes, at + 1, end), listed);
    end = skipSpace(end + 1);
    return at(end) == '}' ? end + 1 : UNUSUAL;
  }

  /** Where a text of plain letters ends: its closing quote. */
  private int plain(int start) {
    int at = Bytes.special(bytes, start, limit);
    return at(at) == '"' && at - start <= LONGEST_STRING ? at : UNUSUAL;
  }

  private int literal(int start, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at(start + i) != word.charAt(i)) {
        return UNUSUAL;
      }
    }
    int end = start + word.length();
    return isOver(end) ? end : UNUSUAL;
  }

  /** Whether a number or word is over here. */
  private boolean isOver(int end) {
    byte next = at(end);
    return next == ',' || next == '}' || next == ']' || isSpace(next);
  }

  /** Passes over a value that nothing asks for, if it is JSON. */
  private int skip(int start, int depth) {
    return switch (at(start)) {
      case '"' -> string(start);
      case '{', '[' -> depth > DEEPEST ? UNUSUAL : all(start, depth);
      case 't' -> literal(start, "true");
      case 'f' -> literal(start, "false");
      case 'n' -> literal(start, "null");
      default -> numeral(start);
    };
  }

  /** Passes over an object or a list. */
  private int all(int start, int depth) {
    boolean named = bytes[start] == '{';
    byte close = (byte) (named ? '}' : ']');
    int at = skipSpace(start + 1);
    if (at(at) == close) {
      return at + 1;
    }
    while (true) {
      if (named) {
        at = name(at, Node.NOTHING);
        if (at < 0) {
          return UNUSUAL;
        }
      }
      at = skip(at, depth + 1);
      if (at < 0) {
        return UNUSUAL;
      }
      at = skipSpace(at);
      byte next = at(at);
      if (next == close) {
        return at + 1;
      }
      if (next != ',') {
        return UNUSUAL;
      }
      at = skipSpace(at + 1);
    }
  }

  private int string(int start) {
    int at = start + 1;
    while (at >= 0 && at < limit) {
      at = Bytes.special(bytes, at, limit);
      byte c = at(at);
      if (c == '"') {
        return at - start > LONGEST_STRING ? UNUSUAL : at + 1;
      }
      at = c == '\\' ? escaped(at + 1) : c < 0 ? letter(at) : c == 0x7F ? at + 1 : UNUSUAL;
    }
    return UNUSUAL;
  }

  private int escaped(int at) {
    switch (at(at)) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
        return at + 1;
      }
      case 'u' -> {
        for (int i = 1; i <= 4; i++) {
          if (Character.digit(at(at + i), 16) < 0) {
            return UNUSUAL;
          }
        }
        return at + 5;
      }
      default -> {
        return UNUSUAL;
      }
    }
  }

  /** Passes over a letter of several bytes. */
  private int letter(int at) {
    int lead = bytes[at] & 0xFF;
    int more =
        lead >= 0xC2 && lead <= 0xDF
            ? 1
            : lead >= 0xE0 && lead <= 0xEF ? 2 : lead >= 0xF0 && lead <= 0xF4 ? 3 : 0;
    for (int i = 1; i <= more; i++) {
      if ((at(at + i) & 0xC0) != 0x80) {
        return UNUSUAL;
      }
    }
    return more == 0 ? UNUSUAL : at + 1 + more;
  }

  private int numeral(int start) {
    int at = at(start) == '-' ? start + 1 : start;
    int whole = digits(at);
    if (whole == at || (at(at) == '0' && whole > at + 1)) {
      return UNUSUAL;
    }
    at = whole;
    if (at(at) == '.') {
      int end = digits(at + 1);
      if (end == at + 1) {
        return UNUSUAL;
      }
      at = end;
    }
    return isOver(at) && at - start <= LONGEST_NUMBER ? at : UNUSUAL;
  }

  private int digits(int start) {
    int at = start;
    while (at(at) >= '0' && at(at) <= '9') {
      at++;
    }
    return at;
  }
}
