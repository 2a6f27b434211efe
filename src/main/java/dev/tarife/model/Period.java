package dev.tarife.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

/** A billing period: one calendar month in UTC (decision A-06). */
public record Period(YearMonth month) {
  /** First day. */
  public LocalDate from() {
    return month.atDay(1);
  }

  /** The day after the last. */
  public LocalDate to() {
    return month.plusMonths(1).atDay(1);
  }

  public int days() {
    return month.lengthOfMonth();
  }

  /** The first instant of the period. */
  public Instant start() {
    return from().atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The first instant after the period. */
  public Instant end() {
    return to().atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  public boolean contains(Instant time) {
    return !time.isBefore(start()) && time.isBefore(end());
  }

  /** Whether a day of it lies on or after a day. */
  public boolean endsAfter(LocalDate day) {
    return to().isAfter(day);
  }

  /** Whether a day of it lies before a day. */
  public boolean startsBefore(LocalDate day) {
    return from().isBefore(day);
  }

  public boolean contains(LocalDate day) {
    return day.getYear() == month.getYear() && day.getMonthValue() == month.getMonthValue();
  }

  /** Whether these days all lie in the month. */
  public boolean containsAll(List<LocalDate> days) {
    for (LocalDate day : days) {
      if (!contains(day)) {
        return false;
      }
    }
    return true;
  }

  /** {@code 2024-05}. */
  @Override
  public String toString() {
    return month.toString();
  }
}
