package dev.tarife.connect;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one contact settles by itself; chains, numbers and deliveries of the same contact are joined
 * to it later. Each value is one of {@link Column}, as a text.
 */
final class Settlement {
  /** A contact that a chain begins with: a call. */
  static final String CALL = "call";

  /** A part of another contact's call, after an internal transfer. */
  static final String SEGMENT = "segment";

  /** A leg to an outside party. */
  static final String LEG = "leg";

  /** No call. */
  static final String OTHER = "other";

  private final Map<Column, String> row = new EnumMap<>(Column.class);
  private final Document document;
  private final long initiated;
  private final long connected;
  private final long disconnected;
  private @Nullable String problem;

  private Settlement(Document document) {
    this.document = document;
    initiated = document.number(Field.INITIATED);
    connected = document.number(Field.CONNECTED);
    disconnected = document.number(Field.DISCONNECTED);
    problem = document.problem();
  }

  /** The staged row of a document. */
  static Map<Column, String> of(Document document, int file, long line) {
    Settlement settlement = new Settlement(document);
    settlement.identify();
    if (settlement.problem == null) {
      settlement.settle();
    }
    Map<Column, String> row = settlement.row;
    if (settlement.problem != null) {
      settlement.withhold();
    }
    settlement.put(Column.FILE, file);
    settlement.put(Column.LINE, line);
    return row;
  }

  /** The staged row of what is no contact record at all. */
  static Map<Column, String> ofNone(String problem, int file, long line) {
    Map<Column, String> row = new EnumMap<>(Column.class);
    row.put(Column.FILE, Integer.toString(file));
    row.put(Column.LINE, Long.toString(line));
    row.put(Column.PROBLEM, problem);
    return row;
  }

  private void identify() {
    put(Column.ACCOUNT, document.text(Field.ACCOUNT));
    String contact = document.text(Field.CONTACT);
    if (contact == null && problem == null) {
      problem = "the document has no ContactId: it is no contact record";
    }
    put(Column.CONTACT, contact);
    String initial = document.text(Field.INITIAL);
    put(Column.CHAIN, initial == null ? contact : initial);
    put(Column.PREVIOUS, document.text(Field.PREVIOUS));
    put(Column.RELATED, document.text(Field.RELATED));
    put(Column.CHANNEL, document.text(Field.CHANNEL));
    put(Column.METHOD, document.text(Field.METHOD));
    put(Column.SUBTYPE, document.text(Field.SUBTYPE));
    put(
        Column.UPDATED,
        document.isUpdateWrong() ? Long.valueOf(Long.MAX_VALUE) : given(Field.UPDATED));
    put(Column.AT, first(initiated, connected, disconnected));
    put(Column.ROLE, role(document.text(Field.CHANNEL), document.text(Field.METHOD)));
    instance(document.text(Field.INSTANCE));
  }

  /** What it is in its chain; of a contact that cannot be read, a part of whatever it names. */
  private String role(@Nullable String channel, @Nullable String method) {
    if (channel != null && !channel.equals("VOICE")) {
      return OTHER;
    }
    return switch (method == null ? "" : method) {
      case "MONITOR" -> OTHER;
      case "EXTERNAL_OUTBOUND" -> LEG;
      case "INBOUND", "OUTBOUND", "API", "CALLBACK", "WEBRTC_API", "CAMPAIGN_PREVIEW" -> CALL;
      default -> SEGMENT;
    };
  }

  private void instance(@Nullable String arn) {
    // arn:aws:connect:REGION:ACCOUNT:instance/ID
    int slash = arn == null ? -1 : arn.lastIndexOf('/');
    if (arn == null || slash < 0 || slash + 1 == arn.length()) {
      reject(arn == null ? "InstanceARN is missing" : "InstanceARN does not end in /ID");
      return;
    }
    put(Column.INSTANCE, arn.substring(slash + 1));
    String[] parts = arn.split(":", -1);
    put(Column.REGION, parts.length > 3 && !parts[3].isEmpty() ? parts[3] : null);
  }

  private void settle() {
    String channel = document.text(Field.CHANNEL);
    String method = document.text(Field.METHOD);
    if (channel == null || method == null) {
      reject((channel == null ? Field.CHANNEL : Field.METHOD) + " is missing");
      return;
    }
    if (method.equals("MONITOR")) {
      simple("monitor", first(connected, initiated, disconnected));
      return;
    }
    switch (channel) {
      case "VOICE" -> voice(method);
      case "CHAT" -> chat();
      case "TASK" -> task(method);
      case "EMAIL" -> simple("email-message", first(initiated, connected, disconnected));
      default -> reject("unknown Channel (" + shortened(channel) + ")");
    }
    if (problem == null) {
      agentParts(channel);
      voiceId();
      put(Column.WISDOM, document.text(Field.WISDOM) == null ? null : "true");
      put(
          Column.VIDEO,
          document.text(Field.AGENT_VIDEO) == null
                  && document.text(Field.AGENT_SCREEN_SHARE) == null
              ? null
              : "true");
    }
  }

  private void voice(String method) {
    boolean web = "connect:WebRTC".equals(document.text(Field.SUBTYPE));
    boolean campaign = document.text(Field.CAMPAIGN) != null;
    switch (method) {
      case "INBOUND" -> connectedCall(web ? "in-app-call" : "voice-inbound");
      case "WEBRTC_API" -> connectedCall("in-app-call");
      case "API", "OUTBOUND", "CAMPAIGN_PREVIEW" -> {
        String reason = document.text(Field.REASON);
        if (web) {
          connectedCall("in-app-call");
        } else if (reason != null && reason.matches("OUTBO?UND_PREVIEW_DISCARDED")) {
          // Nobody was dialled.
          put(Column.AT, first(initiated, disconnected, connected));
        } else if (campaign || method.equals("CAMPAIGN_PREVIEW")) {
          attempt("voice-campaign");
        } else if (method.equals("API")) {
          attempt("voice-api-outbound");
        } else {
          manualCall(first(initiated, disconnected));
        }
      }
      case "CALLBACK" -> {
        // Its InitiationTimestamp is when the customer asked for it, not when anybody dialled.
        manualCall(first(disconnected, initiated));
        put(Column.CHAIN, document.text(Field.CONTACT));
      }
      case "TRANSFER", "QUEUE_TRANSFER", "DISCONNECT" -> segment(method);
      case "EXTERNAL_OUTBOUND" -> externalLeg();
      default -> reject("unknown InitiationMethod (" + shortened(method) + ") of Channel VOICE");
    }
    if (problem == null && !method.equals("EXTERNAL_OUTBOUND")) {
      transferOut();
    }
  }

  /** Inbound, in-app and web calls: from the connection to the end. */
  private void connectedCall(String type) {
    long start = first(connected, initiated);
    if (lasts("ConnectedToSystemTimestamp", start)) {
      call(type, start, disconnected - start, disconnected - start);
    }
  }

  /** Calls by hand and callbacks: from the answer to the end, and nothing without an answer. */
  private void manualCall(long unanswered) {
    if (connected == Times.NONE) {
      if (unanswered == Times.NONE) {
        reject("InitiationTimestamp is missing");
      } else {
        call("voice-outbound", unanswered, 0, 0);
      }
    } else if (lasts("ConnectedToSystemTimestamp", connected)) {
      call("voice-outbound", connected, disconnected - connected, disconnected - connected);
    }
  }

  /** Calls by the API and campaigns: service from the attempt, telephony from the answer. */
  private void attempt(String type) {
    if (lasts("InitiationTimestamp", initiated)
        && (connected == Times.NONE || lasts("ConnectedToSystemTimestamp", connected))) {
      long answered = connected == Times.NONE ? 0 : disconnected - Math.max(connected, initiated);
      call(type, initiated, disconnected - initiated, answered);
    }
  }

  private void call(String type, long start, long seconds, long connectedFor) {
    timed(type, start, seconds, connectedFor);
    String ours = document.text(Field.SYSTEM_ADDRESS);
    boolean isNumber = Destinations.isNumber(ours);
    put(Column.OURS, isNumber ? ours : null);
    // A universal number has no country: its caller's counts.
    if (!type.equals("voice-inbound") || (ours != null && ours.startsWith("+800"))) {
      far(type.equals("in-app-call"));
    }
  }

  private void far(boolean none) {
    String address = document.text(Field.CUSTOMER_ADDRESS);
    put(Column.FAR, address);
    if (!none) {
      String country = Destinations.country(address);
      put(Column.FAR_COUNTRY, country);
      put(Column.FAR_PROBLEM, country == null ? Destinations.objection(address) : null);
    }
  }

  /** What follows an internal transfer: a part of the same call (decision A-10). */
  private void segment(String method) {
    if (method.equals("DISCONNECT") && connected == Times.NONE) {
      long at = first(initiated, disconnected);
      if (at == Times.NONE) {
        reject("InitiationTimestamp is missing");
      } else {
        timed(null, at, 0, 0);
      }
      return;
    }
    long start = connected == Times.NONE ? initiated : Math.max(connected, initiated);
    if (lasts("InitiationTimestamp", start)) {
      timed(null, start, disconnected - start, disconnected - start);
    }
  }

  private void externalLeg() {
    String ours = document.text(Field.SYSTEM_ADDRESS);
    put(Column.OURS, Destinations.isNumber(ours) ? ours : null);
    far(false);
    if (connected == Times.NONE) {
      long at = first(initiated, disconnected);
      if (at == Times.NONE) {
        reject("InitiationTimestamp is missing");
      } else {
        timed("external-transfer", at, 0, 0);
      }
    } else if (lasts("ConnectedToSystemTimestamp", connected)) {
      long seconds = disconnected - connected;
      timed("external-transfer", connected, seconds, seconds);
    }
  }

  /** A transfer out that stays on the record of the contact that was transferred. */
  private void transferOut() {
    String address = document.text(Field.TRANSFER_ADDRESS);
    String type = document.text(Field.TRANSFER_TYPE);
    long completed = document.number(Field.TRANSFERRED);
    if (completed == Times.NONE) {
      return;
    }
    if (type != null && (type.equals("CONTACT_FLOW") || type.equals("EMAIL_ADDRESS"))) {
      return;
    }
    put(Column.LEG_START, completed);
    put(Column.LEG_FAR, address);
    String country = Destinations.country(address);
    put(Column.LEG_COUNTRY, country);
    if (disconnected == Times.NONE) {
      put(Column.LEG_PROBLEM, "DisconnectTimestamp is missing: a transfer out ends with it");
    } else if (disconnected < completed) {
      put(Column.LEG_PROBLEM, "DisconnectTimestamp is before TransferCompletedTimestamp");
    } else {
      put(Column.LEG_SECONDS, disconnected - completed);
      if (country == null && disconnected > completed) {
        put(Column.LEG_PROBLEM, Destinations.objection(address));
      }
    }
  }

  private void chat() {
    String subtype = document.text(Field.SUBTYPE);
    String type =
        switch (subtype == null ? "connect:Chat" : subtype) {
          case "connect:Chat", "connect:WebChat" -> "chat-message";
          case "connect:SMS" -> "sms-message";
          case "connect:Apple", "connect:AppleBusinessChat", "connect:AppleMessages" ->
              "apple-message";
          case "connect:Guide" -> "guided-chat-message";
          case "connect:WhatsApp" -> "whatsapp-message";
          default -> null;
        };
    if (type == null) {
      reject(
          "unknown connect:Subtype (" + shortened(String.valueOf(subtype)) + ") of Channel CHAT");
      return;
    }
    simple(type, first(initiated, connected, disconnected));
    long messages = document.number(Field.MESSAGES);
    long bots = document.has(Field.BOT_MESSAGES) ? document.number(Field.BOT_MESSAGES) : 0;
    if (messages == Times.NONE) {
      put(Column.UNCOUNTED, "true");
    } else if (bots > messages) {
      reject("ChatMetrics has more bot messages than messages");
    } else {
      put(Column.MESSAGES, messages - bots);
      put(Column.BOT_MESSAGES, bots);
      if (document.isTrue(Field.ANALYTICS)) {
        put(Column.CHAT_ANALYTICS, messages);
      }
    }
  }

  private void task(String method) {
    String type =
        switch (method) {
          case "API", "FLOW", "INBOUND", "OUTBOUND" -> "task";
          case "TRANSFER" -> "task-transfer";
          case "QUEUE_TRANSFER", "DISCONNECT" -> "task-transfer-by-flow";
          default -> null;
        };
    if (type == null) {
      reject("unknown InitiationMethod (" + shortened(method) + ") of Channel TASK");
    } else {
      simple(type, first(initiated, connected, disconnected));
    }
  }

  /** One occurrence. */
  private void simple(String type, long at) {
    if (at == Times.NONE) {
      reject("InitiationTimestamp is missing");
      return;
    }
    put(Column.USAGE_TYPE, type);
    put(Column.START, at);
    put(Column.AT, at);
  }

  private void timed(@Nullable String type, long start, long seconds, long connectedFor) {
    put(Column.USAGE_TYPE, type);
    put(Column.START, start);
    put(Column.AT, start);
    put(Column.SECONDS, seconds);
    put(Column.CONNECTED, connectedFor);
  }

  /** What is charged for the agent's part: recordings of the screen, analytics, evaluations. */
  private void agentParts(String channel) {
    String arn = document.text(Field.AGENT);
    String agent = arn == null ? null : arn.substring(arn.lastIndexOf('/') + 1);
    put(Column.AGENT, agent);
    long withAgent = document.number(Field.AGENT_CONNECTED);
    if (document.hasScreenRecording()) {
      screen(agent, withAgent);
    }
    if (channel.equals("VOICE") && document.isTrue(Field.ANALYTICS) && withAgent != Times.NONE) {
      if (disconnected == Times.NONE || disconnected < withAgent) {
        put(
            Column.SPEECH_PROBLEM,
            disconnected == Times.NONE
                ? "DisconnectTimestamp is missing: analysed speech ends with it"
                : "DisconnectTimestamp is before Agent.ConnectedToAgentTimestamp");
      } else {
        put(Column.SPEECH_SECONDS, disconnected - withAgent);
      }
      put(Column.SPEECH_START, withAgent);
    }
    String evaluations = document.evaluations();
    put(Column.EVALUATIONS, evaluations.isEmpty() ? null : evaluations);
    put(
        Column.EVALUATION_PROBLEM,
        !evaluations.isEmpty() && agent == null
            ? "a contact with a complete evaluation has no Agent.ARN"
            : document.evaluationProblem());
  }

  private void screen(@Nullable String agent, long withAgent) {
    long start = first(document.number(Field.AGENT_ACCEPTED), withAgent);
    if (start == Times.NONE) {
      return;
    }
    long end = document.number(Field.AFTER_WORK_END);
    if (end == Times.NONE && !document.has(Field.AFTER_WORK_START)) {
      end = disconnected;
    }
    put(Column.SCREEN_START, start);
    if (agent == null) {
      put(Column.SCREEN_PROBLEM, "a contact with a screen recording has no Agent.ARN");
    } else if (end == Times.NONE) {
      put(
          Column.SCREEN_PROBLEM,
          "Agent.AfterContactWorkEndTimestamp is missing: a screen recording ends with it");
    } else if (end < start) {
      put(Column.SCREEN_PROBLEM, "a screen recording ends before the agent accepted");
    } else {
      put(Column.SCREEN_END, end);
    }
  }

  private void voiceId() {
    put(Column.ENROLLED, document.isTrue(Field.ENROLLED) ? "true" : null);
    put(Column.AUTHENTICATION, document.text(Field.AUTHENTICATION));
    put(Column.FRAUD, document.text(Field.FRAUD));
  }

  /** Leaves of a row only what says which contact is not charged, and why. */
  private void withhold() {
    row.keySet().removeIf(column -> column.compareTo(Column.ROLE) > 0 && column != Column.LEG_FAR);
    put(Column.PROBLEM, problem);
  }

  private boolean lasts(String what, long start) {
    if (start == Times.NONE) {
      reject(what + " is missing");
    } else if (disconnected == Times.NONE) {
      reject("DisconnectTimestamp is missing");
    } else if (disconnected < start) {
      reject("DisconnectTimestamp is before " + what);
    }
    return problem == null;
  }

  private void reject(String why) {
    if (problem == null) {
      problem = why;
    }
  }

  private static long first(long... times) {
    return Arrays.stream(times).filter(time -> time != Times.NONE).findFirst().orElse(Times.NONE);
  }

  private @Nullable Long given(Field field) {
    return document.has(field) ? Long.valueOf(document.number(field)) : null;
  }

  private void put(Column column, long value) {
    put(column, value == Times.NONE ? null : Long.toString(value));
  }

  private void put(Column column, @Nullable Long value) {
    put(column, value == null ? null : value.toString());
  }

  private void put(Column column, @Nullable String value) {
    if (value == null) {
      row.remove(column);
    } else {
      row.put(column, value);
    }
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
