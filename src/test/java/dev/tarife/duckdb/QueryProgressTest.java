package dev.tarife.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.duckdb.Gauge.Pass;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryProgressTest {
  private final List<String> told = new ArrayList<>();
  private final QueryProgress watch =
      QueryProgress.still((pass, done, all) -> told.add(pass + " " + done + " of " + all));
  private double percentage;

  @Test
  void tellsHowFarTheStatementIs() {
    watch.pass(Pass.METER, 2_000);
    watch.begin(() -> percentage);
    percentage = 25;
    watch.ask();
    percentage = 99.99;
    watch.ask();
    percentage = 100.5;
    watch.ask();
    assertThat(told)
        .containsExactly("METER 500 of 2000", "METER 1999 of 2000", "METER 2000 of 2000");
  }

  @Test
  void tellsNothingWhereNothingIsKnown() {
    percentage = 50;
    watch.begin(() -> percentage);
    watch.ask();
    watch.pass(Pass.METER, 2_000);
    percentage = -1;
    watch.ask();
    percentage = 50;
    watch.end();
    watch.ask();
    watch.begin(
        () -> {
          throw new SQLException("closed");
        });
    watch.ask();
    watch.ask();
    assertThat(told).isEmpty();
  }

  @Test
  void asksADatabaseThatWorks(@TempDir Path folder) throws SQLException {
    CountDownLatch asked = new CountDownLatch(1);
    try (Database database =
        Database.open(
            folder, new Database.Limits("1GB", 0), (pass, done, all) -> asked.countDown())) {
      database.pass(Pass.COUNT, 1_000_000);
      for (int i = 0; asked.getCount() > 0 && i < 10_000; i++) {
        database.run(
            "CREATE OR REPLACE TEMP TABLE t AS SELECT count(DISTINCT hash(i)) FROM range(4000000)"
                + " r(i)");
      }
      assertThat(asked.getCount()).isZero();
    }
  }
}
