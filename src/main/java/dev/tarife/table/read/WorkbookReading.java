package dev.tarife.table.read;

import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.model.Sha256;
import dev.tarife.sheet.CodeLists;
import dev.tarife.sheet.Headers;
import dev.tarife.sheet.Sheet;
import dev.tarife.sheet.SpellingSuggestion;
import dev.tarife.sheet.Table;
import dev.tarife.sheet.TypedRow;
import dev.tarife.sheet.Workbook;
import dev.tarife.table.check.CellPlaces;
import dev.tarife.table.check.UnreadableCodes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One of the workbooks while it is read: its tables, and where its faults go. */
final class WorkbookReading {
  /** The sheet that holds what dropdowns offer. */
  static final String LISTS = "Lists";

  static final Map<String, Boolean> YES_NO = either("yes", true, "no", false);

  private final String name;
  private final @Nullable Workbook workbook;
  private final Findings findings;
  private final UnreadableCodes doubts;
  private final CellPlaces cells;
  private final CodeLists lists;
  private final SortedMap<String, String> normalised = new TreeMap<>();

  WorkbookReading(
      String name,
      @Nullable Workbook workbook,
      Findings findings,
      UnreadableCodes doubts,
      CellPlaces cells,
      CodeLists lists) {
    this.name = name;
    this.workbook = workbook;
    this.findings = findings;
    this.doubts = doubts;
    this.cells = cells;
    this.lists = lists;
  }

  Findings findings() {
    return findings;
  }

  UnreadableCodes doubts() {
    return doubts;
  }

  CellPlaces cells() {
    return cells;
  }

  String name() {
    return name;
  }

  /** SHA-256 of what the tables that were read say, by sheet. */
  String sha256() {
    MessageDigest digest = Sha256.digest();
    normalised.forEach(
        (sheet, text) -> {
          String framed = sheet.length() + " " + sheet + " " + text.length() + " " + text;
          digest.update(framed.getBytes(StandardCharsets.UTF_8));
        });
    return Sha256.of(digest);
  }

  /** Names of the sheets, without the one that is ignored. */
  List<String> sheets() {
    return workbook == null
        ? List.of()
        : workbook.sheets().stream().filter(sheet -> !sheet.equals(LISTS)).toList();
  }

  /** Reads a sheet; null if it cannot be read, which is reported. */
  @Nullable Table table(String sheet, Headers headers) {
    Sheet read;
    try {
      read = workbook == null ? null : workbook.sheet(sheet);
    } catch (FaultException e) {
      findings.addAll(e.findings());
      doubts.addEverything();
      return null;
    }
    if (read == null) {
      if (workbook != null) {
        String nearest = SpellingSuggestion.to(sheet, sheets());
        findings.error(
            "sheet",
            Place.ofFile(name),
            "the sheet " + sheet + " is missing",
            nearest == null ? "add the sheet" : "rename " + nearest + " to " + sheet);
      }
      doubts.addEverything();
      return null;
    }
    Table table = Table.of(read, headers, findings, lists);
    cells.add(name, read, table);
    normalised.put(sheet, table.normalised());
    if (!table.isComplete()) {
      doubts.addEverything();
    }
    return table;
  }

  /** Reads a sheet that says nothing of prices: it is not part of the tables' hash. */
  @Nullable Table aside(String sheet, Headers headers) {
    Table table = table(sheet, headers);
    normalised.remove(sheet);
    return table;
  }

  /** The workbook; null if it cannot be read. */
  @Nullable Workbook workbook() {
    return workbook;
  }

  /** The lines of a sheet; none if it cannot be read. */
  List<TypedRow> lines(String sheet, Headers headers) {
    Table table = table(sheet, headers);
    return table == null ? List.of() : table.lines();
  }

  /** Reports the sheets that the workbook should not have. */
  void onlySheets(Collection<String> known) {
    for (String sheet : sheets()) {
      if (!known.contains(sheet)) {
        findings.error(
            "sheet",
            Place.sheet(name, sheet),
            "the sheet is unknown",
            "rename it to one of " + String.join(", ", known) + ", or keep it in another workbook");
      }
    }
  }

  /** Keeps the value of a code, and reports a code that stands twice. */
  static <V> void put(Map<String, V> values, TypedRow line, String column, String code, V value) {
    if (!code.isEmpty() && values.putIfAbsent(code, value) != null) {
      line.error(
          "duplicate",
          column,
          "the code (" + code + ") stands twice",
          "delete or rename one of them");
    }
  }

  /** Two words, in an order that messages keep. */
  static <V> Map<String, V> either(String one, V meant, String other, V otherwise) {
    Map<String, V> words = new LinkedHashMap<>();
    words.put(one, meant);
    words.put(other, otherwise);
    return words;
  }

  /** The words of an enumeration, in its order. */
  static <E> Map<String, E> words(E[] constants, Function<E, String> word) {
    Map<String, E> words = new LinkedHashMap<>();
    Arrays.stream(constants).forEach(constant -> words.put(word.apply(constant), constant));
    return words;
  }
}
