package dev.tarife.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TerminalTest {
  @Test
  void isNoneUnlessSaid() {
    assertThat(Terminal.of(new Properties(), Map.of())).isEqualTo(Terminal.NONE);
  }

  @Test
  void isPlainWhereTheReaderWantsIt() {
    Properties terminal = new Properties();
    terminal.setProperty("tarife.terminal.out", "true");
    assertThat(Terminal.of(terminal, Map.of()).colour()).isTrue();
    assertThat(Terminal.of(terminal, Map.of("NO_COLOR", "")).colour()).isTrue();
    assertThat(Terminal.of(terminal, Map.of("NO_COLOR", "1")).colour()).isFalse();
    assertThat(Terminal.of(terminal, Map.of("TERM", "dumb")).colour()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"120,120", "20,60", "9999,160", "x,100", "-5,100", "99999999,100", "'',100"})
  void hasASensibleWidth(String columns, int width) {
    Properties properties = new Properties();
    properties.setProperty("tarife.columns", columns);
    assertThat(Terminal.of(properties, Map.of()).columns()).isEqualTo(width);
  }
}
