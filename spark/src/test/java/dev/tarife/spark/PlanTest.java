package dev.tarife.spark;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The plan by which rows are handed over is the one that {@code docs/spark.md} shows. */
final class PlanTest {
  private static Dataset<Row> rows() {
    return Sessions.local()
        .range(0, 1_000, 1, 4)
        .select(col("id").mod(7).cast("int").as(StagedRows.BUCKET), col("id").as("line"));
  }

  private static String plan(Dataset<Row> rows) {
    return rows.queryExecution().executedPlan().toString();
  }

  @Test
  void fewFilesAreWrittenWithoutShuffle() throws Exception {
    assertThat(plan(RatingJob.spread(rows(), 7))).doesNotContain("Exchange");
    assertThat(page()).contains("no shuffle");
  }

  @Test
  void bucketsOfManyFilesAreRebalanced() throws Exception {
    String plan = plan(RatingJob.spread(rows(), 5_000));
    assertThat(plan)
        .contains("AdaptiveSparkPlan")
        .contains("Exchange hashpartitioning(tarife_bucket#")
        .contains("REBALANCE_PARTITIONS_BY_COL");
    assertThat(page())
        .contains("Exchange hashpartitioning(tarife_bucket", "REBALANCE_PARTITIONS_BY_COL");
  }

  /** A bucket of nearly all rows is still written by several tasks. */
  @Test
  void bigBucketIsWrittenByManyTasks() throws Exception {
    Path folder = Files.createTempDirectory("plan");
    folder.toFile().deleteOnExit();
    List<String> before =
        List.of(Sessions.local().conf().get("spark.sql.adaptive.advisoryPartitionSizeInBytes"));
    Sessions.local().conf().set("spark.sql.adaptive.advisoryPartitionSizeInBytes", "20KB");
    try {
      Dataset<Row> skewed =
          Sessions.local()
              .range(0, 40_000, 1, 8)
              .selectExpr(
                  "CAST(CASE WHEN id % 10 < 9 THEN 3 ELSE id % 10 END AS INT) AS "
                      + StagedRows.BUCKET,
                  "uuid() AS line");
      RatingJob.spread(skewed, 5_000)
          .write()
          .mode("overwrite")
          .partitionBy(StagedRows.BUCKET)
          .parquet(folder.toString());
      try (var files = Files.list(folder.resolve(StagedRows.BUCKET + "=3"))) {
        assertThat(files.filter(file -> file.toString().endsWith(".parquet")).count())
            .isGreaterThan(3);
      }
    } finally {
      Sessions.local().conf().set("spark.sql.adaptive.advisoryPartitionSizeInBytes", before.get(0));
    }
  }

  private static String page() throws Exception {
    return Files.readString(Checkout.HOME.resolve("docs/spark.md"));
  }
}
