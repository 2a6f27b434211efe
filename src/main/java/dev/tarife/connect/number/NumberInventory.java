package dev.tarife.connect.number;

import dev.tarife.connect.document.DocumentTimes;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.table.ContactMap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads {@code numbers.csv}: which number an instance held, from when to when. */
public final class NumberInventory {
  private static final String NUMBER = "number";
  private static final String INSTANCE = "instance";
  private static final String COUNTRY = "country";
  private static final String NUMBER_TYPE = "number_type";
  private static final String CLAIMED = "claimed_at";
  private static final String RELEASED = "released_at";
  private static final List<String> COLUMNS =
      List.of(NUMBER, INSTANCE, COUNTRY, NUMBER_TYPE, CLAIMED, RELEASED);
  private static final int LONGEST = 200;

  private record Found(Place place, NumberHolding holding) {}

  private final Findings findings = new Findings();
  private final Map<String, List<Found>> byNumber = new LinkedHashMap<>();

  private final ContactMap map;

  private NumberInventory(ContactMap map) {
    this.map = map;
  }

  /**
   * Reads the inventories; a row that is there twice counts once.
   *
   * @param map says which types of number are of no country
   * @throws FaultException with every fault of them, by line
   */
  public static List<NumberHolding> read(List<Path> files, ContactMap map) {
    NumberInventory inventory = new NumberInventory(map);
    files.forEach(inventory::file);
    inventory.findings.throwIfErrors();
    return inventory.byNumber.values().stream().flatMap(List::stream).map(Found::holding).toList();
  }

  private void file(Path path) {
    String name = path.toString();
    try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      reader.mark(1);
      if (reader.read() != '\uFEFF') {
        reader.reset();
      }
      CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
      try (CSVParser parser = format.parse(reader)) {
        rows(name, parser);
      }
    } catch (CharacterCodingException e) {
      findings.error(Place.ofFile(name), "is not in UTF-8", "save it as UTF-8");
    } catch (IOException | UncheckedIOException e) {
      findings.error(Place.ofFile(name), "is not CSV (" + e.getMessage() + ")", "fix its quotes");
    }
  }

  private void rows(String name, CSVParser parser) {
    Iterator<CSVRecord> records = parser.iterator();
    if (!records.hasNext()) {
      findings.error(Place.ofFile(name), "is empty", "write its header: " + header());
      return;
    }
    Map<String, Integer> columns = new HashMap<>();
    List<String> header = records.next().toList();
    for (int i = 0; i < header.size(); i++) {
      if (columns.put(header.get(i), i) != null) {
        findings.error(
            Place.line(name, 1), "column (" + header.get(i) + ") is there twice", "remove one");
      }
    }
    List<String> missing = COLUMNS.stream().filter(c -> !columns.containsKey(c)).toList();
    if (!missing.isEmpty()) {
      findings.error(
          Place.line(name, 1),
          "column (" + String.join("; ", missing) + ") is missing",
          "the header is " + header());
      return;
    }
    while (true) {
      int line = (int) Math.min(parser.getCurrentLineNumber() + 1, Integer.MAX_VALUE);
      if (!records.hasNext()) {
        return;
      }
      CSVRecord record = records.next();
      Place place = Place.line(name, line);
      if (record.size() != header.size()) {
        findings.error(
            place,
            "has " + record.size() + " values, the header " + header.size(),
            "quote values that hold a comma; leave none out");
      } else {
        row(place, column -> record.get(columns.getOrDefault(column, 0)));
      }
    }
  }

  private interface Cells {
    String get(String column);
  }

  private void row(Place place, Cells cells) {
    int before = findings.list().size();
    String number = cells.get(NUMBER);
    if (!Destinations.isNumber(number)) {
      fault(place, NUMBER, number, "is not in E.164", "write it as +14155550100");
    }
    String instance = cells.get(INSTANCE);
    String type = cells.get(NUMBER_TYPE);
    plain(place, INSTANCE, instance);
    plain(place, NUMBER_TYPE, type);
    String country = cells.get(COUNTRY);
    long from = time(place, CLAIMED, cells.get(CLAIMED));
    boolean universal =
        country.isEmpty()
            && from != DocumentTimes.NONE
            && NumberHolding.isOfNoCountry(map.number(type, NumberHolding.day(from)));
    // Whether it needs a country cannot be told without the day, where that may make a difference.
    boolean unread =
        country.isEmpty()
            && from == DocumentTimes.NONE
            && map.numbers().stream()
                .anyMatch(of -> NumberHolding.isOfNoCountry(of) && of.isOfType(type));
    if (!universal && !unread && !country.matches("[A-Z]{2}")) {
      fault(place, COUNTRY, country, "is not a country code", "write two capitals, such as US");
    }
    String released = cells.get(RELEASED);
    long to = released.isEmpty() ? DocumentTimes.NONE : time(place, RELEASED, released);
    if (from != DocumentTimes.NONE && to != DocumentTimes.NONE && to < from) {
      fault(place, RELEASED, released, "is before claimed_at", "swap them, or fix the offset");
    }
    if (findings.list().size() == before) {
      add(place, new NumberHolding(number, instance, universal ? null : country, type, from, to));
    }
  }

  private void add(Place place, NumberHolding holding) {
    List<Found> others = byNumber.computeIfAbsent(holding.number(), n -> new ArrayList<>());
    for (Found other : others) {
      if (other.holding().equals(holding)) {
        return;
      }
      if (other.holding().overlaps(holding)) {
        findings.error(
            place,
            "the number (" + holding.number() + ") is held already, says " + other.place(),
            "end one holding with released_at before the other is claimed");
        return;
      }
    }
    others.add(new Found(place, holding));
  }

  private void plain(Place place, String column, String text) {
    if (text.isEmpty()) {
      fault(place, column, text, "is empty", "every number needs it");
    } else if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
      findings.error(place, column + " is not plain text", "write it anew");
    }
  }

  private long time(Place place, String column, String text) {
    long time = DocumentTimes.parse(text);
    if (time == DocumentTimes.NONE) {
      fault(place, column, text, DocumentTimes.OUTSIDE, "write it as 2024-05-01T10:00:00Z");
    }
    return time;
  }

  private void fault(Place place, String column, @Nullable String text, String what, String fix) {
    String shown = String.valueOf(text);
    findings.error(
        place,
        column + " (" + (shown.length() > 60 ? shown.substring(0, 60) : shown) + ") " + what,
        fix);
  }

  private static String header() {
    return String.join(",", COLUMNS);
  }
}
