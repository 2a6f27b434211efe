package dev.tarife.duckdb;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Properties;
import java.util.stream.Collectors;

/** How values get safely into SQL, and messages out of the database. */
public final class Duck {
  private Duck() {}

  /** A database in memory that fetches nothing from elsewhere. */
  public static Connection connect(Properties more) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.putAll(more);
    return DriverManager.getConnection("jdbc:duckdb:", settings);
  }

  public static Connection connect() throws SQLException {
    return connect(new Properties());
  }

  /** A text as a literal. */
  public static String text(String value) {
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("A text holds the character 0.");
    }
    return "'" + value.replace("'", "''") + "'";
  }

  /** A name of a column or table. */
  public static String name(String value) {
    return '"' + value.replace("\"", "\"\"") + '"';
  }

  public static String texts(Collection<String> values) {
    return values.stream().map(Duck::text).collect(Collectors.joining(", ", "(", ")"));
  }

  public static String parquet(Collection<Path> paths) {
    return "read_parquet("
        + paths.stream()
            .map(path -> text(path.toAbsolutePath().toString()))
            .collect(Collectors.joining(", ", "[", "]"))
        + ", hive_partitioning = false, binary_as_string = true)";
  }

  /** The first line of what the database says. */
  public static String message(SQLException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
