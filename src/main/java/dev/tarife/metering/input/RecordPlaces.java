package dev.tarife.metering.input;

import dev.tarife.duckdb.Duck;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the lines of a few records, which stand for others in what is said of them. It reads the
 * files again, so it is asked only where something is said, and stops where all are found. A record
 * that is written in an unusual way may not be found.
 */
public final class RecordPlaces {
  private static final Pattern KEY = Pattern.compile("\"record_id\"\\s*:\\s*\"([^\"\\\\]*)\"");
  private static final Pattern CONTACT = Pattern.compile("\"ContactId\"\\s*:\\s*\"([^\"\\\\]*)\"");

  private final Set<String> ids;
  private final Map<String, String> places = new HashMap<>();

  private RecordPlaces(Set<String> ids) {
    this.ids = ids;
  }

  /**
   * The places of records by id, as {@code usage.csv:5}.
   *
   * @param usage usage files
   * @param contacts contact records, whose usage records begin with the contact's id
   */
  public static Map<String, String> of(
      Set<String> ids, Collection<Path> usage, Collection<Path> contacts) {
    RecordPlaces places = new RecordPlaces(ids);
    for (Path path : usage) {
      if (places.isDone()) {
        break;
      }
      places.read(UsageFile.of(path));
    }
    if (!contacts.isEmpty() && !places.isDone()) {
      places.readContacts(contacts);
    }
    return Map.copyOf(places.places);
  }

  private boolean isDone() {
    return places.size() == ids.size();
  }

  private void found(String id, String file, long line) {
    if (ids.contains(id)) {
      places.putIfAbsent(id, file + ":" + line);
    }
  }

  private void read(UsageFile file) {
    try {
      switch (file.format()) {
        case CSV -> csv(file);
        case JSONL ->
            lines(
                file.open(),
                (line, text) -> {
                  Matcher matcher = KEY.matcher(text);
                  if (matcher.find()) {
                    found(matcher.group(1), file.name(), line);
                  }
                });
        case PARQUET -> parquet(file);
      }
    } catch (IOException | SQLException e) {
      // The records were read before: no place is better than no invoice.
      System.getLogger(RecordPlaces.class.getName())
          .log(System.Logger.Level.DEBUG, "No places in " + file.name(), e);
    }
  }

  private void csv(UsageFile file) throws IOException {
    List<String> header = FileRows.header(file, new UsageFaults(file.name()));
    int column = header == null ? -1 : header.indexOf(Columns.RECORD_ID);
    if (column >= 0) {
      lines(file.open(), (line, text) -> found(field(text, column), file.name(), line));
    }
  }

  /** A field of a line of CSV, without its quotes. */
  private static String field(String text, int column) {
    int begin = 0;
    for (int i = 0; i < column && begin >= 0; i++) {
      int from = begin < text.length() && text.charAt(begin) == '"' ? quoted(text, begin) : begin;
      begin = text.indexOf(',', from) + 1;
      if (begin == 0) {
        return "";
      }
    }
    if (begin < text.length() && text.charAt(begin) == '"') {
      int end = quoted(text, begin);
      return text.substring(begin + 1, Math.max(begin + 1, end - 1)).replace("\"\"", "\"");
    }
    int end = text.indexOf(',', begin);
    return text.substring(begin, end < 0 ? text.length() : end);
  }

  /** Where a quoted field ends, behind its last quote. */
  private static int quoted(String text, int begin) {
    int at = begin + 1;
    while (at < text.length()) {
      if (text.charAt(at) != '"') {
        at++;
      } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
        at += 2;
      } else {
        return at + 1;
      }
    }
    return at;
  }

  private void parquet(UsageFile file) throws SQLException {
    try (Connection connection = Duck.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT CAST(record_id AS VARCHAR), min(file_row_number) + 1 FROM "
                    + Duck.parquet(List.of(file.path()))
                    + " WHERE CAST(record_id AS VARCHAR) IN "
                    + Duck.texts(ids)
                    + " GROUP BY 1")) {
      while (rows.next()) {
        found(rows.getString(1), file.name(), rows.getLong(2));
      }
    }
  }

  private void readContacts(Collection<Path> contacts) {
    Map<String, String> byContact = new HashMap<>();
    ids.stream()
        .filter(id -> !places.containsKey(id))
        .forEach(id -> byContact.put(id.contains(":") ? id.substring(0, id.indexOf(':')) : id, id));
    for (Path path : contacts) {
      String name = path.toString();
      try {
        lines(
            GzipStream.unpacked(new BufferedInputStream(Files.newInputStream(path), 1 << 16)),
            (line, text) -> {
              Matcher matcher = CONTACT.matcher(text);
              while (matcher.find()) {
                String id = byContact.get(matcher.group(1));
                if (id != null) {
                  found(id, name, line);
                }
              }
            });
      } catch (IOException e) {
        System.getLogger(RecordPlaces.class.getName())
            .log(System.Logger.Level.DEBUG, "No places in " + name, e);
      }
      if (isDone()) {
        return;
      }
    }
  }

  /** Takes lines one by one. */
  @FunctionalInterface
  private interface Line {
    void take(long number, String text);
  }

  private void lines(InputStream source, Line line) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(source, StandardCharsets.UTF_8), 1 << 16)) {
      long number = 0;
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        number++;
        line.take(number, text);
        if (isDone()) {
          return;
        }
      }
    }
  }
}
