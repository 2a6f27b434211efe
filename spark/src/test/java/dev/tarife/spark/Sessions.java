package dev.tarife.spark;

import org.apache.spark.sql.SparkSession;

/** The local session that tests share: starting one takes seconds. */
final class Sessions {
  private Sessions() {}

  private static final class Held {
    static final SparkSession LOCAL =
        SparkSession.builder()
            .master("local[2]")
            .appName("tests")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.default.parallelism", "2")
            .getOrCreate();
  }

  static SparkSession local() {
    return Held.LOCAL;
  }
}
