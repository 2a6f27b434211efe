package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Duck;
import dev.tarife.metering.input.HashSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Finds hashes that are there twice. Memory holds those of one pass at a time; where there are
 * several passes, the rows are hashed once, into a file.
 */
public final class RepeatedHashes {
  private final HashSettings tuning;
  private final Database database;

  public RepeatedHashes(HashSettings tuning, Database database) {
    this.tuning = tuning;
    this.database = database;
  }

  /**
   * Makes a table of them, with the column {@code h}; gives how many there are.
   *
   * @param column whose hashes are compared
   * @param source the rows, of which there are at most {@code rows}
   */
  public long find(String table, String column, String source, long rows)
      throws SQLException, IOException {
    String hashes = "(SELECT " + tuning.hash(column) + " AS h FROM " + source + ")";
    long passes = tuning.passes(rows);
    if (passes == 1) {
      return database.run("CREATE OR REPLACE TEMP TABLE " + table + " AS" + twice(hashes));
    }
    Path file = database.folder().resolve("hashes.parquet").toAbsolutePath();
    database.run(
        "COPY "
            + hashes
            + " TO "
            + Duck.text(file.toString())
            + " (FORMAT parquet, COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 1)");
    database.run("CREATE OR REPLACE TEMP TABLE " + table + " (h UBIGINT)");
    long found = 0;
    for (long pass = 0; pass < passes; pass++) {
      String some = "(SELECT h FROM " + Duck.text(file.toString()) + ")";
      found +=
          database.run(
              "INSERT INTO " + table + twice(some + " WHERE h % " + passes + " = " + pass));
    }
    Files.delete(file);
    return found;
  }

  /** A window costs half of what groups do, and needs half of their memory. */
  private static String twice(String hashes) {
    return " SELECT h FROM (SELECT h, row_number() OVER (PARTITION BY h) AS n FROM "
        + hashes
        + ") WHERE n = 2";
  }
}
