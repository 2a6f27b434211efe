package dev.tarife.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a usage file that have a meaning of their own. */
public final class UsageColumns {
  /** Their names, in the order of a file. */
  public static final List<String> NAMES =
      List.of(
          "record_id",
          "account",
          "instance",
          "usage_type",
          "start_time",
          "end_time",
          "quantity",
          "count",
          "connected_seconds",
          "contact_id",
          "resource_id",
          "country",
          "number_country",
          "number_type",
          "updated_at");

  private UsageColumns() {}

  /**
   * What a record holds, as the texts of a file, in its order and then its attributes: only what is
   * given, and of {@code count} only what is not 1.
   */
  public static Map<String, String> of(UsageRecord record) {
    Map<String, String> values = new LinkedHashMap<>();
    put(values, "record_id", record.recordId());
    put(values, "account", record.account());
    put(values, "instance", record.instance());
    put(values, "usage_type", record.usageType());
    put(values, "start_time", record.startTime());
    put(values, "end_time", record.endTime());
    put(values, "quantity", record.quantity() == null ? null : record.quantity().toPlainString());
    put(values, "count", record.count() == 1 ? null : record.count());
    put(
        values,
        "connected_seconds",
        record.connectedSeconds() == null ? null : record.connectedSeconds().toPlainString());
    put(values, "contact_id", record.contactId());
    put(values, "resource_id", record.resourceId());
    put(values, "country", record.country());
    put(values, "number_country", record.numberCountry());
    put(values, "number_type", record.numberType());
    put(values, "updated_at", record.updatedAt());
    values.putAll(record.attributes());
    return values;
  }

  private static void put(Map<String, String> values, String column, @Nullable Object value) {
    if (value != null) {
      values.put(column, value.toString());
    }
  }
}
