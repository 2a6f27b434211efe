package dev.tarife.web.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Period;
import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A course has as many points as the work allows, and ends with the month. */
class MonthProgressTest {
  private static final Period FEBRUARY = new Period(YearMonth.of(2024, 2));

  @ParameterizedTest
  @CsvSource({"0, 29", "10000, 29", "40000, 10", "10000000, 4"})
  void muchUsageHasFewPoints(long records, int points) {
    assertThat(MonthProgress.days(FEBRUARY, records)).hasSize(points);
  }

  @Test
  void theLastDayIsAlwaysThere() {
    for (long records : new long[] {0, 30_000, 50_000, 90_000, 1_000_000}) {
      assertThat(MonthProgress.days(FEBRUARY, records))
          .isSorted()
          .endsWith(LocalDate.of(2024, 2, 29));
    }
  }
}
