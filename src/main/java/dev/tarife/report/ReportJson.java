package dev.tarife.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/** Reports as JSON: two spaces a level, the same line ends everywhere. */
final class ReportJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET, StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .build();

  private ReportJson() {}

  /** Writes a document, and a line end; the target stays open. */
  static void write(Writer out, Object document) throws IOException {
    try (JsonGenerator json = generator(out)) {
      write(json, document);
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
    out.write('\n');
    out.flush();
  }

  /** A value as a text without a line end. */
  static String text(Object value) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = generator(out)) {
      write(json, value);
    }
    return out.toString();
  }

  /** A value as a text on one line. */
  static String line(Object value) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(json, value);
    }
    return out.toString();
  }

  private static JsonGenerator generator(Writer out) {
    return FACTORY.createGenerator(new Indented(), out);
  }

  /** Writes UTF-8; the target stays open, and so does what a fault leaves unfinished. */
  static JsonGenerator generator(OutputStream out) {
    return FACTORY.createGenerator(new Indented(), out);
  }

  /** As {@link #generator}, without spaces and line ends. */
  static JsonGenerator compact(OutputStream out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }

  /** Writes a field of an object that has begun. */
  static void write(JsonGenerator json, String name, Object value) {
    json.writeName(name);
    write(json, value);
  }

  private static void write(JsonGenerator json, @Nullable Object value) {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof JsonObject object) {
      write(json, object.fields());
    } else if (value instanceof Map<?, ?> object) {
      json.writeStartObject();
      object.forEach(
          (key, member) -> {
            json.writeName(String.valueOf(key));
            write(json, member);
          });
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      list.forEach(item -> write(json, item));
      json.writeEndArray();
    } else if (value instanceof Long || value instanceof Integer) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else {
      json.writeString(value.toString());
    }
  }

  /** Two spaces a level and the same line ends everywhere. */
  static final class Indented extends ObjectWriteContext.Base {
    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }

    @Override
    public PrettyPrinter getPrettyPrinter() {
      Separators separators =
          Separators.createDefaultInstance()
              .withObjectNameValueSpacing(Separators.Spacing.AFTER)
              .withObjectEmptySeparator("")
              .withArrayEmptySeparator("");
      return new DefaultPrettyPrinter(separators)
          .withObjectIndenter(INDENTER)
          .withArrayIndenter(INDENTER);
    }
  }
}
