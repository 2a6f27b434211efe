package dev.tarife.connect;

import static dev.tarife.connect.Records.DAY;
import static dev.tarife.connect.Records.other;
import static dev.tarife.connect.Records.voice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.tarife.connect.document.DocumentTimes;
import dev.tarife.connect.number.Destinations;
import dev.tarife.model.FaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Synthetic documents of the delivered shape, with amounts worked out by hand. */
final class ContactRecordsTest {
  private static final String DID = "+12065550100";
  private static final String TOLL_FREE = "+18005550100";
  private static final String SEATTLE = "+12065550123";
  private static final String VANCOUVER = "+16045550100";
  private static final String BERLIN = "+493012345678";

  private static Records inbound(String id, String end) {
    return voice(id, "INBOUND", "10:00:00", end).ours(DID).customer(SEATTLE);
  }

  @Test
  void inboundCallOfSevenMinutes() {
    // 7 min x 0.018 = 0.126; 7 min x 0.0022 = 0.0154.
    assertThat(Rated.of(inbound("c1", "10:07:00")).amounts())
        .containsOnly(entry("voice-service", "0.126"), entry("telephony-inbound", "0.0154"));
  }

  @Test
  void inboundCallOfSevenSeconds() {
    // At least 10 s x 0.0003 = 0.003; at least 60 s = 0.0022.
    assertThat(Rated.of(inbound("c1", "10:00:07")).amounts())
        .containsOnly(entry("voice-service", "0.003"), entry("telephony-inbound", "0.0022"));
  }

  @Test
  void internalTransfersArePartsOfTheCall() {
    // 300 + 4 + 16 s: 320 x 0.0003 = 0.096, one minimum; 320 s x 0.0022 / 60 = 0.0117333333.
    Map<String, String> amounts =
        Rated.of(
                inbound("c1", "10:05:00").with("NextContactId", "c2"),
                voice("c2", "QUEUE_TRANSFER", "10:05:00", "10:05:04")
                    .with("InitiationTimestamp", DAY + "10:05:00Z")
                    .with("InitialContactId", "c1")
                    .with("PreviousContactId", "c1"),
                voice("c3", "TRANSFER", null, "10:05:20")
                    .with("InitiationTimestamp", DAY + "10:05:04Z")
                    .with("InitialContactId", "c1")
                    .with("PreviousContactId", "c2"))
            .amounts();
    assertThat(amounts)
        .containsOnly(entry("voice-service", "0.096"), entry("telephony-inbound", "0.0117333333"));
  }

  @Test
  void internalTransferOfAnOutboundCallIsNoSecondLeg() {
    // 50 + 5 s = 55 s: 55 x 0.0003 = 0.0165; telephony at least 60 s, once: 0.0048.
    Map<String, String> amounts =
        Rated.of(
                voice("c1", "OUTBOUND", "10:00:10", "10:01:00").ours(DID).customer(VANCOUVER),
                voice("c2", "TRANSFER", null, "10:01:05")
                    .with("InitiationTimestamp", DAY + "10:01:00Z")
                    .with("InitialContactId", "c1")
                    .with("PreviousContactId", "c1"))
            .amounts();
    assertThat(amounts)
        .containsOnly(entry("voice-service", "0.0165"), entry("telephony-outbound", "0.0048"));
  }

  @Test
  void transferWithoutItsCallIsRejected() {
    Rated rated =
        Rated.of(
            voice("c2", "TRANSFER", null, "10:01:05")
                .with("InitialContactId", "c1")
                .with("PreviousContactId", "c1"));
    assertThat(rated.amounts()).isEmpty();
    assertThat(rated.rejected()).containsExactly(CallChains.ORPHAN);
  }

  @Test
  void partThatNamesOnlyAnotherPartIsOneOfTheSameCall() {
    // c2 names the call, c3 only c2, c4 only c3 and a call that nobody knows:
    // 300 + 4 + 16 + 40 s: 360 x 0.0003 = 0.108; 6 min x 0.0022 = 0.0132.
    Map<String, String> amounts =
        Rated.of(
                inbound("c1", "10:05:00"),
                voice("c2", "QUEUE_TRANSFER", "10:05:00", "10:05:04")
                    .with("InitiationTimestamp", DAY + "10:05:00Z")
                    .with("PreviousContactId", "lost")
                    .with("InitialContactId", "c1"),
                voice("c3", "TRANSFER", null, "10:05:20")
                    .with("InitiationTimestamp", DAY + "10:05:04Z")
                    .with("PreviousContactId", "c2"),
                voice("c4", "TRANSFER", null, "10:06:00")
                    .with("InitiationTimestamp", DAY + "10:05:20Z")
                    .with("InitialContactId", "lost")
                    .with("PreviousContactId", "c3"))
            .amounts();
    assertThat(amounts)
        .containsOnly(entry("voice-service", "0.108"), entry("telephony-inbound", "0.0132"));
  }

  @Test
  void partsThatOnlyNameEachOtherAreOfNoCall() {
    Rated rated =
        Rated.of(
            voice("c2", "TRANSFER", null, "10:01:05").with("PreviousContactId", "c3"),
            voice("c3", "TRANSFER", null, "10:01:05").with("PreviousContactId", "c2"));
    assertThat(rated.amounts()).isEmpty();
    assertThat(rated.rejected()).containsExactly(CallChains.ORPHAN);
  }

  private static Records transferredOut() {
    return voice("c1", "INBOUND", "10:00:00", "10:10:00")
        .ours(TOLL_FREE)
        .customer(SEATTLE)
        .with("TransferCompletedTimestamp", DAY + "10:08:00Z")
        .with("TransferredToEndpoint/Address", SEATTLE)
        .with("TransferredToEndpoint/Type", "TELEPHONE_NUMBER");
  }

  @Test
  void transferOutIsALegFromItsCompletionToTheEnd() {
    // Service while the customer is connected: 10 min x 0.018 = 0.18. Inbound 10 x 0.012 = 0.12.
    // The leg: 2 min x 0.0048 = 0.0096.
    assertThat(Rated.of(transferredOut()).amounts())
        .containsOnly(
            entry("voice-service", "0.18"),
            entry("telephony-inbound", "0.12"),
            entry("telephony-outbound", "0.0096"));
  }

  @Test
  void legWithAContactOfItsOwnIsChargedOnce() {
    // As above, but the leg's own contact says 90 s: 1.5 min x 0.0048 = 0.0072.
    Records leg = voice("c2", "EXTERNAL_OUTBOUND", "10:08:00", "10:09:30").customer(SEATTLE);
    for (Records linked :
        List.of(
            leg.with("PreviousContactId", "c1"),
            leg.with("PreviousContactId", null).with("InitialContactId", "c1"),
            leg.with("InitialContactId", null).with("RelatedContactId", "c1"))) {
      assertThat(Rated.of(transferredOut(), linked).amounts())
          .containsOnly(
              entry("voice-service", "0.18"),
              entry("telephony-inbound", "0.12"),
              entry("telephony-outbound", "0.0072"));
    }
  }

  @Test
  void legOfAnotherNumberIsAnotherLeg() {
    // 0.0096 for the transfer, and 1 min to Canada: 0.0048.
    Records leg =
        voice("c2", "EXTERNAL_OUTBOUND", "10:02:00", "10:03:00")
            .customer(VANCOUVER)
            .with("PreviousContactId", "c1");
    assertThat(Rated.of(transferredOut(), leg).amounts())
        .containsEntry("telephony-outbound", "0.0144");
  }

  @Test
  void outboundCallByHandIsChargedWhenItIsAnswered() {
    // 1 min: 0.018, and 0.0048 to Canada; the other was never answered.
    Map<String, String> amounts =
        Rated.of(
                voice("c1", "OUTBOUND", "10:00:10", "10:01:10").ours(DID).customer(VANCOUVER),
                voice("c2", "OUTBOUND", null, "10:00:30").ours(DID).customer("+999"))
            .amounts();
    assertThat(amounts)
        .containsOnly(entry("voice-service", "0.018"), entry("telephony-outbound", "0.0048"));
  }

  @Test
  void callbackIsChargedFromItsAnswer() {
    // Asked for at 08:00, answered at 10:00:10, 60 s: 0.018 and 0.0048. Its transfer of 30 s is a
    // part of it, not of the inbound call that it comes from: 0.009 and 0.0024.
    // The inbound call: 60 s, 0.018 and 0.0022.
    Map<String, String> amounts =
        Rated.of(
                inbound("c1", "10:01:00"),
                voice("c2", "CALLBACK", "10:00:10", "10:01:10")
                    .with("InitiationTimestamp", DAY + "08:00:00Z")
                    .with("InitialContactId", "c1")
                    .with("PreviousContactId", "c1")
                    .with("SystemEndpoint/Address", "Softphone")
                    .customer(SEATTLE),
                voice("c3", "TRANSFER", null, "10:01:40")
                    .with("InitiationTimestamp", DAY + "10:01:10Z")
                    .with("InitialContactId", "c1")
                    .with("PreviousContactId", "c2"),
                voice("c4", "CALLBACK", null, "10:00:30").customer(SEATTLE))
            .amounts();
    assertThat(amounts)
        .containsOnly(
            entry("voice-service", "0.045"),
            entry("telephony-inbound", "0.0022"),
            entry("telephony-outbound", "0.0072"));
  }

  @Test
  void callByTheApiIsChargedFromTheAttempt() {
    // 40 s x 0.0003 = 0.012, and 60 s to Germany = 0.1889. Unanswered: 10 s = 0.003.
    Map<String, String> amounts =
        Rated.of(
                voice("c1", "API", "10:00:10", "10:00:40").ours(DID).customer(BERLIN),
                voice("c2", "API", null, "10:00:05").ours(DID).customer("+1555"))
            .amounts();
    assertThat(amounts)
        .containsOnly(entry("voice-service", "0.015"), entry("telephony-outbound", "0.1889"));
  }

  @Test
  void everyCampaignAttemptIsCharged() {
    // 70 s x 0.025 / 60 = 0.0291666667 and 60 s = 0.0048; unanswered 20 s = 0.0083333333.
    Rated rated =
        Rated.of(
            voice("c1", "API", "10:00:10", "10:01:10")
                .ours(DID)
                .customer(SEATTLE)
                .with("Campaign/CampaignId", "k"),
            voice("c2", "API", null, "10:00:20").ours(DID).with("Campaign/CampaignId", "k"));
    assertThat(rated.amounts())
        .containsOnly(
            entry("voice-service-campaign", "0.0291666667"),
            entry("voice-service-campaign-attempt", "0.0083333333"),
            entry("telephony-outbound", "0.0048"));
    assertThat(rated.notes()).anyMatch(note -> note.startsWith("2 campaign attempts:"));
  }

  @Test
  void inAppCallHasNoTelephony() {
    // 5 min x 0.018 = 0.09; 5 x 0.01 = 0.05.
    for (Records call :
        List.of(
            voice("c1", "WEBRTC_API", "10:00:00", "10:05:00"),
            voice("c1", "API", "10:00:00", "10:05:00")
                .with("SegmentAttributes/connect:Subtype/ValueString", "connect:WebRTC"))) {
      assertThat(Rated.of(call).amounts())
          .containsOnly(entry("voice-service", "0.09"), entry("in-app-web-calling", "0.05"));
    }
  }

  @Test
  void monitoringIsNoCall() {
    assertThat(Rated.of(voice("c1", "MONITOR", "10:00:00", "10:05:00")).amounts()).isEmpty();
  }

  @Test
  void messagesAreChargedByTheirCount() {
    // Chat 10 x 0.004 = 0.04, and the guide's chat half 2 x 0.004 = 0.008; guide 2 x 0.005 = 0.01;
    // SMS 5 x 0.01; Apple 3 x 0.01; analytics 10 x 0.0015 = 0.015.
    String messages = "ChatMetrics/ChatContactMetrics/TotalMessages";
    String subtype = "SegmentAttributes/connect:Subtype/ValueString";
    Rated rated =
        Rated.of(
            other("c1", "CHAT", "API")
                .with(messages, 10)
                .with("ChatMetrics/ChatContactMetrics/TotalBotMessages", 4)
                .with("ContactLens/ConversationalAnalytics/Configuration/Enabled", true),
            other("c2", "CHAT", "API").with(subtype, "connect:SMS").with(messages, 5),
            other("c3", "CHAT", "API").with(subtype, "connect:Apple").with(messages, 3),
            other("c4", "CHAT", "API").with(subtype, "connect:Guide").with(messages, 2),
            other("c5", "CHAT", "API"));
    assertThat(rated.amounts())
        .containsOnly(
            entry("chat-message", "0.048"),
            entry("chat-guide-message", "0.01"),
            entry("sms-message", "0.05"),
            entry("apple-message", "0.03"),
            entry("chat-analytics", "0.015"));
    assertThat(rated.notes())
        .containsExactly(
            "no message count in 1 chat contact: their messages are not charged."
                + " Usage records can add them.");
  }

  @Test
  void tasksAndTheirTransfersByAgentsAreCharged() {
    // A task and a transfer: 2 x 0.04.
    assertThat(
            Rated.of(
                    other("c1", "TASK", "API"),
                    other("c2", "TASK", "TRANSFER").with("InitialContactId", "c1"),
                    other("c3", "TASK", "QUEUE_TRANSFER").with("InitialContactId", "c1"))
                .amounts())
        .containsOnly(entry("task", "0.08"));
  }

  @Test
  void agentsPartsAreCharged() {
    // Speech from 10:01 to 10:07: 6 x 0.015 = 0.09. Screens of a1 from 10:00:50 (accepted) to
    // 10:08, and of an overlapping contact to 10:10:50: 10 min x 0.006 = 0.06. One agent: 12.
    Rated rated =
        Rated.of(
            inbound("c1", "10:07:00")
                .agent("a1", "10:01:00")
                .with("Agent/AcceptedByAgentTimestamp", DAY + "10:00:50Z")
                .with("Agent/AfterContactWorkStartTimestamp", DAY + "10:07:00Z")
                .with("Agent/AfterContactWorkEndTimestamp", DAY + "10:08:00Z")
                .with("Recordings", List.of(Map.of("MediaStreamType", "SCREEN")))
                .with("ContactLens/ConversationalAnalytics/Configuration/Enabled", true)
                .with(
                    "ContactEvaluations",
                    Map.of(
                        "e1", Map.of("Status", "COMPLETE", "EndTimestamp", DAY + "12:00:00Z"),
                        "e2", Map.of("Status", "IN_PROGRESS"))),
            other("c2", "CHAT", "API")
                .with("ChatMetrics/ChatContactMetrics/TotalMessages", 0)
                .agent("a1", "10:02:00")
                .with("Agent/AfterContactWorkEndTimestamp", DAY + "10:10:50Z")
                .with("Recordings", List.of(Map.of("Type", "SCREEN")))
                .with(
                    "ContactEvaluations",
                    Map.of("e3", Map.of("Status", "COMPLETE", "EndTimestamp", DAY + "13:00:00Z"))));
    assertThat(rated.amounts())
        .containsEntry("speech-analytics", "0.09")
        .containsEntry("screen-recording", "0.06")
        .containsEntry("agent-evaluation", "12");
  }

  @Test
  void evaluationWithoutATimeHidesNoOther() {
    // The contact is at 10:00, and so is the end of the second evaluation: 1 agent, 12.
    Rated rated =
        Rated.of(
            other("t1", "TASK", "API")
                .with("Agent/ARN", Records.arn() + "/agent/a1")
                .with("ContactEvaluations/e1/Status", "COMPLETE")
                .with("ContactEvaluations/e2/Status", "COMPLETE")
                .with("ContactEvaluations/e2/EndTimestamp", DAY + "10:00:00Z"));
    assertThat(rated.amounts()).containsEntry("agent-evaluation", "12");
    assertThat(rated.rejected())
        .containsExactly("ContactEvaluations.EndTimestamp is missing or no time");
  }

  @Test
  void voiceIdIsChargedByItsResult() {
    // Enrolled, authenticated, no fraud result that counts: 2 x 0.025.
    assertThat(
            Rated.of(
                    inbound("c1", "10:01:00")
                        .with("VoiceIdResult/SpeakerEnrolled", true)
                        .with("VoiceIdResult/Authentication/Result", "Not Authenticated")
                        .with("VoiceIdResult/FraudDetection/Result", "Inconclusive"))
                .amounts())
        .containsEntry("voice-id-enrollment", "0.025")
        .containsEntry("voice-id-authentication", "0.025")
        .doesNotContainKey("voice-id-fraud-detection");
  }

  @Test
  void lastDeliveryOfAContactCounts() {
    // 60 s at first; the update, though delivered before, says 120 s: 0.036 and 0.0044.
    Records update = inbound("c1", "10:02:00").with("LastUpdateTimestamp", "2024-05-09T00:00:00Z");
    assertThat(Rated.of(update, inbound("c1", "10:01:00"), update).amounts())
        .containsOnly(entry("voice-service", "0.036"), entry("telephony-inbound", "0.0044"));
  }

  @Test
  void deliveriesThatContradictEachOtherAreRejected() {
    Rated rated = Rated.of(inbound("c1", "10:01:00"), inbound("c1", "10:02:00"));
    assertThat(rated.amounts()).isEmpty();
    assertThat(rated.rejected()).containsExactly(ContactTables.CONFLICT);
  }

  @Test
  void whichContradictingDeliveryComesFirstChangesNothing() {
    // The leg is rejected, as one delivery of it cannot be read; the other still says whose it is.
    Records leg =
        voice("c2", "EXTERNAL_OUTBOUND", "10:00:00", "10:02:00")
            .customer(SEATTLE)
            .with("InitialContactId", "c1");
    Records unread = leg.with("DisconnectTimestamp", DAY + "09:00:00Z");
    Records out = transferredOut();
    for (List<Records> order :
        List.of(
            List.of(leg, unread, out),
            List.of(unread, leg, out),
            List.of(out, leg, unread),
            List.of(out, unread, leg),
            List.of(leg, out, unread),
            List.of(unread, out, leg))) {
      Rated rated = Rated.of(order.toArray(Records[]::new));
      assertThat(rated.amounts())
          .containsOnly(entry("voice-service", "0.18"), entry("telephony-inbound", "0.12"));
      assertThat(rated.rejected())
          .containsExactly("DisconnectTimestamp is before ConnectedToSystemTimestamp");
    }
  }

  @Test
  void usageRecordsOfTheSameFolderAddUp() {
    // 7 min of a contact record and 3 of a usage record: 10 x 0.018 = 0.18; 10 x 0.0022 = 0.022.
    String usage =
        """
        record_id,instance,usage_type,start_time,quantity,country,number_type
        u,00000000-aaaa-4000-8000-000000000001,voice-inbound,2024-05-02,180,US,did
        """;
    assertThat(
            Rated.of(Records.NUMBERS, List.of(Rated.lines(inbound("c1", "10:07:00"))), usage)
                .amounts())
        .containsOnly(entry("voice-service", "0.18"), entry("telephony-inbound", "0.022"));
  }

  @Test
  void numbersAreHeldByTheDay() {
    // One day of a DID 0.03, one of a toll-free number 0.06.
    assertThat(Rated.of().total()).isEqualTo("0.09");
  }

  @Test
  void whatNobodyKnowsIsRejectedWithItsReason() {
    Rated rated =
        Rated.of(
            inbound("c1", "10:01:00").ours("+12065550177"),
            inbound("c2", "10:01:00").with("SystemEndpoint", null),
            inbound("c3", "10:01:00").with("InstanceARN", Records.arn() + "x"),
            inbound("c4", "10:01:00").with("Channel", "FAX"),
            inbound("c5", "10:01:00").with("InitiationMethod", null),
            inbound("c6", "09:59:00"),
            inbound("c7", "10:01:00").with("DisconnectTimestamp", "yesterday"),
            inbound("c8", "10:01:00").with("ContactId", null),
            inbound("c9", "10:01:00").with("Agent", "nobody"),
            voice("d1", "OUTBOUND", "10:00:00", "10:01:00").ours(DID).customer("+15555550100"),
            voice("d2", "OUTBOUND", "10:00:00", "10:01:00").ours(DID).customer("+870776123456"),
            voice("d3", "OUTBOUND", "10:00:00", "10:01:00").ours(DID).customer("sip:x@y"),
            voice("d4", "OUTBOUND", "10:00:00", "10:01:00").ours("+12065550177").customer(SEATTLE));
    assertThat(rated.amounts()).isEmpty();
    assertThat(rated.rejected())
        .containsExactlyInAnyOrder(
            "our number (+12065550177) is not in numbers.csv",
            ContactCharges.NO_NUMBER_OF_OURS,
            "unknown instance ("
                + Records.INSTANCE
                + "x): not among the account's instances; did you mean "
                + Records.INSTANCE
                + "?",
            "unknown Channel (FAX)",
            "InitiationMethod is missing",
            "DisconnectTimestamp is before ConnectedToSystemTimestamp",
            "DisconnectTimestamp " + DocumentTimes.OUTSIDE,
            "the document has no ContactId: it is not a contact record",
            "Agent is not a JSON object",
            Destinations.NO_COUNTRY,
            Destinations.NO_NUMBER)
        .hasSize(11);
    assertThat(rated.invoice().rejected())
        .anyMatch(r -> r.reason().contains("no ContactId") && r.example().endsWith("0.json:8"))
        .anyMatch(r -> r.reason().equals(Destinations.NO_COUNTRY) && r.records() == 2)
        .anyMatch(r -> r.reason().contains("+12065550177") && r.records() == 2);
  }

  @Test
  void timesHaveAtMostSixDecimals() {
    // Zeros after them are none.
    assertThat(
            Rated.of(
                    inbound("c1", "10:01:00")
                        .with("DisconnectTimestamp", DAY + "10:01:00.000000000Z"))
                .amounts())
        .containsEntry("voice-service", "0.018");
    assertThat(
            Rated.of(
                    inbound("c1", "10:01:00")
                        .with("DisconnectTimestamp", DAY + "10:01:00.123456789Z"))
                .rejected())
        .containsExactly(
            "DisconnectTimestamp is not an ISO 8601 time in the years 2000 to 2100 with at most 6"
                + " decimals of a second");
  }

  @Test
  void numberThatWasReleasedIsNotOurs() {
    Rated rated =
        Rated.of(
            voice("c1", "INBOUND", "10:00:00", "10:01:00")
                .ours(DID)
                .with("ConnectedToSystemTimestamp", "2024-05-04T10:00:00Z")
                .with("DisconnectTimestamp", "2024-05-04T10:01:00Z"));
    assertThat(rated.rejected())
        .containsExactly(
            "our number (+12065550100) was held by no instance at that time, says numbers.csv");
  }

  @Test
  void readsDocumentsHoweverTheyAreWritten() {
    Records one = inbound("c1", "10:07:00");
    Records two = inbound("c2", "10:01:00");
    Map<String, String> expected = Rated.of(one, two).amounts();
    for (String file :
        List.of(
            one.json() + two.json(),
            "[" + one.json() + ",\n" + two.json() + "]",
            one.node().toPrettyString() + "\r\n" + two.node().toPrettyString(),
            "\uFEFF" + one.json() + "\n\n" + two.json() + "\n" + one.json())) {
      assertThat(Rated.of(Records.NUMBERS, List.of(file), "").amounts()).isEqualTo(expected);
    }
  }

  @Test
  void largeFilesAreReadHoweverTheyAreWritten() {
    List<String> documents = new ArrayList<>();
    for (int i = 0; i < 2500; i++) {
      // A brace and a quote inside of a text end no document.
      documents.add(inbound("c" + i, "10:07:00").with("Attributes/x", "}{\"\\").json());
    }
    // 2,500 x 7 min x 0.018 = 315; x 0.0022 = 38.5.
    for (String between : List.of("", "\n", "\r\n\r\n", " ")) {
      assertThat(Rated.of(Records.NUMBERS, List.of(String.join(between, documents)), "").amounts())
          .containsOnly(entry("voice-service", "315"), entry("telephony-inbound", "38.5"));
    }
    String array = "[" + String.join(",\n", documents) + "]";
    assertThat(Rated.of(Records.NUMBERS, List.of(array), "").amounts())
        .containsOnly(entry("voice-service", "315"), entry("telephony-inbound", "38.5"));
    faults(String.join("\n", documents) + "\n{\"a\":tru}", "0.json:2501", "is not JSON");
  }

  @Test
  void callToAUniversalNumberIsPricedByItsCaller() {
    String numbers =
        """
        number,instance,country,number_type,claimed_at,released_at
        +80012345678,00000000-aaaa-4000-8000-000000000001,,uifn,2024-05-02,2024-05-03
        """;
    // 7 min x 0.018 = 0.126; from Germany 7 x 0.3031 = 2.1217; the other's country is unknown.
    Rated rated =
        Rated.of(
            numbers,
            List.of(
                Rated.lines(
                    inbound("c1", "10:07:00").ours("+80012345678").customer(BERLIN),
                    inbound("c2", "10:07:00").ours("+80012345678").customer("+999"))),
            "");
    assertThat(rated.amounts())
        .containsOnly(entry("voice-service", "0.126"), entry("telephony-inbound", "2.1217"));
    assertThat(rated.rejected()).containsExactly(Destinations.NO_COUNTRY);
  }

  @Test
  void brokenFilesAreFaultsByLine() {
    String good = inbound("c1", "10:07:00").json() + "\n";
    faults(good + "{\"ContactId\": \n", "0.json:", "is not JSON");
    faults(good + good.substring(0, 300), "0.json:", "is not JSON");
    faults("nonsense", "0.json:1", "is not JSON");
    faults(good + "{\"ContactId\":\"x\"", "0.json:2", "breaks off in the middle of a document");
    faults(good + "\0".repeat(100), "0.json:2", "bytes of 0 between documents");
    faults(good + "{\"x\":" + "[".repeat(100_000), "0.json:2", "too deep or too long");
    faults("{\"ContactId\":\"" + "x".repeat(2_000_000) + "\"}", "0.json:1", "too deep or too long");
    faults(
        good + "{\"Attributes\":{\"x\":\"" + "x".repeat(20_000_000) + "\"}}",
        "0.json:2",
        "larger than 16 MB");
  }

  private static void faults(String file, String... words) {
    assertThatExceptionOfType(FaultException.class)
        .isThrownBy(() -> Rated.of(Records.NUMBERS, List.of(file), ""))
        .satisfies(fault -> assertThat(fault.findings().toString()).contains(words));
  }

  @Test
  void faultsOfNumbersAreSaidAllAtOnce() {
    String numbers =
        """
        number,instance,country,number_type,claimed_at,released_at
        2065550100,i,US,did,2024-05-01,
        +12065550101,i,usa,did,2024-05-01,
        +12065550102,i,US,did,May,
        +12065550103,i,US,did,2024-05-02,2024-05-01
        +12065550104,i,US,did,2024-05-01,
        +12065550104,i,US,did,2024-05-09,
        +12065550105,i,US,did
        +12065550106,,US,did,2024-05-01,
        """;
    assertThatExceptionOfType(FaultException.class)
        .isThrownBy(() -> Rated.of(numbers, List.of(), ""))
        .satisfies(
            fault ->
                assertThat(fault.findings().toString().lines())
                    .hasSize(7)
                    .allMatch(line -> line.contains("numbers.csv:"))
                    .anyMatch(line -> line.contains("numbers.csv:7: the number (+12065550104)")));
  }
}
