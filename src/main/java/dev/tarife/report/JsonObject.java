package dev.tarife.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object of a JSON document, with its fields in the order in which they were given: texts, whole
 * numbers, truths, lists, objects and maps.
 */
final class JsonObject {
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  JsonObject with(String name, @Nullable Object value) {
    fields.put(name, value);
    return this;
  }

  JsonObject withAll(JsonObject more) {
    fields.putAll(more.fields);
    return this;
  }

  Map<String, @Nullable Object> fields() {
    return fields;
  }
}
