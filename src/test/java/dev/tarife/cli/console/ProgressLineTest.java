package dev.tarife.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.ProgressLines;
import dev.tarife.billing.Progress.Step;
import dev.tarife.duckdb.Gauge;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
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
      progress.accounts(1_000, 5_000, 5_000);
      progress.metered(Gauge.Pass.METER, 1_000, 2_000);
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
  void metersPassAfterPass() {
    try (ProgressLine progress = new ProgressLine(false, err, clock)) {
      progress.accounts(1, 100, 4_000);
      clock.move(10);
      progress.accounts(10, 1_000, 4_000);
      progress.metered(Gauge.Pass.READ, 0, 450_000_000);
      clock.move(10);
      progress.metered(Gauge.Pass.READ, 150_000_000, 450_000_000);
      progress.metered(Gauge.Pass.COMPARE, 100, 9_000_000);
      clock.move(10);
      progress.metered(Gauge.Pass.COMPARE, 3_000_000, 9_000_000);
      progress.metered(Gauge.Pass.METER, 100, 9_000_000);
      clock.move(10);
      progress.metered(Gauge.Pass.METER, 6_000_000, 9_000_000);
      progress.metered(Gauge.Pass.COUNT, 8_000_000, 9_000_000);
      // Less than before: the pass is made once more.
      progress.metered(Gauge.Pass.COUNT, 1_000, 9_000_000);
      clock.move(20);
      progress.metered(Gauge.Pass.COUNT, 9_000_000, 9_000_000);
    }
    assertThat(told.toString().lines())
        .containsExactly(
            "10 accounts read, 1 a second, 30 s left",
            "150 of 450 MB of usage read, 15 MB a second, 20 s left",
            "3,000,000 of 9,000,000 records compared, 300,000 a second, 20 s left",
            "6,000,000 of 9,000,000 records metered, 600,000 a second, 5 s left",
            "9,000,000 of 9,000,000 records counted, 450,000 a second");
  }

  @Test
  void everyStepHasItsPlaceAmongThoseOfTheRun() {
    try (ProgressLine progress = new ProgressLine(false, err, clock)) {
      progress.begins(EnumSet.of(Step.RATE, Step.ACCOUNTS, Step.READ, Step.METER, Step.COUNT));
      progress.accounts(1, 100, 4_000);
      clock.move(10);
      progress.accounts(10, 1_000, 4_000);
      progress.metered(Gauge.Pass.METER, 100, 9_000_000);
      clock.move(10);
      progress.metered(Gauge.Pass.METER, 6_000_000, 9_000_000);
      // Nothing was to be counted.
      progress.rated(1, 4_000);
      clock.move(10);
      progress.rated(1_000, 4_000);
    }
    assertThat(told.toString().lines())
        .containsExactly(
            "1 of 5 · 10 accounts read, 1 a second, at least 30 s left",
            "3 of 5 · 6,000,000 of 9,000,000 records metered, 600,000 a second, at least 5 s left",
            "5 of 5 · 1,000 of 4,000 accounts rated, 100 a second, 30 s left");
  }

  @AfterEach
  void testsOfCommandsKnowEveryLine() {
    assertThat(ProgressLines.without(told.toString())).isEmpty();
  }

  @Test
  void noRateIsToldOfAPassThatHasOnlyBegun() {
    try (ProgressLine progress = new ProgressLine(false, err, clock)) {
      progress.metered(Gauge.Pass.METER, 100, 9_000_000);
      clock.move(10);
      progress.metered(Gauge.Pass.COUNT, 200, 9_000_000);
    }
    assertThat(told.toString().lines()).containsExactly("200 of 9,000,000 records counted");
  }

  @Test
  void onATerminalThereIsABarAndNoLine() {
    try (ProgressLine progress = new ProgressLine(true, err, clock)) {
      progress.metered(Gauge.Pass.READ, 0, 1_000_000_000);
      clock.move(1);
      progress.metered(Gauge.Pass.READ, 10_000_000, 1_000_000_000);
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
