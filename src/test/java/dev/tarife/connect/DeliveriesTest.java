package dev.tarife.connect;

import static dev.tarife.connect.Records.DAY;
import static dev.tarife.connect.Records.voice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.FaultException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** However a stream delivers contacts, they are charged the same; whatever is broken is said. */
class DeliveriesTest {
  @Property(seed = "20240501", tries = 5, shrinking = ShrinkingMode.OFF)
  void deliveryChangesNothing(@ForAll long seed) {
    deliver(seed);
  }

  @Tag("slow")
  @Property(seed = "20240501", tries = 40, shrinking = ShrinkingMode.OFF)
  void deliveryChangesNothingManyTimes(@ForAll long seed) {
    deliver(seed);
  }

  @Property(seed = "20240501", tries = 12, shrinking = ShrinkingMode.OFF)
  void mutatedDocumentIsPricedAsBeforeOrSaid(@ForAll long seed) {
    mutate(seed);
  }

  @Tag("slow")
  @Property(seed = "20240501", tries = 60, shrinking = ShrinkingMode.OFF)
  void mutatedDocumentIsPricedAsBeforeOrSaidManyTimes(@ForAll long seed) {
    mutate(seed);
  }

  private static void deliver(long seed) {
    Random random = new Random(seed);
    List<Records> contacts = contacts(random);
    Rated expected = Rated.of(contacts.toArray(Records[]::new));
    List<String> documents = new ArrayList<>();
    for (Records contact : contacts) {
      for (int i = random.nextInt(3); i >= 0; i--) {
        documents.add(contact.json());
      }
      if (random.nextInt(4) == 0) {
        // An older state, with other figures.
        documents.add(
            contact
                .with("LastUpdateTimestamp", DAY + "11:59:59Z")
                .with("DisconnectTimestamp", DAY + "11:30:00Z")
                .json());
      }
    }
    Collections.shuffle(documents, random);
    List<StringBuilder> files = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      files.add(new StringBuilder());
    }
    documents.forEach(
        document ->
            files
                .get(random.nextInt(3))
                .append(document)
                .append(random.nextBoolean() ? "\n" : " "));
    Rated delivered =
        Rated.of(Records.NUMBERS, files.stream().map(StringBuilder::toString).toList(), "");
    assertThat(delivered.invoice()).isEqualTo(expected.invoice());
  }

  private static List<Records> contacts(Random random) {
    List<Records> contacts = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String id = "c" + i;
      String method =
          List.of("INBOUND", "INBOUND", "OUTBOUND", "API", "CALLBACK", "WEBRTC_API")
              .get(random.nextInt(6));
      int second = 10 + random.nextInt(50);
      Records call =
          voice(id, method, "10:00:01", "10:0" + random.nextInt(3) + ":" + second)
              .ours("+12065550100")
              .customer("+12065550123");
      if (random.nextInt(3) == 0) {
        call =
            call.with("TransferCompletedTimestamp", DAY + "10:00:09Z")
                .with("TransferredToEndpoint/Address", "+16045550100");
        if (random.nextBoolean()) {
          contacts.add(
              voice(id + "-e", "EXTERNAL_OUTBOUND", "10:00:10", "10:00:50")
                  .customer("+16045550100")
                  .with("InitialContactId", id));
        }
      }
      contacts.add(call);
      String previous = id;
      for (int s = random.nextInt(3); s > 0; s--) {
        String next = id + "-" + s;
        contacts.add(
            voice(next, random.nextBoolean() ? "TRANSFER" : "QUEUE_TRANSFER", null, "10:05:01")
                .with("InitiationTimestamp", DAY + "10:04:" + (10 + random.nextInt(50)) + "Z")
                .with("InitialContactId", id)
                .with("PreviousContactId", previous));
        previous = next;
      }
    }
    return contacts;
  }

  private static void mutate(long seed) {
    Random random = new Random(seed);
    Records call =
        voice("c1", "INBOUND", "10:00:00", "10:07:00")
            .ours("+12065550100")
            .customer("+12065550123");
    Records transfer =
        voice("c2", "TRANSFER", "10:07:00", "10:08:00")
            .with("InitiationTimestamp", DAY + "10:07:00Z")
            .with("InitialContactId", "c1")
            .with("PreviousContactId", "c1");
    // 8 min x 0.018 = 0.144; 8 x 0.0022 = 0.0176.
    Map<String, String> whole = Map.of("voice-service", "0.144", "telephony-inbound", "0.0176");
    boolean first = random.nextBoolean();
    String mutated = mutated((first ? call : transfer).node(), random);
    String file = (first ? transfer : call).json() + "\n" + mutated + "\n";
    try {
      Rated rated = Rated.of(Records.NUMBERS, List.of(file), "");
      if (!rated.amounts().equals(whole)) {
        assertThat(rated.rejected()).as(mutated).isNotEmpty();
        assertThat(rated.amounts()).as(mutated).isEmpty();
      }
    } catch (FaultException e) {
      assertThat(e.findings().errors()).as(mutated).isNotEmpty();
    }
  }

  /** A document with one thing broken: a field gone, of another type or twice; or cut short. */
  private static String mutated(ObjectNode node, Random random) {
    List<String> fields = List.copyOf(node.propertyNames());
    String field = fields.get(random.nextInt(fields.size()));
    JsonNode value = node.get(field);
    switch (random.nextInt(8)) {
      case 0 -> node.remove(List.of(keep(field)));
      case 1 -> node.put(keep(field), 12);
      case 2 -> node.set(keep(field), Records.JSON.createArrayNode().add(value));
      case 3 -> node.put(field, "\u0000x");
      case 4 -> node.put(keep(field), true);
      case 5 -> {
        ArrayNode deep = node.putArray("Unknown");
        for (int i = 0; i < random.nextInt(200); i++) {
          deep = deep.addArray();
        }
      }
      case 6 -> {
        String text = node.toString();
        return text.substring(0, random.nextInt(text.length()));
      }
      default -> {
        String text = node.toString();
        return "{\"" + field + "\":" + value + "," + text.substring(1);
      }
    }
    return node.toString();
  }

  /** A transfer that names no chain is a transfer without its call; its call is then another. */
  private static String keep(String field) {
    return field.equals("InitialContactId")
            || field.equals("InitiationMethod")
            || field.equals("ContactId")
        ? "Channel"
        : field;
  }
}
