package dev.tarife.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TerminalTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0",
        "999|999",
        "1000|1,000",
        "1234567.8901|1,234,567.8901",
        "-123|-123",
        "-1234.5|-1,234.5",
        "0.0048|0.0048"
      })
  void setsThousandsApart(String decimal, String shown) {
    assertThat(TerminalText.grouped(decimal)).isEqualTo(shown);
  }
}
