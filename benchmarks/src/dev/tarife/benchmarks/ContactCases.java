package dev.tarife.benchmarks;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Contact records: the whole command, and the database by itself with the rules of this one folder. */
final class ContactCases {
  private ContactCases() {}

  /** {@code bin/tarife} on a folder, from start to end; the total is minutes of voice service. */
  static void command(String command, Path folder, long documents) throws Exception {
    Path out = Files.createTempFile("benchmark", ".json");
    ProcessBuilder builder =
        new ProcessBuilder(
                Benchmarks.HOME.resolve("bin/tarife").toString(),
                command,
                folder.toString(),
                "--format",
                "json")
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    if (command.equals("rate")) {
      builder.command().addAll(List.of("--month", "2024-05"));
    }
    long begun = System.nanoTime();
    Process process = builder.start();
    long peak = 0;
    while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, Cases.Watch.peak(Long.toString(process.pid())));
    }
    long took = (System.nanoTime() - begun) / 1_000_000;
    if (process.exitValue() != 0) {
      throw new IllegalStateException(command + " ended with " + process.exitValue());
    }
    String minutes = command.equals("rate") ? minutes(out).toPlainString() : "0";
    Files.delete(out);
    System.out.println(
        "RESULT " + documents + " " + took + " " + Cases.Watch.ofChildren() + " " + peak + " " + minutes);
  }

  private static BigDecimal minutes(Path invoice) throws IOException {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode line : JsonMapper.shared().readTree(Files.readString(invoice)).findValue("lines")) {
      if (line.get("charge").stringValue().startsWith("voice-service")) {
        sum = sum.add(new BigDecimal(line.get("quantity").stringValue()));
      }
    }
    return sum;
  }

  /** The same minutes, by a query that knows what is in these records. */
  static void sql(Path folder, long documents) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'; SET preserve_insertion_order = false; SET memory_limit = '900MB'");
      Cases.Watch watch = Cases.Watch.start();
      try (ResultSet row =
          statement.executeQuery(
              """
              WITH d AS (SELECT * FROM read_json('%s/contact-records/*', format = 'newline_delimited',
                  columns = {ContactId: 'VARCHAR', InstanceARN: 'VARCHAR', Channel: 'VARCHAR',
                  InitiationMethod: 'VARCHAR', InitialContactId: 'VARCHAR', PreviousContactId: 'VARCHAR',
                  InitiationTimestamp: 'TIMESTAMP', ConnectedToSystemTimestamp: 'TIMESTAMP',
                  DisconnectTimestamp: 'TIMESTAMP', LastUpdateTimestamp: 'TIMESTAMP',
                  SystemEndpoint: 'STRUCT(Address VARCHAR)', CustomerEndpoint: 'STRUCT(Address VARCHAR)',
                  TransferredToEndpoint: 'STRUCT(Address VARCHAR, "Type" VARCHAR)',
                  TransferCompletedTimestamp: 'TIMESTAMP', Campaign: 'STRUCT(CampaignId VARCHAR)',
                  Agent: 'STRUCT(ARN VARCHAR, ConnectedToAgentTimestamp TIMESTAMP,
                      AfterContactWorkEndTimestamp TIMESTAMP)',
                  Recordings: 'STRUCT(MediaStreamType VARCHAR)[]',
                  SegmentAttributes: 'STRUCT("connect:Subtype" STRUCT(ValueString VARCHAR))',
                  ChatMetrics: 'STRUCT(ChatContactMetrics STRUCT(TotalMessages BIGINT, TotalBotMessages BIGINT))'})),
              once AS (SELECT * FROM d WHERE Channel = 'VOICE'
                  QUALIFY row_number() OVER (PARTITION BY ContactId ORDER BY LastUpdateTimestamp DESC) = 1),
              parts AS (SELECT CASE WHEN InitiationMethod = 'CALLBACK' THEN ContactId
                  ELSE coalesce(InitialContactId, ContactId) END AS chain, CASE
                  WHEN InitiationMethod = 'API' THEN epoch(DisconnectTimestamp - InitiationTimestamp)
                  WHEN InitiationMethod IN ('TRANSFER', 'QUEUE_TRANSFER') THEN epoch(DisconnectTimestamp
                      - greatest(InitiationTimestamp, ConnectedToSystemTimestamp))
                  WHEN InitiationMethod IN ('MONITOR', 'EXTERNAL_OUTBOUND') THEN NULL
                  ELSE epoch(DisconnectTimestamp - ConnectedToSystemTimestamp) END AS seconds FROM once)
              SELECT sum(greatest(seconds, 10)) / 60 FROM
                  (SELECT sum(seconds) AS seconds FROM parts GROUP BY chain) WHERE seconds > 0
              """
                  .formatted(folder))) {
        row.next();
        watch.end(documents, row.getDouble(1));
      }
    }
  }
}
