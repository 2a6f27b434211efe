package dev.tarife.benchmarks;

import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.table.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes usage files. Every value is a hash of the record's number, so that they are always the same. */
final class Data {
  static final int ACCOUNTS = 100;
  static final int REGIONS = 10;

  private final Path folder;
  private final Tables tables;

  Data(Path folder, Tables tables) {
    this.folder = folder;
    this.tables = tables;
  }

  private List<String> regions() {
    return tables.catalogue().regions().keySet().stream().limit(REGIONS).toList();
  }

  private String countries() {
    return tables.catalogue().countries().keySet().stream()
        .limit(240)
        .map(code -> "'" + code + "'")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** Accounts with an instance in each Region, in the data {@code aN} and {@code iN-R}. */
  List<Account> accounts(int count) {
    List<Account> accounts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Instance> instances = new ArrayList<>();
      for (int r = 0; r < REGIONS; r++) {
        instances.add(new Instance("i" + i + "-" + r, regions().get(r)));
      }
      accounts.add(Account.of("a" + i, "USD", instances.toArray(new Instance[0])));
    }
    return accounts;
  }

  /** Calls, most of them in few Regions and countries. Contacts are numbered so that every third has two segments, where there are chains. */
  private String calls(long records, boolean chains) {
    String contact = chains ? "(i * 3 // 4)" : "i";
    return ("SELECT 'r-' || lpad(CAST(i AS VARCHAR), 12, '0') AS record_id,"
            + " 'a' || hash(c, 1) %% 100 AS account,"
            + " 'i' || hash(c, 1) %% 100 || '-' || CAST(floor(10 * pow(hash(c, 2) %% 1000 / 1000, 3)) AS INTEGER) AS instance,"
            + " CASE WHEN hash(c, 3) %% 4 = 0 THEN 'voice-outbound' ELSE 'voice-inbound' END AS usage_type,"
            + " TIMESTAMPTZ '2024-05-01 00:00:00+00' + to_seconds(CAST(i * 2678399 // %d AS BIGINT)) AS start_time,"
            + " CAST(hash(i, 5) %% 900 AS BIGINT) AS quantity,"
            + " CAST(1 + hash(i, 6) %% 800 AS BIGINT) AS connected_seconds,"
            + (chains ? " 'contact-' || lpad(CAST(c AS VARCHAR), 12, '0') AS contact_id," : "")
            + " (%s)[1 + CAST(floor(240 * pow(hash(c, 7) %% 1000000 / 1000000, 6)) AS BIGINT)] AS country,"
            + " CASE WHEN hash(c, 8) %% 3 = 0 THEN 'toll-free' ELSE 'did' END AS number_type"
            + " FROM (SELECT i, %s AS c FROM range(%d) t(i))")
        .formatted(records, countries(), contact, records);
  }

  Path voice(long records, String format) throws SQLException, IOException {
    return copy("voice-" + records / 1_000_000, format, calls(records, false));
  }

  /** With chains, and a hundredth of the records a second time. */
  Path chains(long records) throws SQLException, IOException {
    Path once = copy("chains-once-" + records / 1_000_000, "parquet", calls(records, true));
    return copy(
        "chains-" + records / 1_000_000,
        "parquet",
        "SELECT * FROM '%1$s' UNION ALL SELECT * FROM '%1$s' WHERE hash(record_id) %% 100 = 0"
            .formatted(once));
  }

  /** One account: recordings of 2,000 agents, and endpoints of campaigns. */
  Path oneAccount(long intervals, long endpoints) throws SQLException, IOException {
    return copy(
        "one-account-" + (intervals + endpoints) / 1_000_000,
        "parquet",
        ("SELECT 'r-' || i AS record_id, 'i0-' || hash(i %% 2000) %% 10 AS instance,"
                + " 'screen-recording' AS usage_type, TIMESTAMPTZ '2024-05-01 00:00:00+00' +"
                + " to_seconds(CAST(i * 2600000 // %1$d AS BIGINT)) AS start_time,"
                + " TIMESTAMPTZ '2024-05-01 00:00:00+00' + to_seconds(CAST(i * 2600000 // %1$d + hash(i) %% 900"
                + " AS BIGINT)) AS end_time, 'agent-' || i %% 2000 AS resource_id FROM range(%1$d) t(i)"
                + " UNION ALL SELECT 'e-' || i, 'i0-0', 'campaign-endpoint', TIMESTAMPTZ"
                + " '2024-05-02 00:00:00+00', NULL, 'endpoint-' || hash(i, 1) %% %2$d FROM range(%2$d) t(i)")
            .formatted(intervals, endpoints));
  }

  /** Small accounts with thirty usage types each. */
  Path manyAccounts(int accounts) throws SQLException, IOException {
    String types =
        Stream.of(
                "voice-inbound in-app-call web-call screen-share chat-message sms-message apple-message"
                    .split(" "),
                "guided-chat-message guide-message task task-transfer case voice-id-watchlist".split(" "),
                "speech-analytics chat-analytics profile profile-connect-only".split(" "))
            .flatMap(Stream::of)
            .map(type -> "'" + type + "'")
            .collect(Collectors.joining(", ", "[", "]"));
    return copy(
        "many-accounts-" + accounts,
        "parquet",
        ("SELECT 'r-' || i AS record_id, 'a' || i // 30 AS account, 'i' || i // 30 || '-' || i %% 2 AS instance,"
                + " (%s)[1 + (i // 2) %% 15] AS usage_type, TIMESTAMPTZ '2024-05-01 00:00:00+00' +"
                + " to_seconds(CAST(hash(i) %% 2600000 AS BIGINT)) AS start_time, CAST(hash(i, 5) %% 900 AS BIGINT) AS quantity,"
                + " CAST(0 AS BIGINT) AS connected_seconds FROM range(%d) t(i)")
            .formatted(types, 30L * accounts));
  }

  private Path copy(String name, String format, String select) throws SQLException, IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(name + "." + format);
    if (Files.exists(file)) {
      return file;
    }
    Path draft = folder.resolve("draft." + format);
    String options =
        switch (format) {
          case "csv" -> "FORMAT csv, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%SZ'";
          case "jsonl" -> "FORMAT json, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%SZ'";
          default -> "FORMAT parquet";
        };
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'; SET preserve_insertion_order = true; SET memory_limit = '2GB'; SET temp_directory = '" + folder.resolve("spill") + "'");
      statement.execute("COPY (" + select + ") TO '" + draft + "' (" + options + ")");
    }
    return Files.move(draft, file);
  }
}
