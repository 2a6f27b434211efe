package dev.tarife.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.metering.terms.RoundingFormula;
import dev.tarife.table.MeteringRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** A minimum and increments above it, in memory and as SQL. */
class IncrementsTest {
  @Property(tries = 2000)
  void wholeIncrementsAboveTheMinimum(
      @ForAll @LongRange(min = 0, max = 100_000) long value,
      @ForAll @IntRange(max = 300) int minimum,
      @ForAll @IntRange(max = 120) int increment) {
    BigDecimal billed = billed(value, minimum, increment);
    BigDecimal least = BigDecimal.valueOf(minimum);
    assertThat(billed).isGreaterThanOrEqualTo(least.max(BigDecimal.valueOf(value)));
    if (value <= minimum) {
      assertThat(billed).isEqualByComparingTo(least);
    } else if (increment == 0) {
      assertThat(billed).isEqualByComparingTo(BigDecimal.valueOf(value));
    } else {
      assertThat(billed.subtract(least).remainder(BigDecimal.valueOf(increment))).isZero();
      assertThat(billed.subtract(BigDecimal.valueOf(value))).isLessThan(least(increment));
    }
  }

  @Property(tries = 1000)
  void aMinimumThatIsAMultipleIsAsEver(
      @ForAll @LongRange(min = 0, max = 100_000) long value,
      @ForAll @IntRange(max = 10) int steps,
      @ForAll @IntRange(min = 1, max = 120) int increment) {
    BigDecimal multiple =
        BigDecimal.valueOf(value)
            .divide(least(increment), 0, RoundingMode.CEILING)
            .multiply(least(increment));
    int minimum = steps * increment;
    assertThat(billed(value, minimum, increment))
        .isEqualByComparingTo(multiple.max(least(minimum)));
  }

  @Test
  void sqlBillsTheSame() throws SQLException {
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      statement.execute("CREATE TABLE v AS SELECT i AS v FROM range(400) r(i)");
      int[][] formulas = {{90, 60}, {30, 7}, {60, 1}, {10, 0}, {0, 60}, {0, 0}, {5, 90}, {60, 30}};
      for (int[] formula : formulas) {
        String step = formula[1] == 0 ? "1" : String.valueOf(formula[1]);
        String sql = RoundingFormula.rounded(String.valueOf(formula[0]), step, "v");
        try (ResultSet rows = statement.executeQuery("SELECT v, " + sql + " FROM v ORDER BY v")) {
          while (rows.next()) {
            assertThat(rows.getBigDecimal(2))
                .as("%s at %s/%s", rows.getLong(1), formula[0], formula[1])
                .isEqualByComparingTo(billed(rows.getLong(1), formula[0], formula[1]));
          }
        }
      }
    }
  }

  private static BigDecimal least(int value) {
    return BigDecimal.valueOf(value);
  }

  private static BigDecimal billed(long value, int minimum, int increment) {
    return MeteringRow.billed(BigDecimal.valueOf(value), least(minimum), least(increment));
  }
}
