package dev.tarife.billing;

import dev.tarife.model.Account;
import dev.tarife.model.Findings;
import dev.tarife.model.Instance;
import dev.tarife.model.Place;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * Reads accounts from YAML files, one a file, and from JSON lines, one a line. Strict: whatever is
 * unknown, missing or of another type is a fault, and all faults are told at once.
 */
public final class AccountReader {
  private static final int MAX_CHARS = 2_000_000;
  private static final int MAX_TEXT = 256;
  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(16)
          .maxStringLength(4_096)
          .maxNameLength(1_024)
          .maxNumberLength(100)
          .build();
  private static final Set<String> FIELDS =
      Set.of("account", "currency", "first-deployment", "instances", "activations");
  private static final Set<String> INSTANCE_FIELDS = Set.of("id", "region", "plan");

  private final String currency;
  private final Findings findings = new Findings();
  private final SortedMap<String, Account> accounts = new TreeMap<>();
  private final Map<String, Place> places = new HashMap<>();

  private AccountReader(String currency) {
    this.currency = currency;
  }

  /**
   * Reads every account of some files.
   *
   * @param currency the currency of the tariff; an account of another is a fault
   * @return the accounts by id
   * @throws dev.tarife.model.FaultException if anything is at fault, with all of the faults
   */
  public static SortedMap<String, Account> read(Collection<Path> files, String currency) {
    AccountReader reader = new AccountReader(currency);
    for (Path file : files) {
      reader.readFile(file);
    }
    reader.findings.throwIfErrors();
    return reader.accounts;
  }

  private void readFile(Path file) {
    String name = file.toString();
    boolean lines = name.toLowerCase(Locale.ROOT).endsWith(".jsonl");
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      if (lines) {
        readLines(in, name);
      } else {
        readYaml(in, name);
      }
    } catch (CharacterCodingException e) {
      findings.error(Place.ofFile(name), "this file is not UTF-8", "save it as UTF-8");
    } catch (IOException e) {
      findings.error(
          Place.ofFile(name), "this file cannot be read: " + e.getMessage(), "check the file");
    }
  }

  private void readYaml(BufferedReader in, String file) throws IOException {
    char[] buffer = new char[MAX_CHARS + 1];
    int length = 0;
    for (int n;
        length < buffer.length && (n = in.read(buffer, length, buffer.length - length)) > 0; ) {
      length += n;
    }
    if (length > MAX_CHARS) {
      tooLong(Place.ofFile(file));
    } else {
      parse(Parsers.YAML, withoutMark(new String(buffer, 0, length)), file, 1);
    }
  }

  private void readLines(BufferedReader in, String file) throws IOException {
    StringBuilder line = new StringBuilder();
    int number = 1;
    boolean more = true;
    while (more) {
      int c = in.read();
      more = c >= 0;
      if (more && c != '\n') {
        line.append((char) c);
        if (line.length() > MAX_CHARS) {
          tooLong(Place.line(file, number));
          return;
        }
        continue;
      }
      String text = number == 1 ? withoutMark(line.toString()) : line.toString();
      if (!text.isBlank()) {
        parse(Parsers.JSON, text, file, number);
      }
      line.setLength(0);
      number++;
    }
  }

  private void tooLong(Place place) {
    findings.error(
        place,
        "this is longer than " + MAX_CHARS + " characters, and no account is",
        "name the account's file; usage belongs in files of its own");
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private void parse(TokenStreamFactory factory, String text, String file, int firstLine) {
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        findings.error(Place.ofFile(file), "this file is empty", "describe an account in it");
        return;
      }
      int before = findings.errors().size();
      Node root = Node.read(parser, file, firstLine, findings);
      if (parser.nextToken() != null) {
        findings.error(
            Place.line(file, firstLine - 1 + parser.currentTokenLocation().getLineNr()),
            "a second document begins here",
            "write one account only, or a file for each in accounts/");
      }
      Account account = account(root);
      if (account != null && findings.errors().size() == before) {
        add(account, root.place());
      }
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      String message = e.getOriginalMessage();
      findings.error(
          Place.line(file, firstLine - 1 + line),
          "this cannot be read: " + (message == null ? "" : message.lines().findFirst().orElse("")),
          "mend it, for example an indent, a quote or a bracket");
    }
  }

  private void add(Account account, Place place) {
    Place first = places.putIfAbsent(account.id(), place);
    if (first != null) {
      findings.error(
          place,
          "the account (" + account.id() + ") is described already at " + first,
          "leave one of them, or choose with --account");
      return;
    }
    accounts.put(account.id(), account);
  }

  private @Nullable Account account(Node root) {
    if (!is(root, Node.Kind.MAP, "the account")) {
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
        : new Account(id, money, firstDeployment, instances, activations);
  }

  private List<Instance> instances(Node root) {
    Node list = root.field("instances");
    List<Instance> instances = new ArrayList<>();
    if (list == null) {
      missing(root, "instances", "instances: [{ id: support-us, region: us-west-2 }]");
      return instances;
    }
    if (!is(list, Node.Kind.LIST, "instances")) {
      return instances;
    }
    Map<String, Place> seen = new HashMap<>();
    for (Node item : list.items()) {
      if (!is(item, Node.Kind.MAP, "an instance")) {
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
        instances.add(new Instance(id, region, plan == null ? Instance.STANDARD : plan));
      }
    }
    return instances;
  }

  private SortedMap<String, LocalDate> activations(@Nullable Node map) {
    SortedMap<String, LocalDate> activations = new TreeMap<>();
    if (map != null && is(map, Node.Kind.MAP, "activations")) {
      for (Node.Field field : map.fields()) {
        LocalDate day = date(map.field(field.name()), field.name());
        if (day != null) {
          activations.put(field.name(), day);
        }
      }
    }
    return activations;
  }

  private void refuseOthers(Node map, Set<String> known) {
    for (Node.Field field : map.fields()) {
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

  /** A known name that differs only in case and separators. */
  private static @Nullable String meant(String name, Set<String> known) {
    String letters = letters(name);
    return known.stream().filter(word -> letters(word).equals(letters)).findFirst().orElse(null);
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
  }

  private @Nullable String required(Node map, String name, String example) {
    Node node = map.field(name);
    if (node == null) {
      missing(map, name, example);
      return null;
    }
    return text(node, name);
  }

  private void missing(Node map, String name, String example) {
    findings.error(map.place(), "the field (" + name + ") is missing", "add " + example);
  }

  /**
   * A text; in YAML a number without quotes too, as it was written: the zeros that an account's
   * number begins with stay.
   */
  private @Nullable String text(@Nullable Node node, String name) {
    if (node == null) {
      return null;
    }
    boolean yaml = !node.place().file().toLowerCase(Locale.ROOT).endsWith(".jsonl");
    if (node.kind() != Node.Kind.TEXT && !(yaml && node.kind() == Node.Kind.NUMBER)) {
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
    if (text.length() > MAX_TEXT || text.chars().anyMatch(AccountReader::isInvisible)) {
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

  private @Nullable LocalDate date(@Nullable Node node, String name) {
    if (node == null) {
      return null;
    }
    if (node.kind() == Node.Kind.TEXT && node.text().length() == "2024-01-15".length()) {
      try {
        return LocalDate.parse(node.text());
      } catch (DateTimeParseException e) {
        // Told below.
      }
    }
    String written = node.text().isEmpty() ? node.kind().words() : node.text();
    findings.error(
        node.place(), name + " (" + written + ") is no date", "write a day such as 2024-01-15");
    return null;
  }

  private boolean is(Node node, Node.Kind kind, String name) {
    if (node.kind() == kind) {
      return true;
    }
    wrongKind(node, name, "write " + kind.words());
    return false;
  }

  private void wrongKind(Node node, String name, String mend) {
    String value = node.text().isEmpty() ? "" : " (" + node.text() + ")";
    findings.error(node.place(), name + value + " is " + node.kind().words(), mend);
  }

  private static Place placeOf(Node map, String name) {
    Node node = map.field(name);
    return node == null ? map.place() : node.place();
  }

  /** Made when the first account is read. */
  private static final class Parsers {
    static final TokenStreamFactory YAML =
        YAMLFactory.builder().streamReadConstraints(CONSTRAINTS).build();
    static final TokenStreamFactory JSON =
        JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build();
  }
}
