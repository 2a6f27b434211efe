package dev.tarife.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The database by itself, with minimums and prices written into a query for this one file: the same
 * total as Tarife's invoices, but no line, no check, no kind of usage beside two, no other table.
 */
final class PlainSql {
  private static final String SERVICE = "0.018 / 60";

  private PlainSql() {}

  /**
   * Prices calls.
   *
   * @param unique whether ids that are there twice are looked for
   * @param chains whether records are there twice, and minimums apply to chains
   */
  static void calls(Data data, Path file, long records, boolean unique, boolean chains)
      throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET preserve_insertion_order = false; SET memory_limit = '900MB'");
      statement.execute("SET temp_directory = '" + Benchmarks.HOME.resolve("target/benchmarks/spill") + "'");
      statement.execute("CREATE TABLE prices AS " + data.pricesQuery());
      String source = "'" + file + "'";
      Cases.Watch watch = Cases.Watch.start();
      if (unique) {
        statement.execute(
            "CREATE TABLE repeated AS SELECT h FROM (SELECT h, row_number() OVER (PARTITION BY h) AS"
                + " n FROM (SELECT hash(record_id) AS h FROM "
                + source
                + ")) WHERE n = 2");
        if (number(statement, "SELECT count(*) FROM repeated") > 0) {
          source =
              "(SELECT * FROM %1$s WHERE hash(record_id) NOT IN (SELECT h FROM repeated) UNION ALL SELECT DISTINCT * FROM %1$s WHERE hash(record_id) IN (SELECT h FROM repeated))"
                  .formatted(source);
        }
      }
      double total = total(statement, chains ? chained(source) : alone(source));
      watch.end(records, total);
    }
  }

  /** What calls count if each is counted by itself. */
  private static String alone(String source) {
    return "SELECT account, instance, usage_type, country, number_type,"
        + " sum(CASE WHEN usage_type = 'voice-inbound' THEN greatest(quantity, 10)"
        + " WHEN connected_seconds > 0 THEN greatest(connected_seconds, 10) END) AS service,"
        + " sum(CASE WHEN connected_seconds > 0 THEN greatest(connected_seconds, 60) END) AS telephony"
        + " FROM "
        + source
        + " GROUP BY ALL";
  }

  /** What chains count; telephony of outbound calls is counted call by call. */
  private static String chained(String source) {
    return "SELECT account, instance, usage_type, country, number_type,"
        + " sum(greatest(service, 10)) AS service, sum(CASE WHEN usage_type = 'voice-inbound' THEN"
        + " greatest(connected, 60) ELSE single END) AS telephony FROM (SELECT account, instance,"
        + " usage_type, country, number_type, contact_id, sum(CASE WHEN usage_type ="
        + " 'voice-inbound' THEN quantity ELSE connected_seconds END) AS service,"
        + " sum(connected_seconds) AS connected, sum(greatest(connected_seconds, 60)) AS single FROM "
        + source
        + " GROUP BY ALL) GROUP BY ALL";
  }

  private static double total(Statement statement, String sums) throws SQLException {
    statement.execute("CREATE TABLE sums AS " + sums);
    statement.execute(
        "CREATE TABLE priced AS SELECT account, sum(service) * "
            + SERVICE
            + " AS service, sum(telephony * price) AS telephony FROM sums s LEFT JOIN prices p ON"
            + " p.instance = s.instance AND p.country = s.country AND coalesce(p.number_type,"
            + " s.number_type) = s.number_type AND p.charge = CASE usage_type WHEN 'voice-inbound' THEN 'telephony-inbound' ELSE"
            + " 'telephony-outbound' END GROUP BY account");
    try (ResultSet rows = statement.executeQuery("SELECT sum(service + coalesce(telephony, 0)) FROM priced")) {
      rows.next();
      return rows.getDouble(1);
    }
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
