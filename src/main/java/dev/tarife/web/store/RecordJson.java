package dev.tarife.web.store;

import dev.tarife.model.UsageRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Usage records as one line of JSON, which the reader of usage takes: the same record, the same
 * line.
 */
final class RecordJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private RecordJson() {}

  static String of(UsageRecord record) {
    Map<String, Object> fields = new LinkedHashMap<>();
    put(fields, "record_id", record.recordId());
    put(fields, "instance", record.instance());
    put(fields, "usage_type", record.usageType());
    put(fields, "start_time", record.startTime());
    put(fields, "end_time", record.endTime());
    put(fields, "quantity", record.quantity() == null ? null : record.quantity().toPlainString());
    if (record.count() != 1) {
      fields.put("count", record.count());
    }
    put(
        fields,
        "connected_seconds",
        record.connectedSeconds() == null ? null : record.connectedSeconds().toPlainString());
    put(fields, "contact_id", record.contactId());
    put(fields, "resource_id", record.resourceId());
    put(fields, "country", record.country());
    put(fields, "number_country", record.numberCountry());
    put(fields, "number_type", record.numberType());
    put(fields, "updated_at", record.updatedAt());
    fields.putAll(record.attributes());
    return JSON.writeValueAsString(fields);
  }

  private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value.toString());
    }
  }
}
