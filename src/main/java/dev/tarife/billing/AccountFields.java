package dev.tarife.billing;

import dev.tarife.model.Account;
import dev.tarife.model.Carried;
import dev.tarife.model.Findings;
import dev.tarife.model.Instance;
import dev.tarife.model.Money;
import dev.tarife.model.Place;
import dev.tarife.model.Quantity;
import dev.tarife.table.Suggestion;
import dev.tarife.table.TimeZones;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
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
      Set.of(
          "account",
          "currency",
          "budget",
          "created",
          "country",
          "first-deployment",
          "instances",
          "activations",
          "carried");
  private static final Set<String> PLAN_FIELDS = Set.of("plan", "from");
  private static final Set<String> CARRIED_FIELDS = Set.of("credits", "allowances", "counters");
  private static final Set<String> INSTANCE_FIELDS = Set.of("id", "region", "plan", "timezone");

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
    LocalDate created = date(root.field("created"), "created");
    String country = country(root.field("country"));
    Carried carried = carried(root.field("carried"));
    BigDecimal budget = amount(root.field("budget"), "budget");
    return id == null || money == null
        ? null
        : new Account(
            id,
            currency,
            firstDeployment,
            instances,
            activations,
            created,
            country,
            carried,
            budget == null ? null : Money.of(budget));
  }

  private @Nullable String country(@Nullable DocumentValue node) {
    String country = text(node, "country");
    if (node != null && country != null && !country.matches("[A-Z]{2}")) {
      findings.error(
          node.place(),
          "the country (" + country + ") is not an ISO 3166 code",
          "write two capital letters, such as TR");
      return null;
    }
    return country;
  }

  /** What the invoice of the month before carries (decision A-83). */
  private Carried carried(@Nullable DocumentValue map) {
    if (map == null || !is(map, DocumentValue.Kind.MAP, "carried")) {
      return Carried.NONE;
    }
    refuseOthers(map, CARRIED_FIELDS);
    SortedMap<String, Money> credits = new TreeMap<>();
    amounts(map, "credits").forEach((code, left) -> credits.put(code, Money.of(left)));
    return new Carried(credits, quantities(map, "allowances"), quantities(map, "counters"));
  }

  private SortedMap<String, Quantity> quantities(DocumentValue map, String name) {
    SortedMap<String, Quantity> quantities = new TreeMap<>();
    amounts(map, name).forEach((code, left) -> quantities.put(code, Quantity.of(left)));
    return quantities;
  }

  private Map<String, BigDecimal> amounts(DocumentValue map, String name) {
    Map<String, BigDecimal> amounts = new TreeMap<>();
    DocumentValue list = map.field(name);
    if (list != null && is(list, DocumentValue.Kind.MAP, name)) {
      for (DocumentValue.Field field : list.fields()) {
        BigDecimal left = amount(list.field(field.name()), field.name());
        if (left != null) {
          amounts.put(field.name(), left);
        }
      }
    }
    return amounts;
  }

  /** An amount, 0 or more, as a text or a number. */
  private @Nullable BigDecimal amount(@Nullable DocumentValue node, String name) {
    if (node == null) {
      return null;
    }
    if (node.text().matches("(0|[1-9]\\d{0,14})(\\.\\d{1,12})?")) {
      return new BigDecimal(node.text());
    }
    String written = node.text().isEmpty() ? node.kind().words() : node.text();
    findings.error(
        node.place(),
        name + " (" + written + ") is not an amount of 0 or more",
        "write a decimal such as \"60.00\"");
    return null;
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
      Plans plans = plans(item.field("plan"));
      ZoneId timeZone = timeZone(item.field("timezone"));
      Place first = id == null ? null : seen.putIfAbsent(id, item.place());
      if (first != null) {
        findings.error(
            item.place(),
            "the instance (" + id + ") is described already at " + first,
            "leave one of them");
      }
      if (id != null && region != null) {
        instances.add(new Instance(id, shared(region), plans.first(), plans.changes(), timeZone));
      }
    }
    return instances;
  }

  /** The clock of an instance (decision A-85). */
  private @Nullable ZoneId timeZone(@Nullable DocumentValue node) {
    String name = text(node, "timezone");
    ZoneId zone = name == null ? null : TimeZones.of(name);
    if (node != null && name != null && zone == null) {
      findings.error(
          node.place(), "the time zone (" + name + ") is unknown", TimeZones.suggestion(name));
    }
    return zone;
  }

  /** The plans of an instance: the first, and those that follow it (decision A-80). */
  private record Plans(String first, List<Instance.PlanChange> changes) {}

  private Plans plans(@Nullable DocumentValue node) {
    if (node == null || node.kind() != DocumentValue.Kind.LIST) {
      String plan = text(node, "plan");
      return new Plans(plan == null ? Instance.STANDARD : shared(plan), List.of());
    }
    String first = Instance.STANDARD;
    List<Instance.PlanChange> changes = new ArrayList<>();
    for (int i = 0; i < node.items().size(); i++) {
      DocumentValue item = node.items().get(i);
      if (!is(item, DocumentValue.Kind.MAP, "a plan")) {
        continue;
      }
      refuseOthers(item, PLAN_FIELDS);
      String plan = required(item, "plan", "plan: standard");
      LocalDate from = date(item.field("from"), "from");
      if (plan == null) {
        continue;
      }
      if (from == null && i == 0) {
        first = shared(plan);
      } else if (from == null) {
        if (item.field("from") == null) {
          missing(item, "from", "from: 2026-05-15");
        }
      } else if (!changes.isEmpty() && !changes.get(changes.size() - 1).from().isBefore(from)) {
        findings.error(
            item.place(),
            "the plan (" + plan + ") begins on " + from + ", not after the plan before it",
            "list the plans in the order of their days, each day once");
      } else {
        changes.add(new Instance.PlanChange(from, shared(plan)));
      }
    }
    return new Plans(first, changes);
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
