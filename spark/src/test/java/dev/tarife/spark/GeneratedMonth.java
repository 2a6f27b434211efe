package dev.tarife.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * A month of many accounts, as deliveries are: in several formats and files, with records that come
 * twice or are fixed later, of nobody, of other months, and wrong in most ways that are rejected.
 */
final class GeneratedMonth {
  private static final List<String> COLUMNS =
      List.of(
          "record_id",
          "account",
          "instance",
          "usage_type",
          "start_time",
          "end_time",
          "quantity",
          "connected_seconds",
          "contact_id",
          "resource_id",
          "country",
          "number_country",
          "number_type",
          "updated_at",
          "tag:team",
          "agentname");

  private static final String[] TYPES = {
    "voice-inbound",
    "voice-outbound",
    "voice-campaign",
    "chat-message",
    "task",
    "case",
    "sms-part-outbound",
    "external-transfer",
    "web-call",
    "video",
    "guide-message",
    "q-agent",
    "profile",
    "phone-number",
    "screen-recording",
    "agent-schedule",
    "campaign-endpoint",
    "speech-analytics",
    "agent-evaluation",
    "forecast-contact",
    "morse-code"
  };
  private static final String[] COUNTRIES = {"US", "DE", "TR", "GB", "JP", "XX", ""};
  private static final String[] NUMBER_TYPES = {"did", "toll-free", "uifn", "carrier-pigeon", ""};
  private static final String[] REGIONS = {"us-west-2", "eu-central-1", "ap-northeast-1"};

  private final Random random;
  private final int accounts;
  private int last;

  GeneratedMonth(long seed, int accounts) {
    this.random = new Random(seed);
    this.accounts = accounts;
  }

  /** Writes the folder, and returns how many usage records it has. */
  int write(Path folder, int recordsAnAccount) throws IOException, SQLException {
    Files.createDirectories(folder.resolve("contact-records"));
    StringBuilder described = new StringBuilder();
    for (int account = 0; account < accounts; account++) {
      described.append(account(account)).append('\n');
    }
    Files.writeString(folder.resolve("accounts.jsonl"), described);
    List<List<String>> rows = new ArrayList<>();
    for (int account = 0; account < accounts; account++) {
      // Some have nothing.
      int records = account % 17 == 3 ? 0 : 1 + random.nextInt(2 * recordsAnAccount);
      for (int i = 0; i < records; i++) {
        add(rows, id(account), "i-" + account + "-" + random.nextInt(2));
      }
    }
    for (int i = 0; i < 40; i++) {
      add(rows, "stranger-" + random.nextInt(3), "i-0-0");
    }
    List<List<List<String>>> parts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      parts.add(new ArrayList<>());
    }
    for (List<String> row : rows) {
      parts.get(random.nextInt(parts.size())).add(row);
      if (random.nextInt(20) == 0) {
        // Delivered once more, in whatever format.
        parts.get(random.nextInt(parts.size())).add(row);
      }
    }
    Files.writeString(folder.resolve("usage-1.csv"), csv(parts.get(0), "\n"));
    Files.writeString(folder.resolve("usage-2.csv"), csv(parts.get(1), "\r\n"));
    try (GZIPOutputStream zipped =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("usage-3.jsonl.gz")))) {
      zipped.write(jsonl(parts.get(2)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    Files.writeString(folder.resolve("usage-4.jsonl"), jsonl(parts.get(3)));
    parquet(folder, parts.get(4));
    contactRecords(folder);
    return rows.size();
  }

  private static String id(int account) {
    return String.format("%012d", 100_000_000_000L + account);
  }

  private String account(int account) {
    String region = REGIONS[account % REGIONS.length];
    return "{\"account\":\""
        + id(account)
        + "\",\"currency\":\"USD\","
        + (account % 3 == 0 ? "\"first-deployment\":\"2024-01-15\"," : "")
        + "\"instances\":[{\"id\":\"i-"
        + account
        + "-0\",\"region\":\""
        + region
        + "\"},{\"id\":\"i-"
        + account
        + "-1\",\"region\":\"us-east-1\"}]"
        + (account % 4 == 0 ? ",\"activations\":{\"forecasting\":\"2024-05-01\"}" : "")
        + "}";
  }

  private void add(List<List<String>> rows, String account, String instance) {
    String type = TYPES[random.nextInt(TYPES.length)];
    int day = random.nextInt(50) == 0 ? 0 : 1 + random.nextInt(31);
    String date = day == 0 ? "2024-04-30" : String.format("2024-05-%02d", day);
    String start = date + String.format("T%02d:%02d:00Z", random.nextInt(24), random.nextInt(60));
    boolean holding = type.equals("phone-number") || type.equals("profile");
    boolean interval = type.equals("screen-recording");
    String quantity =
        holding || interval ? "" : random.nextInt(30) == 0 ? "1.5" : "" + random.nextInt(900);
    String connected = type.startsWith("voice") && random.nextInt(4) == 0 ? "0" : "";
    List<String> row =
        new ArrayList<>(
            List.of(
                "r-" + last++,
                account,
                random.nextInt(60) == 0 ? "elsewhere" : instance,
                type,
                start,
                interval
                    ? date + "T23:59:30Z"
                    : holding && random.nextBoolean() ? "2024-06-02T00:00:00Z" : "",
                quantity,
                connected,
                random.nextInt(3) == 0 ? "chain-" + account + "-" + random.nextInt(5) : "",
                "agent-" + random.nextInt(4),
                COUNTRIES[random.nextInt(COUNTRIES.length)],
                random.nextInt(3) == 0 ? COUNTRIES[random.nextInt(COUNTRIES.length)] : "",
                NUMBER_TYPES[random.nextInt(NUMBER_TYPES.length)],
                "2024-05-01T00:00:00Z",
                random.nextBoolean() ? "blue" : "red, \"bright\"",
                "ada"));
    rows.add(row);
    if (random.nextInt(25) == 0) {
      List<String> fixed = new ArrayList<>(row);
      fixed.set(COLUMNS.indexOf("updated_at"), "2024-05-02T00:00:00Z");
      fixed.set(COLUMNS.indexOf("country"), "US");
      rows.add(fixed);
    }
  }

  private static String csv(List<List<String>> rows, String end) {
    StringBuilder csv = new StringBuilder(String.join(",", COLUMNS)).append(end);
    for (List<String> row : rows) {
      csv.append(
          String.join(
              ",",
              row.stream()
                  .map(
                      value ->
                          value.contains(",") ? '"' + value.replace("\"", "\"\"") + '"' : value)
                  .toList()));
      csv.append(end);
    }
    return csv.toString();
  }

  private static String jsonl(List<List<String>> rows) {
    StringBuilder json = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder object = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String value = row.get(i);
        if (!value.isEmpty()) {
          object
              .append(object.length() == 0 ? "{" : ",")
              .append('"')
              .append(COLUMNS.get(i))
              .append("\":");
          boolean number = COLUMNS.get(i).equals("quantity") && value.matches("[0-9]+");
          object.append(number ? value : '"' + value.replace("\"", "\\\"") + '"');
        }
      }
      json.append(object).append("}\n");
    }
    return json.toString();
  }

  /** Times as timestamps, quantities as decimals. */
  private static void parquet(Path folder, List<List<String>> rows)
      throws IOException, SQLException {
    Path csv = folder.resolve("rows.txt");
    Files.writeString(csv, csv(rows, "\n"));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute(
          "COPY (SELECT * REPLACE (CAST(start_time AS TIMESTAMP) AS start_time, CAST(quantity AS"
              + " DECIMAL(18, 3)) AS quantity, CAST(connected_seconds AS BIGINT) AS"
              + " connected_seconds) FROM read_csv('"
              + csv
              + "', header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"')) TO '"
              + folder.resolve("usage-5.parquet")
              + "' (FORMAT parquet, ROW_GROUP_SIZE 2048)");
    }
    Files.delete(csv);
  }

  /** The sample's documents of some accounts, of a stranger, and without what they need. */
  private void contactRecords(Path folder) throws IOException {
    String sample =
        Files.readString(
            Path.of(Checkout.sample("contact-records-2024-05"))
                .resolve("contact-records/synthetic-voice.jsonl"));
    StringBuilder numbers =
        new StringBuilder("number,instance,country,number_type,claimed_at,released_at\n");
    numbers.append("+12065550199,nobody-has-it,US,did,2024-01-15T00:00:00Z,\n");
    StringBuilder lines = new StringBuilder();
    StringBuilder glued = new StringBuilder();
    for (int account = 0; account < accounts; account += 9) {
      String own = sample.replace("00000000-aaaa-4000-8000-000000000001", "i-" + account + "-0");
      own = own.replace("\"ContactId\":\"", "\"ContactId\":\"" + account + "-");
      (account % 2 == 0 ? lines : glued).append(account % 2 == 0 ? own : own.replace("\n", ""));
    }
    lines.append(sample.lines().limit(3).reduce("", (a, b) -> a + b + "\n"));
    lines.append("{\"ContactId\":null}\n");
    numbers.append("+12065550100,i-0-0,US,did,2024-01-15T00:00:00Z,\n");
    numbers.append("+12065550101,i-9-0,US,did,2024-05-15T00:00:00Z,\n");
    numbers.append("+12065550102,i-9-0,US,carrier-pigeon,2024-05-15T00:00:00Z,\n");
    Files.writeString(folder.resolve("numbers.csv"), numbers);
    Files.writeString(folder.resolve("contact-records/lines.jsonl"), lines);
    Files.writeString(
        folder.resolve("contact-records/glued"),
        "[" + glued.toString().replace("}{\"AWSAccountId", "},\n{\"AWSAccountId") + "]");
  }
}
