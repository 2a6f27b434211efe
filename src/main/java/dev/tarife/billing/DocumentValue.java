package dev.tarife.billing;

import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * A value of a YAML or JSON document with the place it was read at, so that every fault can be
 * named at once.
 *
 * @param place file and line
 * @param kind what it is
 * @param text a scalar as it was written; empty for others
 * @param fields of a map, in order
 * @param items of a list
 */
record DocumentValue(
    Place place, Kind kind, String text, List<Field> fields, List<DocumentValue> items) {
  /** What a value is. */
  enum Kind {
    MAP("a group of fields"),
    LIST("a list"),
    TEXT("a text"),
    NUMBER("a number"),
    BOOLEAN("true or false"),
    NOTHING("nothing");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** A field of a map, at the place of its name. */
  record Field(String name, Place place, DocumentValue value) {}

  private DocumentValue(Place place, Kind kind, String text) {
    this(place, kind, text, List.of(), List.of());
  }

  /** The value of a field; null where it is left out or empty. */
  @Nullable DocumentValue field(String name) {
    for (Field field : fields) {
      if (field.name().equals(name)) {
        return field.value().kind() == Kind.NOTHING ? null : field.value();
      }
    }
    return null;
  }

  /** Reads the value at the parser's current token. */
  static DocumentValue read(JsonParser parser, String file, int firstLine, Findings findings) {
    return new Reader(parser, file, firstLine, findings).value();
  }

  private record Reader(JsonParser parser, String file, int firstLine, Findings findings) {
    Place place() {
      return Place.line(
          file, firstLine - 1 + Math.max(1, parser.currentTokenLocation().getLineNr()));
    }

    DocumentValue value() {
      Place place = place();
      refuseReferences(place);
      JsonToken token = parser.currentToken();
      if (token == null) {
        return new DocumentValue(place, Kind.NOTHING, "");
      }
      return switch (token) {
        case START_OBJECT -> map(place);
        case START_ARRAY -> list(place);
        case VALUE_STRING -> new DocumentValue(place, Kind.TEXT, parser.getString());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
            new DocumentValue(place, Kind.NUMBER, parser.getString());
        case VALUE_TRUE, VALUE_FALSE -> new DocumentValue(place, Kind.BOOLEAN, parser.getString());
        default -> new DocumentValue(place, Kind.NOTHING, "");
      };
    }

    private DocumentValue map(Place place) {
      List<Field> fields = new ArrayList<>();
      Set<String> names = new HashSet<>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        Place at = place();
        if (!names.add(name)) {
          findings.error(at, "the field (" + name + ") is given twice", "leave one of them");
        }
        parser.nextToken();
        fields.add(new Field(name, at, value()));
      }
      return new DocumentValue(place, Kind.MAP, "", List.copyOf(fields), List.of());
    }

    private DocumentValue list(Place place) {
      List<DocumentValue> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
        items.add(value());
      }
      return new DocumentValue(place, Kind.LIST, "", List.of(), List.copyOf(items));
    }

    /** An alias can make a small file endless, and a tag can make it mean something else. */
    private void refuseReferences(Place place) {
      boolean alias = parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
      if (alias || parser.getObjectId() != null || parser.getTypeId() != null) {
        findings.error(
            place, "an anchor, an alias or a tag is not read here", "write the value itself");
      }
    }
  }
}
