package dev.tarife.billing;

import dev.tarife.metering.input.Unparsable;
import dev.tarife.model.Account;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
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
  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(16)
          .maxStringLength(4_096)
          .maxNameLength(1_024)
          .maxNumberLength(100)
          .build();

  private final Findings findings = new Findings();
  private final AccountFields fields;
  private final Counter counter;
  private final SortedMap<String, Account> accounts = new TreeMap<>();
  private final Map<String, Place> places = new HashMap<>();

  private long bytes;

  private AccountReader(String currency, @Nullable Set<String> features, Counter counter) {
    this.fields = new AccountFields(currency, features, findings);
    this.counter = counter;
  }

  /**
   * Reads every account of some files.
   *
   * @param currency the currency of the tariff; an account of another is a fault
   * @return the accounts by id
   * @throws dev.tarife.model.FaultException if anything is at fault, with all of the faults
   */
  public static SortedMap<String, Account> read(Collection<Path> files, String currency) {
    return read(files, currency, null, (accounts, bytes) -> {});
  }

  /**
   * As {@link #read(Collection, String)}; an activation of a feature that has no trial is a fault.
   *
   * @param features that have a trial
   */
  public static SortedMap<String, Account> read(
      Collection<Path> files, String currency, Set<String> features) {
    return read(files, currency, features, (accounts, bytes) -> {});
  }

  /**
   * As {@link #read(Collection, String)}, and tells how far it has come.
   *
   * @param features that have a trial; null: any may be activated
   */
  static SortedMap<String, Account> read(
      Collection<Path> files, String currency, @Nullable Set<String> features, Counter counter) {
    AccountReader reader = new AccountReader(currency, features, counter);
    for (Path file : files) {
      reader.readFile(file);
    }
    reader.findings.throwIfErrors();
    return reader.accounts;
  }

  /** Is told how many accounts are read, and how long their texts are. */
  @FunctionalInterface
  interface Counter {
    void read(long accounts, long bytes);
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
    char[] buffer = new char[1 << 13];
    int number = 1;
    for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
      int begin = 0;
      for (int i = 0; i < length; i++) {
        if (buffer[i] == '\n') {
          line.append(buffer, begin, i - begin);
          begin = i + 1;
          if (!readLine(line, file, number++)) {
            return;
          }
        }
      }
      line.append(buffer, begin, length - begin);
      if (line.length() > MAX_CHARS) {
        break;
      }
    }
    readLine(line, file, number);
  }

  /** Reads the account of a line, and empties it; false: it is too long to go on. */
  private boolean readLine(StringBuilder line, String file, int number) {
    if (line.length() > MAX_CHARS) {
      tooLong(Place.line(file, number));
      return false;
    }
    String text = number == 1 ? withoutMark(line.toString()) : line.toString();
    if (!text.isBlank()) {
      parse(Parsers.JSON, text, file, number);
    }
    line.setLength(0);
    return true;
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
    bytes += text.length() + 1;
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        findings.error(Place.ofFile(file), "this file is empty", "describe an account in it");
        return;
      }
      int before = findings.errors().size();
      DocumentValue root = DocumentValue.read(parser, file, firstLine, findings);
      if (parser.nextToken() != null) {
        findings.error(
            Place.line(file, firstLine - 1 + parser.currentTokenLocation().getLineNr()),
            "a second document begins here",
            "write one account only, or a file for each in accounts/");
      }
      Account account = fields.account(root);
      if (account != null && findings.errors().size() == before) {
        add(account, root.place());
      }
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      findings.error(
          Place.line(file, firstLine - 1 + line),
          "this cannot be read: " + Unparsable.reason(e.getOriginalMessage()),
          "fix it, for example an indent, a quote or a bracket");
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
    counter.read(accounts.size(), bytes);
  }

  /** Made when the first account is read. */
  private static final class Parsers {
    static final TokenStreamFactory YAML =
        YAMLFactory.builder().streamReadConstraints(CONSTRAINTS).build();
    static final TokenStreamFactory JSON =
        JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build();
  }
}
