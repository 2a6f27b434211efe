package dev.tarife.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tarife.duckdb.Database;
import dev.tarife.model.FaultException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContactSqlTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void fullDiskIsNoFaultOfTheDatabase() throws SQLException {
    try (ContactSql sql = ContactSql.open(folder, new Database.Limits("1GB", 1))) {
      sql.execute("SET memory_limit = '20MB'");
      sql.execute("SET max_temp_directory_size = '1MB'");
      assertThatExceptionOfType(FaultException.class)
          .isThrownBy(
              () ->
                  sql.execute(
                      "CREATE TEMP TABLE t AS SELECT hash(i) || '-' || hash(i + 1) AS x FROM"
                          + " range(3000000) r(i)"))
          .satisfies(
              fault ->
                  assertThat(fault.findings().toString())
                      .contains(folder.toString(), "make room", "java.io.tmpdir"));
    }
  }
}
