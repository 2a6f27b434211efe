package dev.tarife.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final StringWriter told = new StringWriter();
  private final PrintWriter err = new PrintWriter(told);
  private final Hands clock = new Hands();

  /** A clock that a test moves. */
  private static final class Hands extends Clock {
    private Instant now = Instant.parse("2024-05-01T00:00:00Z");

    void move(int seconds) {
      now = now.plus(Duration.ofSeconds(seconds));
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void nothingIsToldOfAShortRun() {
    try (ProgressLine progress = new ProgressLine(false, err, clock)) {
      progress.metering(1_000_000_000);
      progress.read(1_000, 5_000, 10_000);
      clock.move(9);
      progress.read(2_000, 10_000, 10_000);
      progress.rated(1, 1);
    }
    assertThat(told.toString()).isEmpty();
  }

  @Test
  void aLineComesEveryTenSeconds() {
    try (ProgressLine progress = new ProgressLine(false, err, clock)) {
      progress.read(0, 0, 40_000_000);
      clock.move(10);
      progress.read(20_000, 10_000_000, 40_000_000);
      clock.move(5);
      progress.read(30_000, 15_000_000, 40_000_000);
      clock.move(5);
      progress.read(60_000, 40_000_000, 40_000_000);
      progress.rated(1, 4_000);
      clock.move(10);
      progress.rated(1_000, 4_000);
    }
    assertThat(told.toString().lines())
        .containsExactly(
            "20,000 contact records read, 2,000 a second, 30 s left",
            "60,000 contact records read, 3,000 a second",
            "1,000 of 4,000 accounts rated, 100 a second, 30 s left");
  }

  @Test
  void onATerminalThereIsABarAndNoLine() {
    try (ProgressLine progress = new ProgressLine(true, err, clock)) {
      progress.metering(1_000_000_000);
      progress.read(0, 0, 1_000_000_000);
      clock.move(60);
      progress.read(20_000, 10_000_000, 1_000_000_000);
      progress.rated(1, 4_000);
      clock.move(60);
      progress.rated(1_000, 4_000);
    }
    assertThat(told.toString()).isEmpty();
  }
}
