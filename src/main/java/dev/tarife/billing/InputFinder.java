package dev.tarife.billing;

import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sorts files into accounts, usage, contact records and numbers, by their names. */
final class InputFinder {
  private static final Pattern USAGE =
      Pattern.compile(".*\\.(csv|jsonl|csv\\.gz|jsonl\\.gz|parquet)");
  private static final Pattern CONTACT_RECORDS =
      Pattern.compile(".*\\.(json|jsonl|ndjson)(\\.gz)?");

  /** As a delivery stream names what it writes: with the time, without an ending. */
  private static final Pattern DELIVERED = Pattern.compile(".*-\\d{4}(-\\d\\d){5}-[^.]*(\\.gz)?");

  private static final Pattern WITHOUT_ENDING = Pattern.compile("[^.]+(\\.gz)?");
  private static final Pattern NO_INPUT = Pattern.compile("[._].*|readme.*|.*\\.(md|txt)");
  private static final Pattern YAML = Pattern.compile(".*\\.ya?ml");
  private static final Pattern ACCOUNT_LINES = Pattern.compile("accounts?\\.jsonl");
  private static final String NUMBERS = "numbers.csv";
  private static final String CONTACT_RECORD_FOLDER = "contact-records";
  private static final String USAGE_KINDS =
      "usage is read from .csv, .jsonl (both also .gz) and .parquet";

  private final Findings findings = new Findings();
  private final @Nullable Path account;
  private final boolean accountNeeded;
  // By real path, so that a file that is named twice is read once.
  private final SortedMap<Path, Path> accounts = new TreeMap<>();
  private final SortedMap<Path, Path> usage = new TreeMap<>();
  private final SortedMap<Path, Path> contactRecords = new TreeMap<>();
  private final SortedMap<Path, Path> numbers = new TreeMap<>();

  InputFinder(@Nullable Path account, boolean accountNeeded) {
    this.account = account;
    this.accountNeeded = accountNeeded;
  }

  Input find(Collection<String> paths) {
    for (String path : paths) {
      locate(path);
    }
    if (account != null) {
      accounts.clear();
      addAccount(account);
    }
    if (findings.isEmpty()) {
      String where = String.join(", ", paths);
      if (accounts.isEmpty() && accountNeeded) {
        findings.error(
            Place.ofFile(where),
            Input.NO_ACCOUNT,
            "add one, or name the account's file with --account");
      }
      if (usage.isEmpty() && contactRecords.isEmpty() && numbers.isEmpty()) {
        findings.error(
            Place.ofFile(where),
            Input.NOTHING_TO_RATE,
            "name the folder or the files that hold the usage");
      }
    }
    findings.throwIfErrors();
    return new Input(
        List.copyOf(accounts.values()),
        List.copyOf(usage.values()),
        List.copyOf(contactRecords.values()),
        List.copyOf(numbers.values()));
  }

  private void addAccount(Path file) {
    if (!Files.exists(file)) {
      missing(file.toString());
    } else if (!Files.isRegularFile(file)) {
      findings.error(
          Place.ofFile(file.toString()), "this is not a file", "name the account's file");
    } else {
      add(accounts, file);
    }
  }

  private void locate(String text) {
    Path path;
    try {
      path = Path.of(text);
    } catch (InvalidPathException e) {
      findings.error(Place.ofFile(text), "this is not a path: " + e.getReason(), "write a path");
      return;
    }
    if (Files.isDirectory(path)) {
      folder(path);
    } else if (Files.exists(path)) {
      file(path);
    } else if (PathPattern.is(text)) {
      glob(text);
    } else {
      missing(text);
    }
  }

  private void missing(String path) {
    findings.error(Place.ofFile(path), "there is no such file or folder", "check the path");
  }

  private void folder(Path folder) {
    if (lowerName(folder).equals(CONTACT_RECORD_FOLDER)) {
      contactRecordFolder(folder);
      return;
    }
    for (Path path : list(folder)) {
      String name = lowerName(path);
      if (Files.isDirectory(path)) {
        if (name.equals("accounts")) {
          list(path).stream()
              .filter(file -> YAML.matcher(lowerName(file)).matches())
              .forEach(file -> add(accounts, file));
        } else if (name.equals(CONTACT_RECORD_FOLDER)) {
          contactRecordFolder(path);
        } else if (name.startsWith("usage") && USAGE.matcher(name).matches()) {
          add(usage, path);
        }
      } else if (name.matches("account\\.ya?ml") || name.equals("accounts.jsonl")) {
        add(accounts, path);
      } else if (name.equals(NUMBERS)) {
        add(numbers, path);
      } else if (name.startsWith("usage")) {
        usageFile(path, name);
      }
    }
  }

  private void contactRecordFolder(Path folder) {
    for (Path file : list(folder)) {
      if (Files.isDirectory(file)) {
        // A delivery stream writes into folders of years, months, days and hours.
        contactRecordFolder(file);
      } else {
        contactRecordFile(file, lowerName(file));
      }
    }
  }

  /** What nobody can tell to be something else is read, or faulted: no call is left out unsaid. */
  private void contactRecordFile(Path file, String name) {
    if (NO_INPUT.matcher(name).matches()) {
      return;
    }
    if (CONTACT_RECORDS.matcher(name).matches()
        || DELIVERED.matcher(name).matches()
        || WITHOUT_ENDING.matcher(name).matches()) {
      add(contactRecords, file);
    } else {
      findings.error(
          Place.ofFile(file.toString()),
          Input.NOT_READ,
          "save it as another kind, or move it elsewhere: contact records are read from .json and"
              + " .jsonl, from names without an ending as a delivery stream gives them, and all of"
              + " these from .gz");
    }
  }

  private void file(Path file) {
    String name = lowerName(file);
    Path parent = file.toAbsolutePath().normalize().getParent();
    if (YAML.matcher(name).matches() || ACCOUNT_LINES.matcher(name).matches()) {
      add(accounts, file);
    } else if (name.equals(NUMBERS)) {
      add(numbers, file);
    } else if (isOfContactRecords(parent)) {
      contactRecordFile(file, name);
    } else if (name.matches(".*\\.json(\\.gz)?") || DELIVERED.matcher(name).matches()) {
      add(contactRecords, file);
    } else {
      usageFile(file, name);
    }
  }

  private static boolean isOfContactRecords(@Nullable Path folder) {
    return folder != null && lowerName(folder).equals(CONTACT_RECORD_FOLDER);
  }

  private void usageFile(Path file, String name) {
    if (USAGE.matcher(name).matches()) {
      add(usage, file);
    } else {
      findings.error(
          Place.ofFile(file.toString()), Input.NOT_READ, "save it as another kind: " + USAGE_KINDS);
    }
  }

  private void glob(String text) {
    List<Path> matches;
    try {
      matches = PathPattern.of(text).matches();
    } catch (PatternSyntaxException e) {
      findings.error(
          Place.ofFile(text), "this is not a pattern: " + e.getDescription(), "write a path");
      return;
    } catch (IOException e) {
      unreadable(Path.of(text), e);
      return;
    }
    if (matches.isEmpty()) {
      findings.error(Place.ofFile(text), "no file matches this pattern", "check the path");
    }
    for (Path match : matches) {
      if (Files.isDirectory(match)) {
        folder(match);
      } else {
        file(match);
      }
    }
  }

  private List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      unreadable(folder, e);
      return List.of();
    }
  }

  private void add(SortedMap<Path, Path> files, Path file) {
    try {
      if (Files.isDirectory(file)) {
        findings.error(
            Place.ofFile(file.toString()),
            "this is a folder where a file is expected",
            "rename it, or name the files in it");
      } else if (!Files.isReadable(file)) {
        findings.error(
            Place.ofFile(file.toString()), "this file cannot be read", "check its permissions");
      } else {
        files.putIfAbsent(file.toRealPath(), file);
      }
    } catch (IOException e) {
      unreadable(file, e);
    }
  }

  private void unreadable(Path path, Exception e) {
    findings.error(
        Place.ofFile(path.toString()), "this cannot be read: " + e.getMessage(), "check it");
  }

  private static String lowerName(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
  }
}
