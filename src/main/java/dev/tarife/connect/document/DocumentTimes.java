package dev.tarife.connect.document;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as microseconds since 1970 in UTC: a contact record has whole seconds, events fewer. */
public final class DocumentTimes {
  /** No time, or none that is plausible. */
  public static final long NONE = Long.MIN_VALUE;

  public static final long SECOND = 1_000_000L;
  public static final String OUTSIDE =
      "is not an ISO 8601 time in the years 2000 to 2100 with at most 6 decimals of a second";

  /** How contact records write a time; 0 is any digit. */
  private static final String PLAIN = "0000-00-00T00:00:00Z";

  private static final long EARLIEST = micros(LocalDate.of(2000, 1, 1), LocalTime.MIN, 0);
  private static final long LATEST = micros(LocalDate.of(2101, 1, 1), LocalTime.MIN, 0);
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})"
              + "(?:[T ]([01]\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d)(?:\\.(\\d{1,6})0{0,3})?)?"
              + "(Z|[+-](?:0\\d|1[0-4])(?::?[0-5]\\d)?)?)?");

  private DocumentTimes() {}

  /** Parses ISO 8601; no offset means UTC. */
  public static long parse(String text) {
    long time = isPlain(text) ? plain(text) : any(text);
    return time >= EARLIEST && time < LATEST ? time : NONE;
  }

  /** Whether it is written as contact records write it: 2024-05-01T10:00:00Z. */
  private static boolean isPlain(String text) {
    if (text.length() != PLAIN.length()) {
      return false;
    }
    for (int i = 0; i < PLAIN.length(); i++) {
      char c = text.charAt(i);
      char as = PLAIN.charAt(i);
      if (as == '0' ? c < '0' || c > '9' : c != as) {
        return false;
      }
    }
    return true;
  }

  private static long plain(String text) {
    int month = two(text, 5);
    int day = two(text, 8);
    int hour = two(text, 11);
    int minute = two(text, 14);
    int second = two(text, 17);
    int year = two(text, 0) * 100 + two(text, 2);
    if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) {
      return NONE;
    }
    if (day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) {
      return NONE;
    }
    // Days of the civil calendar, counted from a March.
    int y = month > 2 ? year : year - 1;
    int era = Math.floorDiv(y, 400);
    int ofEra = y - era * 400;
    int ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long days = era * 146_097L + ofEra * 365L + ofEra / 4 - ofEra / 100 + ofYear - 719_468;
    return (days * 86_400 + hour * 3600L + minute * 60L + second) * SECOND;
  }

  private static int two(String text, int at) {
    return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
  }

  private static long any(String text) {
    Matcher matcher = TIME.matcher(text);
    if (text.length() > 50 || !matcher.matches()) {
      return NONE;
    }
    try {
      LocalDate day = LocalDate.parse(matcher.group(1));
      String hour = matcher.group(2);
      if (hour == null) {
        return micros(day, LocalTime.MIN, 0);
      }
      String second = matcher.group(4);
      String fraction = matcher.group(5);
      int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
      LocalTime time =
          LocalTime.of(
              Integer.parseInt(hour),
              Integer.parseInt(matcher.group(3)),
              second == null ? 0 : Integer.parseInt(second),
              nanos);
      String offset = matcher.group(6);
      return micros(day, time, offset == null ? 0 : ZoneOffset.of(offset).getTotalSeconds());
    } catch (DateTimeException e) {
      return NONE;
    }
  }

  private static long micros(LocalDate day, LocalTime time, int offset) {
    return (day.toEpochDay() * 86_400 - offset) * SECOND + time.toNanoOfDay() / 1000;
  }
}
