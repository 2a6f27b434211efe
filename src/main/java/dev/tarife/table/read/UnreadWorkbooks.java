package dev.tarife.table.read;

import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.sheet.SpellingSuggestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Spreadsheets in a folder of decision tables that look like one of its workbooks but have another
 * name, such as {@code prices - Copy.xlsx}: they are not read, and the user is told so.
 */
final class UnreadWorkbooks {
  private static final Set<String> ENDINGS =
      Set.of(
          "xlsx", "xls", "xlsm", "xlsb", "xltx", "xltm", "ods", "fods", "ots", "csv", "tsv",
          "numbers", "gsheet");
  private static final String XLSX = ".xlsx";

  private final SortedMap<String, Set<String>> byWorkbook = new TreeMap<>();

  private UnreadWorkbooks() {}

  /**
   * Looks through a folder.
   *
   * @param names the workbooks that are read
   */
  static UnreadWorkbooks of(Path folder, List<String> names) {
    UnreadWorkbooks unread = new UnreadWorkbooks();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        String meant = names.contains(name) ? null : meant(name, names);
        if (meant != null && Files.isRegularFile(file) && !isRead(file, folder.resolve(meant))) {
          unread.byWorkbook.computeIfAbsent(meant, of -> new TreeSet<>()).add(name);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // A folder that cannot be listed may still hold workbooks that can be read.
      return new UnreadWorkbooks();
    }
    return unread;
  }

  /** Where names ignore case, {@code Prices.xlsx} is the workbook that is read. */
  private static boolean isRead(Path file, Path workbook) throws IOException {
    return Files.exists(workbook) && Files.isSameFile(file, workbook);
  }

  /** The workbook that a file seems to be another copy of; null: none, or a program's lock file. */
  private static @Nullable String meant(String name, List<String> names) {
    int dot = name.lastIndexOf('.');
    if (name.startsWith("~$")
        || name.startsWith(".")
        || dot < 0
        || !ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT))) {
      return null;
    }
    String stem = name.substring(0, dot).toLowerCase(Locale.ROOT);
    for (String workbook : names) {
      if (Pattern.compile("(?<!\\p{L})" + Pattern.quote(stem(workbook)) + "(?!\\p{L})")
          .matcher(stem)
          .find()) {
        return workbook;
      }
    }
    String nearest =
        SpellingSuggestion.to(stem, names.stream().map(UnreadWorkbooks::stem).toList());
    return nearest == null ? null : nearest + XLSX;
  }

  private static String stem(String workbook) {
    return workbook.substring(0, workbook.length() - XLSX.length());
  }

  /** Reports that a workbook is missing, and which files may be meant for it. */
  void missing(String workbook, Findings findings) {
    Set<String> files = byWorkbook.getOrDefault(workbook, Set.of());
    if (files.isEmpty()) {
      findings.error("workbook", Place.ofFile(workbook), "is missing", "add the workbook");
    } else {
      boolean renamed = files.stream().allMatch(file -> file.endsWith(XLSX));
      findings.error(
          "workbook",
          Place.ofFile(workbook),
          "is missing, but there is " + String.join(", ", files),
          (renamed ? "rename" : "save")
              + (files.size() == 1 ? " it" : " the one that is meant")
              + (renamed ? " to " : " as ")
              + workbook);
    }
  }

  /** Warns of the files that are not read beside a workbook. */
  void warn(String workbook, boolean read, Findings findings) {
    for (String file : byWorkbook.getOrDefault(workbook, Set.of())) {
      findings.add(
          Finding.warning(
              "workbook",
              Place.ofFile(file),
              "is not read: " + (read ? workbook + " is" : "it is not named " + workbook),
              (file.endsWith(XLSX) ? "rename it to " : "save it as ")
                  + workbook
                  + " if it is the one that is meant, or move it to another folder"));
    }
  }
}
