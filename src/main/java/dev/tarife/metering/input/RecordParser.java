package dev.tarife.metering.input;

import dev.tarife.model.UsageRecord;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses a {@link UsageRecord} from column values, and lists every violation of the contract. */
public final class RecordParser {
  static final String TIME =
      "(\\d{4}-\\d{2}-\\d{2})"
          + "(?:[T ]([01]\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d)(?:\\.(\\d{1,9}))?)?"
          + "(Z|[+-](?:0\\d|1[0-4])(?::?[0-5]\\d)?)?)?";
  static final String DECIMAL = "-?[0-9]{1,30}(\\.[0-9]{1,9})?";
  static final String COUNT = "[0-9]{1,12}(\\.0{1,9})?";

  /** Nothing plausible is larger, and sums stay exact below it. */
  static final BigDecimal MOST = BigDecimal.TEN.pow(15);

  static final long MOST_COUNT = 1_000_000_000L;
  static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  static final Instant LATEST = Instant.parse("2101-01-01T00:00:00Z");

  private static final Pattern TIMES = Pattern.compile(TIME);
  private static final Pattern DECIMALS = Pattern.compile(DECIMAL);
  private static final Pattern COUNTS = Pattern.compile(COUNT);
  private static final Pattern LONG_DECIMAL = Pattern.compile("-?[0-9]+\\.[0-9]{10,}");

  /** A fault and its fix. */
  public record Fault(String what, String fix) {}

  private final List<Fault> faults = new ArrayList<>();

  /** What was wrong with the texts parsed last. */
  public List<Fault> faults() {
    return faults;
  }

  /** The record, or null if {@link #faults()} has any. */
  public @Nullable UsageRecord parse(Map<String, String> texts) {
    faults.clear();
    for (String column : Columns.REQUIRED) {
      if (TextForms.given(texts.get(column)) == null) {
        fault(column + " is empty", "every record needs it");
      }
    }
    Instant start = time(texts, Columns.START_TIME);
    Instant end = time(texts, Columns.END_TIME);
    BigDecimal quantity = decimal(texts, Columns.QUANTITY);
    BigDecimal connected = decimal(texts, Columns.CONNECTED_SECONDS);
    long count = count(texts);
    Instant updated = time(texts, Columns.UPDATED_AT);
    if (!faults.isEmpty() || start == null) {
      return null;
    }
    SortedMap<String, String> attributes = new TreeMap<>();
    texts.forEach(
        (column, value) -> {
          if (!value.isEmpty() && !Columns.isContract(column)) {
            attributes.put(column, value);
          }
        });
    UsageRecord record =
        new UsageRecord(
            text(texts, Columns.RECORD_ID),
            TextForms.given(texts.get(Columns.ACCOUNT)),
            text(texts, Columns.INSTANCE),
            text(texts, Columns.USAGE_TYPE),
            start,
            end,
            quantity,
            count,
            connected,
            TextForms.given(texts.get(Columns.CONTACT_ID)),
            TextForms.given(texts.get(Columns.RESOURCE_ID)),
            TextForms.given(texts.get(Columns.COUNTRY)),
            TextForms.given(texts.get(Columns.NUMBER_COUNTRY)),
            TextForms.given(texts.get(Columns.NUMBER_TYPE)),
            updated,
            attributes);
    faults.addAll(faults(record));
    return faults.isEmpty() ? record : null;
  }

  /** What of the contract a record breaks, wherever it comes from. */
  public static List<Fault> faults(UsageRecord record) {
    List<Fault> faults = new ArrayList<>();
    if (record.recordId().isEmpty()) {
      faults.add(new Fault("record_id is empty", "every record needs it"));
    }
    checkTime(faults, Columns.START_TIME, record.startTime());
    checkTime(faults, Columns.END_TIME, record.endTime());
    checkTime(faults, Columns.UPDATED_AT, record.updatedAt());
    if (record.endTime() != null && record.endTime().isBefore(record.startTime())) {
      faults.add(
          new Fault(
              "end_time ("
                  + record.endTime()
                  + ") is before start_time ("
                  + record.startTime()
                  + ")",
              "swap them, or fix the offset"));
    }
    checkDecimal(faults, Columns.QUANTITY, record.quantity());
    checkDecimal(faults, Columns.CONNECTED_SECONDS, record.connectedSeconds());
    if (record.count() < 1 || record.count() > MOST_COUNT) {
      faults.add(
          new Fault(
              "count (" + record.count() + ") is not between 1 and " + MOST_COUNT,
              "write how many occurrences the record stands for"));
    } else if (record.count() > 1 && TextForms.given(record.contactId()) != null) {
      faults.add(
          new Fault(
              "count (" + record.count() + ") is above 1 in a record with a contact_id",
              "a record of a call chain stands for one occurrence; leave one of the two out"));
    }
    return faults;
  }

  private static void checkTime(List<Fault> faults, String column, @Nullable Instant time) {
    if (time != null && (time.isBefore(EARLIEST) || !time.isBefore(LATEST))) {
      faults.add(
          new Fault(column + " (" + time + ") is outside the years 2000 to 2100", "fix the year"));
    }
  }

  private static void checkDecimal(List<Fault> faults, String column, @Nullable BigDecimal value) {
    if (value == null) {
      return;
    }
    if (value.signum() < 0) {
      faults.add(new Fault(column + " (" + value + ") is negative", "write 0 or more"));
    } else if (value.compareTo(MOST) > 0) {
      faults.add(
          new Fault(
              column + " (" + value + ") is above " + MOST.toPlainString(), "fix the number"));
    } else if (value.scale() > 9 && value.stripTrailingZeros().scale() > 9) {
      faults.add(
          new Fault(
              column + " (" + value + ") has more than 9 decimals", "round it to 9 decimals"));
    }
  }

  private @Nullable Instant time(Map<String, String> texts, String column) {
    String text = TextForms.given(texts.get(column));
    if (text == null) {
      return null;
    }
    Instant time = time(text);
    if (time == null) {
      fault(
          column + " (" + text + ") is not an ISO 8601 time",
          "write it as 2024-05-01T10:00:00Z, with an offset if not in UTC");
    }
    return time;
  }

  /** An ISO 8601 time; without an offset in UTC, without a time of day at 00:00. */
  static @Nullable Instant time(String text) {
    Matcher matcher = TIMES.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    try {
      LocalDate day = LocalDate.parse(matcher.group(1));
      String hour = matcher.group(2);
      if (hour == null) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      String second = matcher.group(4);
      String fraction = matcher.group(5);
      LocalTime time =
          LocalTime.of(
              Integer.parseInt(hour),
              Integer.parseInt(matcher.group(3)),
              second == null ? 0 : Integer.parseInt(second),
              fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9)));
      String offset = matcher.group(6);
      return OffsetDateTime.of(day, time, offset == null ? ZoneOffset.UTC : ZoneOffset.of(offset))
          .toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private @Nullable BigDecimal decimal(Map<String, String> texts, String column) {
    String text = TextForms.given(texts.get(column));
    if (text == null) {
      return null;
    }
    if (DECIMALS.matcher(text).matches()) {
      return new BigDecimal(text);
    }
    if (LONG_DECIMAL.matcher(text).matches()) {
      fault(column + " (" + text + ") has more than 9 decimals", "round it to 9 decimals");
    } else {
      fault(column + " (" + text + ") is not a number", "write it as 12.5, without separators");
    }
    return null;
  }

  private long count(Map<String, String> texts) {
    String text = TextForms.given(texts.get(Columns.COUNT));
    if (text == null) {
      return 1;
    }
    if (!COUNTS.matcher(text).matches()) {
      fault(
          "count (" + text + ") is not a whole number from 1 to " + MOST_COUNT,
          "write how many occurrences the record stands for");
      return 1;
    }
    return new BigDecimal(text).longValueExact();
  }

  private static String text(Map<String, String> texts, String column) {
    String text = texts.get(column);
    return text == null ? "" : text;
  }

  private void fault(String what, String fix) {
    faults.add(new Fault(what, fix));
  }
}
