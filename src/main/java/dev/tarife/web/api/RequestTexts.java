package dev.tarife.web.api;

import dev.tarife.bundle.BundleVersion;
import dev.tarife.bundle.Reason;
import dev.tarife.model.Period;
import dev.tarife.web.problem.ProblemException;
import java.security.Principal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what comes as text in an address or a field. */
final class RequestTexts {
  private RequestTexts() {}

  /**
   * A field that must be there.
   *
   * @throws ProblemException if it is missing or null
   */
  static <T> T there(String field, @Nullable T value) {
    if (value == null) {
      throw ProblemException.bad(field + " is missing; /openapi.json says what it must look like");
    }
    return value;
  }

  /** The same of a list, which holds no null. */
  static <T> List<T> allThere(String field, @Nullable List<@Nullable T> values) {
    List<T> all = new ArrayList<>();
    for (T value : there(field, values)) {
      all.add(there(field + "[" + all.size() + "]", value));
    }
    return all;
  }

  static Period month(@Nullable String text) {
    try {
      if (text != null && text.length() == 7) {
        return new Period(YearMonth.parse(text));
      }
    } catch (DateTimeException e) {
      // Told below.
    }
    throw ProblemException.bad("month is not written as 2024-05");
  }

  static LocalDate day(String text) {
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeException e) {
      // Told below.
    }
    throw ProblemException.bad("the day is not written as 2024-05-31");
  }

  static BundleVersion version(String text) {
    try {
      return BundleVersion.parse(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.bad("the version is not three numbers, such as 2024.6.0");
    }
  }

  static Reason reason(Principal who, @Nullable String why) {
    try {
      return new Reason(who.getName(), why == null ? "" : why);
    } catch (IllegalArgumentException e) {
      throw ProblemException.bad("why must be one line of 1 to 500 characters");
    }
  }
}
