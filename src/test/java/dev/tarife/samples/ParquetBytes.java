package dev.tarife.samples;

import dev.tarife.model.UsageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Usage records as a Parquet file. */
final class ParquetBytes {
  private ParquetBytes() {}

  /** Times are timestamps in UTC, seconds and counts decimals, all else texts. */
  static byte[] of(List<UsageRecord> records) {
    try {
      Path folder = Files.createTempDirectory("tarife-samples");
      Path csv = folder.resolve("usage.csv");
      Path parquet = folder.resolve("usage.parquet");
      try {
        Files.writeString(csv, UsageTexts.csv(records));
        write(csv, parquet);
        return Files.readAllBytes(parquet);
      } finally {
        Files.deleteIfExists(parquet);
        Files.deleteIfExists(csv);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB does not write the records.", e);
    }
  }

  private static void write(Path csv, Path parquet) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 1");
      statement.execute(
          "COPY (SELECT record_id, instance, usage_type, CAST(start_time AS TIMESTAMP) AS start_time,"
              + " CAST(end_time AS TIMESTAMP) AS end_time, CAST(quantity AS DECIMAL(18, 3)) AS"
              + " quantity, resource_id FROM read_csv("
              + literal(csv)
              + ", header = true, all_varchar = true)) TO "
              + literal(parquet)
              + " (FORMAT parquet, COMPRESSION zstd)");
    }
  }

  private static String literal(Path path) {
    return "'" + path.toAbsolutePath().toString().replace("'", "''") + "'";
  }
}
