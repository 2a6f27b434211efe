package dev.tarife.billing;

import dev.tarife.model.Account;
import dev.tarife.model.Findings;
import dev.tarife.model.Instance;
import dev.tarife.model.Place;
import dev.tarife.table.Suggestion;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes accounts of documents; whatever is unknown, missing or of another type is a fault. */
final class AccountFields {
  private static final int MAX_TEXT = 256;
  private static final Set<String> FIELDS =
      Set.of("account", "currency", "first-deployment", "instances", "activations");
  private static final Set<String> INSTANCE_FIELDS = Set.of("id", "region", "plan");

  private final String currency;
  private final @Nullable Set<String> features;
  private final Findings findings;
  // Of many accounts, Regions and plans are the same few texts.
  private final Map<String, String> shared = new HashMap<>();

  /**
   * Reads accounts that are priced in one currency.
   *
   * @param features that have a trial; null: any may be activated
   */
  AccountFields(String currency, @Nullable Set<String> features, Findings findings) {
    this.currency = currency;
    this.features = features;
    this.findings = findings;
  }

  /** An account; null, or one that lacks something, if anything was found at fault. */
  @Nullable Account account(DocumentValue root) {
    if (!is(root, DocumentValue.Kind.MAP, "the account")) {
      return null;
    }
    refuseOthers(root, FIELDS);
    String id = required(root, "account", "account: \"123456789012\"");
    String money = required(root, "currency", "currency: " + currency);
    if (money != null && !money.equals(currency)) {
      findings.error(
          placeOf(root, "currency"),
          "the currency (" + money + ") is not that of the tables, " + currency,
          "write " + currency + ", or rate with tables in " + money);
    }
    LocalDate firstDeployment = date(root.field("first-deployment"), "first-deployment");
    List<Instance> instances = instances(root);
    SortedMap<String, LocalDate> activations = activations(root.field("activations"));
    return id == null || money == null
        ? null
        : new Account(id, currency, firstDeployment, instances, activations);
  }

  private List<Instance> instances(DocumentValue root) {
    DocumentValue list = root.field("instances");
    List<Instance> instances = new ArrayList<>();
    if (list == null) {
      missing(root, "instances", "instances: [{ id: support-us, region: us-west-2 }]");
      return instances;
    }
    if (!is(list, DocumentValue.Kind.LIST, "instances")) {
      return instances;
    }
    Map<String, Place> seen = new HashMap<>();
    for (DocumentValue item : list.items()) {
      if (!is(item, DocumentValue.Kind.MAP, "an instance")) {
        continue;
      }
      refuseOthers(item, INSTANCE_FIELDS);
      String id = required(item, "id", "id: support-us");
      String region = required(item, "region", "region: us-west-2");
      String plan = text(item.field("plan"), "plan");
      Place first = id == null ? null : seen.putIfAbsent(id, item.place());
      if (first != null) {
        findings.error(
            item.place(),
            "the instance (" + id + ") is described already at " + first,
            "leave one of them");
      }
      if (id != null && region != null) {
        instances.add(
            new Instance(id, shared(region), plan == null ? Instance.STANDARD : shared(plan)));
      }
    }
    return instances;
  }

  private String shared(String text) {
    return shared.computeIfAbsent(text, same -> same);
  }

  private SortedMap<String, LocalDate> activations(@Nullable DocumentValue map) {
    SortedMap<String, LocalDate> activations = new TreeMap<>();
    if (map != null && is(map, DocumentValue.Kind.MAP, "activations")) {
      for (DocumentValue.Field field : map.fields()) {
        if (features != null && !features.contains(field.name())) {
          String nearest = Suggestion.nearest(field.name(), features);
          findings.error(
              field.place(),
              "the activation (" + field.name() + ") is unknown: no trial has this name",
              nearest == null
                  ? "leave it out; known are "
                      + String.join(", ", features.stream().sorted().toList())
                  : "write "
                      + nearest
                      + "; known are "
                      + String.join(", ", features.stream().sorted().toList()));
        }
        LocalDate day = date(map.field(field.name()), field.name());
        if (day != null) {
          activations.put(field.name(), day);
        }
      }
    }
    return activations;
  }

  private void refuseOthers(DocumentValue map, Set<String> known) {
    for (DocumentValue.Field field : map.fields()) {
      if (!known.contains(field.name())) {
        String meant = meant(field.name(), known);
        findings.error(
            field.place(),
            "the field (" + field.name() + ") is unknown",
            meant == null
                ? "leave it out; known are " + String.join(", ", known.stream().sorted().toList())
                : "write " + meant);
      }
    }
  }

  /** A known name that differs only in case and separators, or is spelled nearly like it. */
  private static @Nullable String meant(String name, Set<String> known) {
    String letters = letters(name);
    return known.stream()
        .filter(word -> letters(word).equals(letters))
        .findFirst()
        .orElseGet(() -> Suggestion.nearest(name, known));
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
  }

  private @Nullable String required(DocumentValue map, String name, String example) {
    DocumentValue node = map.field(name);
    if (node == null) {
      missing(map, name, example);
      return null;
    }
    return text(node, name);
  }

  private void missing(DocumentValue map, String name, String example) {
    findings.error(map.place(), "the field (" + name + ") is missing", "add " + example);
  }

  /**
   * A text; in YAML a number without quotes too, as it was written: the zeros that an account's
   * number begins with stay.
   */
  private @Nullable String text(@Nullable DocumentValue node, String name) {
    if (node == null) {
      return null;
    }
    boolean yaml = !node.place().file().toLowerCase(Locale.ROOT).endsWith(".jsonl");
    if (node.kind() != DocumentValue.Kind.TEXT
        && !(yaml && node.kind() == DocumentValue.Kind.NUMBER)) {
      wrongKind(node, name, "put it in quotes");
      return null;
    }
    String text = node.text();
    if (text.isBlank() || !text.equals(text.strip())) {
      findings.error(
          node.place(),
          "the " + name + " (" + text + ") is blank, or begins or ends with a space",
          "write it without");
      return null;
    }
    if (text.length() > MAX_TEXT || text.chars().anyMatch(AccountFields::isInvisible)) {
      findings.error(
          node.place(),
          "the " + name + " is longer than " + MAX_TEXT + " characters, or has invisible ones",
          "write it again, by hand");
      return null;
    }
    return text;
  }

  private static boolean isInvisible(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private @Nullable LocalDate date(@Nullable DocumentValue node, String name) {
    if (node == null) {
      return null;
    }
    if (node.kind() == DocumentValue.Kind.TEXT && node.text().length() == "2024-01-15".length()) {
      try {
        return LocalDate.parse(node.text());
      } catch (DateTimeParseException e) {
        // Told below.
      }
    }
    String written = node.text().isEmpty() ? node.kind().words() : node.text();
    findings.error(
        node.place(), name + " (" + written + ") is not a date", "write a day such as 2024-01-15");
    return null;
  }

  private boolean is(DocumentValue node, DocumentValue.Kind kind, String name) {
    if (node.kind() == kind) {
      return true;
    }
    wrongKind(node, name, "write " + kind.words());
    return false;
  }

  private void wrongKind(DocumentValue node, String name, String fix) {
    String value = node.text().isEmpty() ? "" : " (" + node.text() + ")";
    findings.error(node.place(), name + value + " is " + node.kind().words(), fix);
  }

  private static Place placeOf(DocumentValue map, String name) {
    DocumentValue node = map.field(name);
    return node == null ? map.place() : node.place();
  }
}
