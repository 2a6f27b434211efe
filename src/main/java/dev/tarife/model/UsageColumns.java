package dev.tarife.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns of a usage file that have a meaning of their own. */
public final class UsageColumns {
  public static final String RECORD_ID = "record_id";
  public static final String ACCOUNT = "account";
  public static final String INSTANCE = "instance";
  public static final String USAGE_TYPE = "usage_type";
  public static final String START_TIME = "start_time";
  public static final String END_TIME = "end_time";
  public static final String QUANTITY = "quantity";
  public static final String COUNT = "count";
  public static final String CONNECTED_SECONDS = "connected_seconds";
  public static final String CONTACT_ID = "contact_id";
  public static final String RESOURCE_ID = "resource_id";
  public static final String COUNTRY = "country";
  public static final String NUMBER_COUNTRY = "number_country";
  public static final String NUMBER_TYPE = "number_type";
  public static final String UPDATED_AT = "updated_at";

  /** Their names, in the order of a file. */
  public static final List<String> NAMES =
      List.of(
          RECORD_ID,
          ACCOUNT,
          INSTANCE,
          USAGE_TYPE,
          START_TIME,
          END_TIME,
          QUANTITY,
          COUNT,
          CONNECTED_SECONDS,
          CONTACT_ID,
          RESOURCE_ID,
          COUNTRY,
          NUMBER_COUNTRY,
          NUMBER_TYPE,
          UPDATED_AT);

  /** Those that every record has. */
  public static final List<String> REQUIRED = List.of(RECORD_ID, INSTANCE, USAGE_TYPE, START_TIME);

  /** Those with decimals. */
  public static final Set<String> DECIMALS = Set.of(QUANTITY, CONNECTED_SECONDS);

  /** Those with numbers. */
  public static final Set<String> NUMBERS = Set.of(QUANTITY, COUNT, CONNECTED_SECONDS);

  /** Those with times. */
  public static final Set<String> TIMES = Set.of(START_TIME, END_TIME, UPDATED_AT);

  private UsageColumns() {}

  /** Whether a column has a meaning of its own; the others are attributes. */
  public static boolean isNamed(String column) {
    return NAMES.contains(column);
  }

  /**
   * What a record holds, as the texts of a file, in its order and then its attributes: only what is
   * given, and of {@code count} only what is not 1.
   */
  public static Map<String, String> of(UsageRecord record) {
    Map<String, String> values = new LinkedHashMap<>();
    put(values, RECORD_ID, record.recordId());
    put(values, ACCOUNT, record.account());
    put(values, INSTANCE, record.instance());
    put(values, USAGE_TYPE, record.usageType());
    put(values, START_TIME, record.startTime());
    put(values, END_TIME, record.endTime());
    put(values, QUANTITY, record.quantity() == null ? null : record.quantity().toPlainString());
    put(values, COUNT, record.count() == 1 ? null : record.count());
    put(
        values,
        CONNECTED_SECONDS,
        record.connectedSeconds() == null ? null : record.connectedSeconds().toPlainString());
    put(values, CONTACT_ID, record.contactId());
    put(values, RESOURCE_ID, record.resourceId());
    put(values, COUNTRY, record.country());
    put(values, NUMBER_COUNTRY, record.numberCountry());
    put(values, NUMBER_TYPE, record.numberType());
    put(values, UPDATED_AT, record.updatedAt());
    values.putAll(record.attributes());
    return values;
  }

  private static void put(Map<String, String> values, String column, @Nullable Object value) {
    if (value != null) {
      values.put(column, value.toString());
    }
  }
}
