package dev.tarife.metering.input;

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

/** What a usage record has in its columns, as conditions and staged files see it. */
public final class Columns {
  public static final String RECORD_ID = UsageColumns.RECORD_ID;
  public static final String ACCOUNT = UsageColumns.ACCOUNT;
  public static final String INSTANCE = UsageColumns.INSTANCE;
  public static final String USAGE_TYPE = UsageColumns.USAGE_TYPE;
  public static final String START_TIME = UsageColumns.START_TIME;
  public static final String END_TIME = UsageColumns.END_TIME;
  public static final String QUANTITY = UsageColumns.QUANTITY;
  public static final String COUNT = UsageColumns.COUNT;
  public static final String CONNECTED_SECONDS = UsageColumns.CONNECTED_SECONDS;
  public static final String CONTACT_ID = UsageColumns.CONTACT_ID;
  public static final String RESOURCE_ID = UsageColumns.RESOURCE_ID;
  public static final String COUNTRY = UsageColumns.COUNTRY;
  public static final String NUMBER_COUNTRY = UsageColumns.NUMBER_COUNTRY;
  public static final String NUMBER_TYPE = UsageColumns.NUMBER_TYPE;
  public static final String UPDATED_AT = UsageColumns.UPDATED_AT;

  public static final List<String> CONTRACT = UsageColumns.NAMES;
  public static final List<String> REQUIRED = UsageColumns.REQUIRED;
  public static final Set<String> DECIMALS = UsageColumns.DECIMALS;
  public static final Set<String> TIMES = UsageColumns.TIMES;

  private static final DateTimeFormatter WHOLE_SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT);

  private Columns() {}

  public static boolean isContract(String column) {
    return UsageColumns.isNamed(column);
  }

  /** What a condition sees of a column, or null where the record does not give it. */
  public static @Nullable String text(UsageRecord record, String column) {
    return TextForms.given(
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

  public static @Nullable String text(@Nullable BigDecimal number) {
    if (number == null) {
      return null;
    }
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
