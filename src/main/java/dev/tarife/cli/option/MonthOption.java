package dev.tarife.cli.option;

import dev.tarife.model.Period;
import java.time.DateTimeException;
import java.time.YearMonth;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a billing period from the command line. */
final class MonthOption implements ITypeConverter<Period> {
  @Override
  public Period convert(String value) {
    try {
      if (value.matches("[12][0-9]{3}-[0-9]{2}")) {
        return new Period(YearMonth.parse(value));
      }
    } catch (DateTimeException e) {
      // Told below.
    }
    throw new TypeConversionException("'" + value + "' is not a month; write one such as 2024-05");
  }
}
