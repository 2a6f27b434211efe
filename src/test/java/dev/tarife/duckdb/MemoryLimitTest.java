package dev.tarife.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.model.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryLimitTest {
  @Test
  void isWhatTheEnvironmentSays() {
    assertThat(MemoryLimit.of("2GB", "1GB")).isEqualTo("2GB");
    assertThat(MemoryLimit.of("", "1GB")).isEqualTo("1GB");
    assertThat(MemoryLimit.of(null, "1GB")).isEqualTo("1GB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "lots", "-1GB", "0MB", "2 GB", "1gb", "9999999MB", "1GB; SELECT 1"})
  void refusesWhatIsNoAmount(String said) {
    assertThatThrownBy(() -> MemoryLimit.of(said, "1GB"))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("TARIFE_MEMORY: the amount of memory (" + said + ") is none");
  }
}
