package dev.tarife.benchmarks;

import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.table.PriceRow;
import dev.tarife.table.Tables;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes usage files. Every value is a hash of the record's number, so that they are always the same. */
final class Data {
  /** Accounts in the calls; most cases have ten, those called wide a hundred. */
  static final int ACCOUNTS = 10;

  static final int MANY_ACCOUNTS = 100;
  static final int REGIONS = 10;
  private static final LocalDate DAY = LocalDate.parse("2024-05-01");

  private final Path folder;
  private final Tables tables;

  Data(Path folder, Tables tables) {
    this.folder = folder;
    this.tables = tables;
  }

  /** The Regions of instances, in the order of their numbers. */
  List<String> regions() {
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

  /** Such accounts as a file, with so many instances each. */
  Path accountLines(int count, int instancesEach) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("accounts-" + count + "-" + instancesEach + ".jsonl");
    if (!Files.exists(file)) {
      List<String> regions = regions();
      Path draft = folder.resolve("draft-accounts.jsonl");
      try (BufferedWriter out = Files.newBufferedWriter(draft)) {
        for (int i = 0; i < count; i++) {
          StringBuilder line = new StringBuilder();
          for (int r = 0; r < instancesEach; r++) {
            line.append(r == 0 ? "" : ", ")
                .append("{\"id\": \"i%d-%d\", \"region\": \"%s\"}".formatted(i, r, regions.get(r)));
          }
          out.write("{\"account\": \"a%d\", \"currency\": \"USD\", \"instances\": [%s]}\n".formatted(i, line));
        }
      }
      Files.move(draft, file);
    }
    return file;
  }

  /** Calls, most in few Regions and countries; where there are chains, every third has two segments. */
  private String calls(long records, int accounts, boolean chains) {
    String contact = chains ? "(i * 3 // 4)" : "i";
    return ("SELECT 'r-' || lpad(CAST(i AS VARCHAR), 12, '0') AS record_id,"
            + " 'a' || hash(c, 1) %% %4$d AS account,"
            + " 'i' || hash(c, 1) %% %4$d || '-' || CAST(floor(10 * pow(hash(c, 2) %% 1000 / 1000, 3)) AS INTEGER) AS instance,"
            + " CASE WHEN hash(c, 3) %% 4 = 0 THEN 'voice-outbound' ELSE 'voice-inbound' END AS usage_type,"
            + " TIMESTAMPTZ '2024-05-01 00:00:00+00' + to_seconds(CAST(i * 2678399 // %1$d AS BIGINT)) AS start_time,"
            + " CAST(hash(i, 5) %% 900 AS BIGINT) AS quantity,"
            + " CAST(1 + hash(i, 6) %% 800 AS BIGINT) AS connected_seconds,"
            + (chains ? " 'contact-' || lpad(CAST(c AS VARCHAR), 12, '0') AS contact_id," : "")
            + " (%2$s)[1 + CAST(floor(240 * pow(hash(c, 7) %% 1000000 / 1000000, 6)) AS BIGINT)] AS country,"
            + " CASE WHEN hash(c, 8) %% 3 = 0 THEN 'toll-free' ELSE 'did' END AS number_type"
            + " FROM (SELECT i, %3$s AS c FROM range(%1$d) t(i))")
        .formatted(records, countries(), contact, accounts);
  }

  Path calls(long records, String format) throws SQLException, IOException {
    return copy("calls-" + named(records), format, calls(records, ACCOUNTS, false));
  }

  /** Spread so widely that every few dozen records are a fact of their own. */
  Path wide(long records) throws SQLException, IOException {
    return copy("wide-" + named(records), "parquet", calls(records, MANY_ACCOUNTS, false));
  }

  /** With chains, and a hundredth of the records a second time. */
  Path chains(long records) throws SQLException, IOException {
    Path once =
        copy("chains-once-" + named(records), "parquet", calls(records, ACCOUNTS, true));
    return copy(
        "chains-" + named(records),
        "parquet",
        "SELECT * FROM '%1$s' UNION ALL SELECT * FROM '%1$s' WHERE hash(record_id) %% 100 = 0"
            .formatted(once));
  }

  /** A folder of contact records, their account and its numbers. */
  Path contacts(long documents, boolean zipped) throws IOException {
    Files.createDirectories(folder);
    return ContactData.make(folder, documents, zipped);
  }

  private static String named(long records) {
    return records % 1_000_000 == 0 ? records / 1_000_000 + "M" : records / 1000 + "k";
  }

  /** One account: recordings of 2,000 agents, and endpoints of campaigns. */
  Path oneAccount(long intervals, long endpoints) throws SQLException, IOException {
    return copy(
        "one-account-" + named(intervals + endpoints),
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

  /** Small accounts: one record of each of thirty usage types. */
  Path manyAccounts(int accounts) throws SQLException, IOException {
    String types =
        Stream.of(
                ("in-app-call web-call screen-share chat-message sms-message apple-message"
                        + " guided-chat-message guide-message task task-transfer case"
                        + " voice-id-watchlist speech-analytics chat-analytics profile"
                        + " profile-connect-only q-agent voice-id-enrollment voice-id-authentication"
                        + " voice-id-fraud-detection agent-evaluation screen-recording"
                        + " agent-schedule forecast-contact campaign-endpoint voice-inbound"
                        + " voice-outbound voice-api-outbound voice-campaign external-transfer")
                    .split(" "))
            .map(type -> "'" + type + "'")
            .collect(Collectors.joining(", ", "[", "]"));
    return copy(
        "many-accounts-" + accounts,
        "parquet",
        ("SELECT *, CASE WHEN usage_type = 'screen-recording' THEN start_time + to_seconds(600) END"
                + " AS end_time, CASE WHEN usage_type LIKE 'voice%%bound' OR usage_type IN"
                + " ('voice-campaign', 'external-transfer') THEN 'US' END AS country,"
                + " CASE WHEN usage_type = 'voice-inbound' THEN 'did' END AS number_type FROM (SELECT"
                + " 'r-' || i AS record_id, 'a' || i // 30 AS account,"
                + " 'i' || i // 30 || '-' || i %% 2 AS instance, (%s)[1 + i %% 30] AS usage_type,"
                + " TIMESTAMPTZ '2024-05-01 00:00:00+00' + to_seconds(CAST(hash(i) %% 2600000 AS"
                + " BIGINT)) AS start_time, CAST(hash(i, 5) %% 900 AS BIGINT) AS quantity,"
                + " CAST(1 + hash(i, 6) %% 800 AS BIGINT) AS connected_seconds,"
                + " 'x-' || i AS resource_id FROM range(%d) t(i))")
            .formatted(types, 30L * accounts));
  }

  /** What a minute of calls costs; the number type is null where it decides nothing. */
  record Price(String charge, int region, String country, String numberType, BigDecimal minute) {}

  /** The prices of calls, from the tables: of each Region, country and number type. */
  List<Price> prices() {
    List<Price> prices = new ArrayList<>();
    for (int region = 0; region < REGIONS; region++) {
      for (String country : tables.catalogue().countries().keySet().stream().limit(240).toList()) {
        add(prices, "telephony-inbound", region, country, "did");
        add(prices, "telephony-inbound", region, country, "toll-free");
        add(prices, "telephony-outbound", region, country, null);
      }
    }
    return prices;
  }

  private void add(List<Price> prices, String charge, int region, String country, String type) {
    List<PriceRow> found = tables.card().find(charge, regions().get(region), country, type, null, DAY);
    if (!found.isEmpty()) {
      prices.add(new Price(charge, region, country, type, found.get(0).unitPrice().value()));
    }
  }

  /** The prices of calls as a query: charge, instance, country, number_type, price a second. */
  String pricesQuery() {
    String rows =
        prices().stream()
            .map(
                price ->
                    "('%s', %d, '%s', %s, %s)"
                        .formatted(
                            price.charge(),
                            price.region(),
                            price.country(),
                            price.numberType() == null ? "NULL" : "'" + price.numberType() + "'",
                            price.minute()))
            .collect(Collectors.joining(", "));
    return "SELECT charge, 'i' || a || '-' || r AS instance, country, number_type, price / 60 AS"
        + " price FROM (VALUES "
        + rows
        + ") p(charge, r, country, number_type, price), range("
        + ACCOUNTS
        + ") t(a)";
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
