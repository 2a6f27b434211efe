package dev.tarife.metering;

import dev.tarife.model.UsageColumns;
import dev.tarife.model.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns of a usage file that have a meaning of their own. */
final class Columns {
  static final String RECORD_ID = "record_id";
  static final String ACCOUNT = "account";
  static final String INSTANCE = "instance";
  static final String USAGE_TYPE = "usage_type";
  static final String START_TIME = "start_time";
  static final String END_TIME = "end_time";
  static final String QUANTITY = "quantity";
  static final String COUNT = "count";
  static final String CONNECTED_SECONDS = "connected_seconds";
  static final String CONTACT_ID = "contact_id";
  static final String RESOURCE_ID = "resource_id";
  static final String COUNTRY = "country";
  static final String NUMBER_COUNTRY = "number_country";
  static final String NUMBER_TYPE = "number_type";
  static final String UPDATED_AT = "updated_at";

  static final List<String> CONTRACT = UsageColumns.NAMES;
  static final List<String> REQUIRED = List.of(RECORD_ID, INSTANCE, USAGE_TYPE, START_TIME);
  static final Set<String> DECIMALS = Set.of(QUANTITY, CONNECTED_SECONDS);
  static final Set<String> TIMES = Set.of(START_TIME, END_TIME, UPDATED_AT);

  private static final DateTimeFormatter WHOLE_SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT);

  private Columns() {}

  static boolean isContract(String column) {
    return CONTRACT.contains(column);
  }

  /** What a condition sees of a column, or null where the record does not give it. */
  static @Nullable String text(UsageRecord record, String column) {
    return Texts.given(
        switch (column) {
          case RECORD_ID -> record.recordId();
          case ACCOUNT -> record.account();
          case INSTANCE -> record.instance();
          case USAGE_TYPE -> record.usageType();
          case START_TIME -> text(record.startTime());
          case END_TIME -> text(record.endTime());
          case QUANTITY -> text(record.quantity());
          case COUNT -> Long.toString(record.count());
          case CONNECTED_SECONDS -> text(record.connected());
          case CONTACT_ID -> record.contactId();
          case RESOURCE_ID -> record.resourceId();
          case COUNTRY -> record.country();
          case NUMBER_COUNTRY -> record.numberCountry();
          case NUMBER_TYPE -> record.numberType();
          case UPDATED_AT -> text(record.updatedAt());
          default -> record.attributes().get(column);
        });
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null
        ? null
        : WHOLE_SECONDS.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
  }

  static @Nullable String text(@Nullable BigDecimal number) {
    if (number == null) {
      return null;
    }
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
