package dev.tarife.web.store;

import dev.tarife.metering.UsageReader;
import dev.tarife.model.UsageColumns;
import dev.tarife.model.UsageRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Usage records as one line of JSON, which the reader of usage takes: the same record, the same
 * line.
 */
final class RecordJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private RecordJson() {}

  static String of(UsageRecord record) {
    Map<String, Object> fields = new LinkedHashMap<>(UsageColumns.of(record));
    fields.remove("account");
    fields.computeIfPresent("count", (name, text) -> record.count());
    return JSON.writeValueAsString(fields);
  }

  /** The record of a line that {@link #of} wrote; it names no account. */
  static UsageRecord record(String line) {
    Map<String, String> texts = new LinkedHashMap<>();
    JSON.readTree(line)
        .properties()
        .forEach(field -> texts.put(field.getKey(), field.getValue().asString()));
    return UsageReader.record(texts);
  }
}
