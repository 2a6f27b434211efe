package dev.tarife.connect;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is read of a contact record, by its path; everything else is skipped, unread. */
enum Field {
  ACCOUNT("AWSAccountId", Type.TEXT),
  INSTANCE("InstanceARN", Type.TEXT),
  CONTACT("ContactId", Type.TEXT),
  INITIAL("InitialContactId", Type.TEXT),
  PREVIOUS("PreviousContactId", Type.TEXT),
  RELATED("RelatedContactId", Type.TEXT),
  CHANNEL("Channel", Type.TEXT),
  METHOD("InitiationMethod", Type.TEXT),
  INITIATED("InitiationTimestamp", Type.TIME),
  CONNECTED("ConnectedToSystemTimestamp", Type.TIME),
  DISCONNECTED("DisconnectTimestamp", Type.TIME),
  REASON("DisconnectReason", Type.TEXT),
  UPDATED("LastUpdateTimestamp", Type.TIME),
  TRANSFERRED("TransferCompletedTimestamp", Type.TIME),
  TRANSFER_ADDRESS("TransferredToEndpoint/Address", Type.TEXT),
  TRANSFER_TYPE("TransferredToEndpoint/Type", Type.TEXT),
  CUSTOMER_ADDRESS("CustomerEndpoint/Address", Type.TEXT),
  SYSTEM_ADDRESS("SystemEndpoint/Address", Type.TEXT),
  AGENT("Agent/ARN", Type.TEXT),
  AGENT_ACCEPTED("Agent/AcceptedByAgentTimestamp", Type.TIME),
  AGENT_CONNECTED("Agent/ConnectedToAgentTimestamp", Type.TIME),
  AFTER_WORK_START("Agent/AfterContactWorkStartTimestamp", Type.TIME),
  AFTER_WORK_END("Agent/AfterContactWorkEndTimestamp", Type.TIME),
  AGENT_VIDEO("Agent/Capabilities/Video", Type.TEXT),
  AGENT_SCREEN_SHARE("Agent/Capabilities/ScreenShare", Type.TEXT),
  CAMPAIGN("Campaign/CampaignId", Type.TEXT),
  ANALYTICS("ContactLens/ConversationalAnalytics/Configuration/Enabled", Type.FLAG),
  ENROLLED("VoiceIdResult/SpeakerEnrolled", Type.FLAG),
  AUTHENTICATION("VoiceIdResult/Authentication/Result", Type.TEXT),
  FRAUD("VoiceIdResult/FraudDetection/Result", Type.TEXT),
  WISDOM("WisdomInfo/SessionArn", Type.TEXT),
  MESSAGES("ChatMetrics/ChatContactMetrics/TotalMessages", Type.COUNT),
  BOT_MESSAGES("ChatMetrics/ChatContactMetrics/TotalBotMessages", Type.COUNT),
  SUBTYPE("SegmentAttributes/connect:Subtype/ValueString", Type.TEXT),
  RECORDING("Recording", Type.RECORDING),
  RECORDINGS("Recordings", Type.RECORDING),
  EVALUATIONS("ContactEvaluations", Type.EVALUATIONS);

  /** How a field is written. */
  enum Type {
    TEXT,
    TIME,
    FLAG,
    COUNT,
    RECORDING,
    EVALUATIONS
  }

  /**
   * A name in a document: what is read there, or what is inside.
   *
   * @param field what is read; null: look inside
   */
  record Node(String path, @Nullable Field field, Map<String, Node> inside) {}

  /** The document's top level. */
  static final Node TOP = top();

  private final String path;
  private final Type type;

  Field(String path, Type type) {
    this.path = path;
    this.type = type;
  }

  String path() {
    return path;
  }

  Type type() {
    return type;
  }

  private static Node top() {
    Node top = new Node("", null, new HashMap<>());
    for (Field field : values()) {
      Node node = top;
      String[] names = field.path.split("/", -1);
      for (int i = 0; i < names.length; i++) {
        String path = node.path() + (i == 0 ? "" : "/") + names[i];
        Field leaf = i + 1 == names.length ? field : null;
        node = node.inside().computeIfAbsent(names[i], n -> new Node(path, leaf, new HashMap<>()));
      }
    }
    return top;
  }

  /** As people write it. */
  @Override
  public String toString() {
    return path.replace('/', '.');
  }
}
