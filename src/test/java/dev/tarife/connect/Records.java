package dev.tarife.connect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Synthetic contact records of the delivered shape: no id, number or name in them is real. */
public final class Records {
  static final JsonMapper JSON = JsonMapper.builder().build();
  static final String INSTANCE = "00000000-aaaa-4000-8000-000000000001";
  static final String DAY = "2024-05-02T";

  /** Our numbers, all of the range kept for fiction. */
  static final String NUMBERS =
      """
      number,instance,country,number_type,claimed_at,released_at
      +12065550100,00000000-aaaa-4000-8000-000000000001,US,did,2024-05-02,2024-05-03
      +18005550100,00000000-aaaa-4000-8000-000000000001,US,toll-free,2024-05-02,2024-05-03
      """;

  static final String ACCOUNT =
      """
      account: "111122223333"
      currency: USD
      instances:
        - { id: 00000000-aaaa-4000-8000-000000000001, region: us-west-2 }
      """;

  private final Map<String, @Nullable Object> set = new LinkedHashMap<>();
  private final String id;

  private Records(String id) {
    this.id = id;
  }

  /** A contact that begins at 10:00:00 of the day, was answered at once, and lasted so long. */
  public static Records voice(
      String id, String method, @Nullable String connected, @Nullable String disconnected) {
    return new Records(id)
        .with("Channel", "VOICE")
        .with("InitiationMethod", method)
        .with("InitiationTimestamp", DAY + "10:00:00Z")
        .with("ConnectedToSystemTimestamp", connected == null ? null : DAY + connected + "Z")
        .with("DisconnectTimestamp", disconnected == null ? null : DAY + disconnected + "Z");
  }

  /** A chat or a task. */
  public static Records other(String id, String channel, String method) {
    return new Records(id)
        .with("Channel", channel)
        .with("InitiationMethod", method)
        .with("InitiationTimestamp", DAY + "10:00:00Z")
        .with("DisconnectTimestamp", DAY + "11:00:00Z");
  }

  /** Sets a field by its path, {@code Agent/ARN}. */
  public Records with(String path, @Nullable Object value) {
    Records copy = new Records(id);
    copy.set.putAll(set);
    copy.set.put(path, value);
    return copy;
  }

  public Records ours(String number) {
    return with("SystemEndpoint/Address", number).with("SystemEndpoint/Type", "TELEPHONE_NUMBER");
  }

  public Records customer(String number) {
    return with("CustomerEndpoint/Address", number)
        .with("CustomerEndpoint/Type", "TELEPHONE_NUMBER");
  }

  public Records agent(String agent, String connected) {
    return with("Agent/ARN", arn() + "/agent/" + agent)
        .with("Agent/ConnectedToAgentTimestamp", DAY + connected + "Z");
  }

  static String arn() {
    return "arn:aws:connect:us-west-2:111122223333:instance/" + INSTANCE;
  }

  /** The document, with everything around that no charge looks at. */
  ObjectNode node() {
    ObjectNode node =
        (ObjectNode)
            JSON.readTree(
                """
                {"AWSAccountId":"111122223333","AWSContactTraceRecordFormatVersion":"2017-03-10",
                "Agent":null,"AgentConnectionAttempts":1,"AnsweringMachineDetectionStatus":null,
                "Attributes":{"greetingPlayed":"true","GreetingPlayed":"{\\"ContactId\\":1}"},
                "Campaign":{"CampaignId":null},"ContactDetails":{},"CustomerEndpoint":null,
                "DisconnectReason":"CUSTOMER_DISCONNECT","InitialContactId":null,
                "LastUpdateTimestamp":"2024-05-02T12:00:00Z","MediaStreams":[{"Type":"AUDIO"}],
                "NextContactId":null,"PreviousContactId":null,"Queue":{"ARN":"q","Name":"Queue, \\"A\\""},
                "Recording":{"Type":"AUDIO","Status":"AVAILABLE"},
                "Recordings":[{"MediaStreamType":"AUDIO","Status":"AVAILABLE","StorageType":"S3"}],
                "References":[],"ScheduledTimestamp":null,"SystemEndpoint":null,
                "TransferCompletedTimestamp":null,"TransferredToEndpoint":null,"VoiceIdResult":null}
                """);
    node.put("ContactId", id);
    node.put("InstanceARN", arn());
    set.forEach((path, value) -> put(node, path.split("/", -1), 0, value));
    return node;
  }

  private static void put(ObjectNode node, String[] path, int at, @Nullable Object value) {
    if (at + 1 == path.length) {
      node.set(path[at], value == null ? JSON.nullNode() : JSON.valueToTree(value));
      return;
    }
    JsonNode inside = node.get(path[at]);
    ObjectNode child = inside instanceof ObjectNode object ? object : node.putObject(path[at]);
    put(child, path, at + 1, value);
  }

  String json() {
    return node().toString();
  }

  String json(UnaryOperator<ObjectNode> change) {
    return change.apply(node()).toString();
  }
}
