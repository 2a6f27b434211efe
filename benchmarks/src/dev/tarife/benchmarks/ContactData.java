package dev.tarife.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import java.util.stream.Stream;

/**
 * Makes folders of contact records such as a stream delivers: calls with their transfers, callbacks,
 * campaigns, chats and tasks, a fiftieth delivered again. No name, number or id in them is real. The
 * seed is fixed, so that they are always the same.
 */
final class ContactData {
  private static final long SEED = 20240501;
  private static final int FILES = 8;
  private static final int INSTANCES = 4;
  private static final int NUMBERS = 200;
  private static final List<String> REGIONS =
      List.of("us-west-2", "us-east-1", "eu-central-1", "eu-west-2");

  /** Of numbers: countries with the digits that begin one of a fixed line. */
  private static final List<String> ABROAD =
      List.of("+1206555", "+1416486", "+4930123", "+44207946", "+33142561", "+90212555", "+55113255");

  private static final long FIRST = Instant.parse("2024-05-01T00:00:00Z").getEpochSecond();
  private static final long LAST = Instant.parse("2024-05-31T20:00:00Z").getEpochSecond();

  private final SplittableRandom dice = new SplittableRandom(SEED);
  private final Queue<String> again = new ArrayDeque<>();
  private final List<OutputStream> files = new ArrayList<>();
  private long wanted;
  private long written;
  private long named;

  private ContactData() {}

  /** A folder of an account, its numbers, and so many documents one a line, in gzip or not. */
  static Path make(Path data, long documents, boolean zipped) throws IOException {
    Path folder = data.resolve("contacts-" + documents / 1000 + "k" + (zipped ? "-gz" : ""));
    if (Files.exists(folder)) {
      return folder;
    }
    Path draft = data.resolve("draft-contacts");
    if (Files.exists(draft)) {
      try (Stream<Path> left = Files.walk(draft)) {
        for (Path path : left.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(draft.resolve("contact-records"));
    new ContactData().write(draft, documents, zipped);
    return Files.move(draft, folder);
  }

  private void write(Path folder, long documents, boolean zipped) throws IOException {
    StringBuilder account = new StringBuilder("account: \"111122223333\"\ncurrency: USD\ninstances:\n");
    for (int i = 0; i < INSTANCES; i++) {
      account.append("  - { id: ").append(instance(i)).append(", region: ").append(REGIONS.get(i)).append(" }\n");
    }
    Files.writeString(folder.resolve("account.yaml"), account);
    StringBuilder numbers = new StringBuilder("number,instance,country,number_type,claimed_at,released_at\n");
    for (int i = 0; i < NUMBERS; i++) {
      numbers.append(ours(i)).append(',').append(instance(i % INSTANCES)).append(",US,")
          .append(isTollFree(i) ? "toll-free" : "did").append(",2024-01-01,\n");
    }
    Files.writeString(folder.resolve("numbers.csv"), numbers);
    for (int i = 0; i < FILES; i++) {
      Path file = folder.resolve("contact-records/part-" + i + (zipped ? ".jsonl.gz" : ".jsonl"));
      OutputStream out = Files.newOutputStream(file);
      files.add(new BufferedOutputStream(zipped ? new GZIPOutputStream(out, 1 << 16) : out, 1 << 18));
    }
    wanted = documents;
    try {
      for (long story = 0; written < wanted; story++) {
        long begun = FIRST + (long) ((LAST - FIRST) * ((double) written / wanted));
        story(new Contact("c" + story, (int) (dice.nextInt(1000)), begun));
      }
    } finally {
      for (OutputStream file : files) {
        file.close();
      }
    }
  }

  private static String instance(int i) {
    return "00000000-aaaa-4000-8000-00000000000" + (i + 1);
  }

  private static boolean isTollFree(int number) {
    return number % 5 == 0;
  }

  private static String ours(int number) {
    return (isTollFree(number) ? "+1800555" : "+1206555") + (1000 + number);
  }

  private boolean chance(int percent) {
    return dice.nextInt(100) < percent;
  }

  /** A customer's request, and the contacts it makes. */
  private void story(Contact first) throws IOException {
    int kind = dice.nextInt(100);
    if (kind < 50) {
      inbound(first);
    } else if (kind < 62) {
      first.call("OUTBOUND", chance(70), 5 + dice.nextInt(20), 20 + dice.nextInt(600)).agent().write();
    } else if (kind < 68) {
      first.campaign = chance(60);
      first.call("API", chance(50), 15, 10 + dice.nextInt(300)).agent().write();
    } else if (kind < 71) {
      first.subtype = "connect:WebRTC";
      first.call("WEBRTC_API", true, 0, 30 + dice.nextInt(900)).agent().write();
    } else if (kind < 87) {
      first.channel = "CHAT";
      first.subtype = kind < 80 ? "connect:Chat" : kind < 83 ? "connect:SMS" : kind < 85 ? "connect:Guide" : null;
      first.messages = kind < 86 ? 4 + dice.nextInt(40) : -1;
      first.call("API", true, 0, 60 + dice.nextInt(1800)).agent().write();
    } else {
      first.channel = "TASK";
      first.call("API", true, 0, 300 + dice.nextInt(3000)).agent().write();
      if (chance(25)) {
        Contact next = first.next("-t1");
        next.call(chance(50) ? "TRANSFER" : "QUEUE_TRANSFER", true, 0, 100).agent().write();
      }
    }
  }

  private void inbound(Contact first) throws IOException {
    first.call("INBOUND", true, 0, 20 + dice.nextInt(900));
    if (chance(90)) {
      first.agent();
    }
    boolean out = chance(4);
    if (out) {
      first.transferredTo = abroad();
    }
    first.write();
    if (out && chance(50)) {
      Contact leg = first.next("-e");
      leg.customer = first.transferredTo;
      leg.call("EXTERNAL_OUTBOUND", true, 1, 30 + dice.nextInt(100)).write();
    }
    Contact before = first;
    for (int i = 1; i <= 3 && chance(18); i++) {
      Contact part = before.next("-" + i);
      part.call(chance(50) ? "TRANSFER" : "QUEUE_TRANSFER", chance(50), 0, 20 + dice.nextInt(400)).agent().write();
      before = part;
    }
    if (chance(3)) {
      Contact callback = before.next("-b");
      callback.call("CALLBACK", chance(80), 600, 30 + dice.nextInt(300)).agent().write();
    }
    if (chance(2)) {
      before.next("-m").call("MONITOR", true, 0, 60).agent().write();
    }
  }

  private String abroad() {
    return ABROAD.get(dice.nextInt(10) < 5 ? 0 : dice.nextInt(ABROAD.size()))
        + (1000 + dice.nextInt(9000));
  }

  private void deliver(String document) throws IOException {
    if (written == wanted) {
      return;
    }
    OutputStream file = files.get((int) (written * FILES / wanted));
    file.write(document.getBytes(StandardCharsets.UTF_8));
    file.write('\n');
    written++;
  }

  /** A contact and its document. */
  private final class Contact {
    final String story;
    final int pick;
    final String id;
    long initiated;
    String initial;
    String previous;
    String channel = "VOICE";
    String method = "INBOUND";
    String subtype = "connect:Telephony";
    String customer = abroad();
    String transferredTo;
    boolean campaign;
    boolean attended;
    long connected;
    long ended;
    int messages = -1;

    Contact(String story, int pick, long initiated) {
      this.story = story;
      this.pick = pick;
      this.id = uuid();
      this.initiated = initiated;
    }

    /** A contact that comes from this one, when it has ended. */
    Contact next(String suffix) {
      Contact next = new Contact(story + suffix, pick, ended);
      next.initial = initial == null ? id : initial;
      next.previous = id;
      next.channel = channel;
      next.customer = customer;
      return next;
    }

    Contact call(String how, boolean answered, int waits, int lasts) {
      method = how;
      connected = answered ? initiated + waits : 0;
      ended = initiated + waits + lasts;
      return this;
    }

    Contact agent() {
      attended = connected > 0;
      return this;
    }

    void write() throws IOException {
      String document = document(ended + 120, "N");
      deliver(document);
      if (chance(2)) {
        again.add(chance(50) ? document : document(ended + 90_000, "Y"));
      }
      if (again.size() > 500) {
        deliver(again.remove());
      }
    }

    private String document(long updated, String surveyed) {
      int at = pick % INSTANCES;
      String arn = "arn:aws:connect:" + REGIONS.get(at) + ":111122223333:instance/" + instance(at);
      boolean voice = channel.equals("VOICE");
      boolean phone = voice && !method.equals("WEBRTC_API");
      StringBuilder json = new StringBuilder(3000);
      json.append("{\"AWSAccountId\":\"111122223333\",\"AWSContactTraceRecordFormatVersion\":\"2017-03-10\",\"Agent\":");
      if (attended) {
        String agent = arn + "/agent/a" + pick % 200;
        boolean after = pick % 10 < 8;
        json.append("{\"ARN\":\"").append(agent)
            .append("\",\"AfterContactWorkDuration\":").append(after ? 45 : 0)
            .append(",\"AfterContactWorkEndTimestamp\":").append(time(after ? ended + 45 : 0))
            .append(",\"AfterContactWorkStartTimestamp\":").append(time(after ? ended : 0))
            .append(",\"AgentInteractionDuration\":").append(ended - connected)
            .append(",\"ConnectedToAgentTimestamp\":").append(time(connected + 8))
            .append(",\"CustomerHoldDuration\":12,\"HierarchyGroups\":{\"Level1\":{\"ARN\":\"").append(arn)
            .append("/agent-group/g1\",\"GroupName\":\"Support\"},\"Level2\":null,\"Level3\":null,\"Level4\":null,\"Level5\":null},\"LongestHoldDuration\":12,\"NumberOfHolds\":1,\"RoutingProfile\":{\"ARN\":\"")
            .append(arn).append("/routing-profile/r1\",\"Name\":\"Everything\"},\"Username\":\"agent").append(pick % 200).append("\"}");
      } else {
        json.append("null");
      }
      json.append(",\"AgentConnectionAttempts\":1,\"AnsweringMachineDetectionStatus\":")
          .append(campaign ? "\"HUMAN_ANSWERED\"" : "null")
          .append(",\"Attributes\":{\"Acct_Code\":\"").append(story)
          .append("\",\"AtcResult\":\"").append(surveyed)
          .append("\",\"GreetingPlayed\":\"true\",\"Intent\":\"Where is my order? \\u201cIt\\u2019s late\\u201d\",\"Language\":\"en-US\",\"SurveyPlay\":\"All\",\"Menu\":\"{\\\"choice\\\":2,\\\"path\\\":\\\"main/orders\\\"}\"},\"Campaign\":{\"CampaignId\":")
          .append(campaign ? "\"00000000-bbbb-4000-8000-00000000000" + pick % 10 + "\"" : "null")
          .append("},\"Channel\":\"").append(channel)
          .append("\",\"ChatMetrics\":").append(messages < 0 ? "null" : "{\"ChatContactMetrics\":{\"TotalMessages\":" + messages + ",\"TotalBotMessages\":" + messages / 4 + "}}")
          .append(",\"ConnectedToSystemTimestamp\":").append(time(connected))
          .append(",\"ContactDetails\":{},\"ContactEvaluations\":").append(evaluations(arn))
          .append(",\"ContactId\":\"").append(id)
          .append("\",\"ContactLens\":").append(pick % 4 == 0 ? "{\"ConversationalAnalytics\":{\"Configuration\":{\"Enabled\":true,\"ChannelConfiguration\":{\"AnalyticsModes\":[\"PostContact\"]}}}}" : "null")
          .append(",\"CustomerEndpoint\":").append(endpoint(phone ? customer : null))
          .append(",\"CustomerVoiceActivity\":null,\"DisconnectReason\":\"CUSTOMER_DISCONNECT\",\"DisconnectTimestamp\":").append(time(ended))
          .append(",\"InitialContactId\":").append(text(initial))
          .append(",\"InitiationMethod\":\"").append(method)
          .append("\",\"InitiationTimestamp\":").append(time(initiated))
          .append(",\"InstanceARN\":\"").append(arn)
          .append("\",\"LastUpdateTimestamp\":").append(time(updated))
          .append(",\"MediaStreams\":[{\"Type\":\"AUDIO\"}],\"NextContactId\":null,\"PreviousContactId\":").append(text(previous))
          .append(",\"Queue\":{\"ARN\":\"").append(arn).append("/queue/q").append(pick % 20)
          .append("\",\"DequeueTimestamp\":").append(time(attended ? connected + 8 : 0))
          .append(",\"Duration\":8,\"EnqueueTimestamp\":").append(time(initiated)).append(",\"Name\":\"Orders and returns\"},\"Recording\":");
      String recording = attended ? location() : null;
      json.append(recording == null ? "null" : "{\"DeletionReason\":null,\"Location\":\"" + recording + "\",\"Status\":\"AVAILABLE\",\"Type\":\"AUDIO\"}")
          .append(",\"Recordings\":").append(recordings(recording))
          .append(",\"References\":[],\"RelatedContactId\":null,\"ScheduledTimestamp\":null,\"SegmentAttributes\":");
      json.append(subtype == null ? "{}" : "{\"connect:Subtype\":{\"ValueString\":\"" + subtype + "\"},\"connect:Direction\":{\"ValueString\":\"INBOUND\"}}")
          .append(",\"SystemEndpoint\":").append(endpoint(phone && !method.equals("CALLBACK") && !method.endsWith("TRANSFER") && !method.equals("MONITOR") ? ours(at + INSTANCES * (pick / INSTANCES % (NUMBERS / INSTANCES))) : null))
          .append(",\"Tags\":{\"aws:connect:instanceId\":\"").append(instance(at)).append("\",\"team\":\"t").append(pick % 7)
          .append("\"},\"TransferCompletedTimestamp\":").append(time(transferredTo == null ? 0 : ended - 10))
          .append(",\"TransferredToEndpoint\":").append(endpoint(transferredTo))
          .append(",\"VoiceIdResult\":").append(voice && attended && pick % 10 == 3 ? "{\"GeneratedSpeakerId\":\"s\",\"SpeakerEnrolled\":false,\"SpeakerOptedOut\":false,\"Authentication\":{\"Result\":\"Authenticated\",\"Score\":93,\"ScoreThreshold\":90,\"MinimumSpeechInSeconds\":5},\"FraudDetection\":null}" : "null")
          .append(",\"WisdomInfo\":null}");
      return json.toString();
    }

    private String evaluations(String arn) {
      return attended && pick % 50 == 7
          ? "{\"" + id + "\":{\"FormId\":\"f\",\"EvaluationArn\":\"" + arn + "/evaluation/e\",\"Status\":\"COMPLETE\",\"StartTimestamp\":" + time(ended + 60) + ",\"EndTimestamp\":" + time(ended + 100) + "}}"
          : "null";
    }

    private String location() {
      return "bucket/connect/support/CallRecordings/2024/05/" + id + "_20240501T10:00_UTC.wav";
    }

    private String recordings(String location) {
      if (location == null) {
        return "[]";
      }
      String one = "{\"DeletionReason\":null,\"FragmentStartNumber\":null,\"FragmentStopNumber\":null,\"Location\":\"" + location.substring(0, 30) + "\",\"MediaStreamType\":\"%s\",\"ParticipantType\":null,\"StartTimestamp\":null,\"Status\":\"AVAILABLE\",\"StopTimestamp\":null,\"StorageType\":\"S3\"}";
      return "[" + one.formatted("AUDIO") + (pick % 3 == 0 ? "," + one.formatted("SCREEN") : "") + "]";
    }

    private String endpoint(String address) {
      return address == null ? "null" : "{\"Address\":\"" + address + "\",\"Type\":\"TELEPHONE_NUMBER\"}";
    }
  }

  private String uuid() {
    String text = "000000000000" + Long.toHexString(named++);
    return "%08x-%04x-4000-8000-%s".formatted(dice.nextInt(), dice.nextInt(1 << 16), text.substring(text.length() - 12));
  }

  private static String text(String text) {
    return text == null ? "null" : "\"" + text + "\"";
  }

  private static String time(long second) {
    return second == 0 ? "null" : "\"" + Instant.ofEpochSecond(second) + "\"";
  }
}
