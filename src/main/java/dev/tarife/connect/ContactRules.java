package dev.tarife.connect;

import dev.tarife.connect.document.ContactFields;
import dev.tarife.connect.document.Document;
import dev.tarife.connect.document.DocumentTimes;
import dev.tarife.connect.number.NumberHolding;
import dev.tarife.table.ContactMap;
import dev.tarife.table.ContactRow;
import dev.tarife.table.ContactRow.CountsAs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of the table, found by channel and initiation method. Used by one thread. */
final class ContactRules {
  /** So many pairs of channel and method are remembered; a stream has some twenty. */
  private static final int MOST_PAIRS = 500;

  private final ContactFields fields;
  private final List<ContactRule> all;
  private final Map<String, Map<String, Fitting>> fitting = new HashMap<>();
  private final List<String> attributes;
  private int pairs;

  /**
   * The rules that contacts of a channel and method may meet.
   *
   * @param deciding those of which the first that holds says what a contact is
   * @param beside those that each may hold
   */
  record Fitting(List<ContactRule> deciding, List<ContactRule> beside) {}

  ContactRules(ContactMap map, ContactFields fields) {
    this.fields = fields;
    all = map.rows().stream().map(row -> new ContactRule(row, fields)).toList();
    attributes = attributes(map);
  }

  /** The names of all attributes that rows give. */
  static List<String> attributes(ContactMap map) {
    Set<String> names = new LinkedHashSet<>();
    map.rows().forEach(row -> row.attributes().forEach(of -> names.add(of.name())));
    return List.copyOf(names);
  }

  List<String> attributes() {
    return attributes;
  }

  ContactFields fields() {
    return fields;
  }

  Fitting of(String channel, String method) {
    Map<String, Fitting> methods = fitting.get(channel);
    Fitting known = methods == null ? null : methods.get(method);
    if (known == null) {
      known = find(channel, method);
      if (pairs++ < MOST_PAIRS) {
        fitting.computeIfAbsent(channel, c -> new HashMap<>()).put(method, known);
      }
    }
    return known;
  }

  private Fitting find(String channel, String method) {
    List<ContactRule> deciding = new ArrayList<>();
    List<ContactRule> beside = new ArrayList<>();
    for (ContactRule rule : all) {
      if (rule.row().fits(channel, method)) {
        (rule.row().countsAs().decides() ? deciding : beside).add(rule);
      }
    }
    return new Fitting(List.copyOf(deciding), List.copyOf(beside));
  }

  /**
   * What a contact that cannot be settled is in its chain, as far as its channel and method tell;
   * in doubt it is a part of whatever it names, which then is not charged either.
   */
  CountsAs role(@Nullable String channel, @Nullable String method) {
    boolean inCalls = channel == null;
    CountsAs role = null;
    for (ContactRule rule : all) {
      ContactRow row = rule.row();
      if (!row.countsAs().decides()
          || (channel != null && !row.channels().isEmpty() && !row.channels().contains(channel))) {
        continue;
      }
      boolean listed = channel != null && row.channels().contains(channel);
      inCalls |= listed && row.countsAs().isTimed();
      boolean methodFits =
          method != null && (row.methods().isEmpty() || row.methods().contains(method));
      if (methodFits && (role == null || (!role.isTimed() && row.countsAs().isTimed()))) {
        role = row.countsAs();
      }
    }
    if (role != null) {
      return role;
    }
    return inCalls ? CountsAs.PART : CountsAs.CONTACT;
  }

  /** Why no row says what a contact is. */
  String unknown(String channel, String method, Document document) {
    boolean channelIsKnown =
        all.stream()
            .anyMatch(
                rule -> rule.row().countsAs().decides() && rule.row().channels().contains(channel));
    if (!channelIsKnown) {
      return "unknown Channel (" + shortened(channel) + ")";
    }
    List<ContactRule> near = of(channel, method).deciding();
    if (near.isEmpty()) {
      return "unknown InitiationMethod (" + shortened(method) + ") of Channel " + channel;
    }
    long at = ContactIdentity.at(document);
    boolean isDated =
        near.stream().anyMatch(rule -> !rule.isInForce(at) && rule.holds(document, null));
    if (isDated) {
      return "no row is for such a contact of Channel "
          + channel
          + (at == DocumentTimes.NONE ? " without a time" : " on " + NumberHolding.day(at));
    }
    Set<String> asked = new LinkedHashSet<>();
    for (ContactRule rule : near) {
      rule.row()
          .conditions()
          .forEach(
              condition ->
                  condition
                      .fields()
                      .forEach(
                          path -> {
                            String text = rule.text(fields.number(path), document, null);
                            asked.add(
                                path + (text == null ? " missing" : " (" + shortened(text) + ")"));
                          }));
    }
    return "unknown " + String.join(", ", asked) + " of Channel " + channel;
  }

  static String shortened(String text) {
    String shown = text.replace(Document.SEVERAL, ' ');
    return shown.length() <= 60 ? shown : shown.substring(0, 60) + "...";
  }
}
