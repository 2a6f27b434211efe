package dev.tarife.spark;

import dev.tarife.billing.Input;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a bucket as files of this machine, and where in the input each line of them stands.
 */
final class BucketFiles {
  private static final String SOURCE = StagedRows.SOURCE + "=";
  private static final String BUCKET = StagedRows.BUCKET + "=";

  private final Setup setup;
  private final java.nio.file.Path folder;
  private final int bucket;
  private final Map<String, Local> locals = new LinkedHashMap<>();

  /**
   * A file of this machine.
   *
   * @param files of the input that its rows come from
   * @param staged what was handed over; empty: it is a file of the input itself
   * @param header lines before the first that was handed over
   * @param kind of the rows; null: number inventory
   */
  private record Local(
      List<Integer> files,
      String name,
      List<Path> staged,
      int header,
      SourceFile.@Nullable Kind kind) {}

  private BucketFiles(Setup setup, java.nio.file.Path folder, int bucket) {
    this.setup = setup;
    this.folder = folder;
    this.bucket = bucket;
  }

  /**
   * Prepares the files of a bucket.
   *
   * @param folder an empty folder of this machine
   */
  static BucketFiles of(Setup setup, java.nio.file.Path folder, int bucket) {
    return new BucketFiles(setup, folder, bucket);
  }

  /** Writes the files, which {@code tarife rate} would read the same. */
  Input write() throws IOException {
    List<java.nio.file.Path> usage = new ArrayList<>();
    List<java.nio.file.Path> contacts = new ArrayList<>();
    Path texts = new Path(setup.stage(), "lines/" + BUCKET + bucket);
    for (int i = 0; i < setup.groups().size(); i++) {
      TextGroup group = setup.groups().get(i);
      List<Path> staged = setup.hadoop().data(new Path(texts, SOURCE + i));
      boolean isCsv = group.kind() == SourceFile.Kind.CSV;
      // What is wrong with a header is wrong without rows, too; one bucket tells.
      if (!staged.isEmpty() || (isCsv && bucket == 0)) {
        java.nio.file.Path file = folder.resolve("usage-" + i + group.extension());
        copy(staged, isCsv ? group.header() : null, file);
        locals.put(name(file), new Local(group.files(), "", staged, isCsv ? 1 : 0, group.kind()));
        usage.add(file);
      }
    }
    List<Path> documents = setup.hadoop().data(new Path(texts, SOURCE + StagedRows.DOCUMENTS));
    if (!documents.isEmpty()) {
      java.nio.file.Path file = folder.resolve("documents.jsonl");
      copy(documents, null, file);
      locals.put(
          name(file), new Local(List.of(), "", documents, 0, SourceFile.Kind.CONTACT_RECORDS));
      contacts.add(file);
    }
    for (int i = 0; i < setup.typed().size(); i++) {
      List<Path> staged =
          setup.hadoop().data(new Path(setup.stage(), "typed-" + i + "/" + BUCKET + bucket));
      for (int j = 0; j < staged.size(); j++) {
        java.nio.file.Path file = folder.resolve("typed-" + i + "-" + j + ".parquet");
        fetch(staged.get(j), file);
        String name = setup.typed().get(i);
        locals.put(
            name(file),
            new Local(List.of(), name, List.of(staged.get(j)), 0, SourceFile.Kind.PARQUET));
        usage.add(file);
      }
    }
    List<java.nio.file.Path> numbers = new ArrayList<>();
    for (int i = 0; i < setup.numbers().size(); i++) {
      java.nio.file.Path file = folder.resolve("numbers-" + i + ".csv");
      Files.write(file, setup.numbers().get(i).bytes());
      locals.put(
          name(file), new Local(List.of(), setup.numbers().get(i).name(), List.of(), 0, null));
      numbers.add(file);
    }
    return new Input(List.of(), usage, contacts, numbers);
  }

  private static String name(java.nio.file.Path file) {
    return String.valueOf(file.getFileName());
  }

  /** A file that can be read where it lies is not copied. */
  private void fetch(Path staged, java.nio.file.Path file) throws IOException {
    java.nio.file.Path local = Hadoop.local(staged);
    if (local != null) {
      Files.createSymbolicLink(file, local);
      return;
    }
    try (InputStream in = setup.hadoop().of(staged).open(staged)) {
      Files.copy(in, file);
    }
  }

  /** Writes lines without their origins. */
  private void copy(List<Path> staged, @Nullable String header, java.nio.file.Path file)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      if (header != null) {
        out.write(header.getBytes(StandardCharsets.ISO_8859_1));
        out.write('\n');
      }
      byte[] buffer = new byte[1 << 16];
      for (Path path : staged) {
        try (InputStream in = setup.hadoop().of(path).open(path)) {
          boolean origin = true;
          for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            int begin = 0;
            for (int i = 0; i < length; i++) {
              if (origin && buffer[i] == '\t') {
                origin = false;
                begin = i + 1;
              } else if (!origin && buffer[i] == '\n') {
                out.write(buffer, begin, i + 1 - begin);
                origin = true;
              }
            }
            if (!origin) {
              out.write(buffer, begin, length - begin);
            }
          }
        }
      }
    }
  }

  /** What texts say of files of this machine, said of the files of the input. */
  final class Places {
    private final Pattern pattern =
        Pattern.compile(
            Pattern.quote(folder + "/") + "([a-z0-9.-]+?\\.(?:csv|jsonl|parquet))(?::(\\d+))?");

    private final Map<String, SortedSet<Long>> wanted = new TreeMap<>();
    private final Map<String, Map<Long, String>> found = new HashMap<>();

    /** Looks where the places stand that texts name. */
    Places(Collection<String> texts) throws IOException {
      for (String text : texts) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
          if (matcher.group(2) != null) {
            wanted
                .computeIfAbsent(matcher.group(1), name -> new TreeSet<>())
                .add(Long.parseLong(matcher.group(2)));
          }
        }
      }
      for (Map.Entry<String, SortedSet<Long>> entry : wanted.entrySet()) {
        Local local = locals.get(entry.getKey());
        if (local != null) {
          found.put(entry.getKey(), find(local, entry.getValue()));
        }
      }
    }

    /** A text with the places of the input. */
    String text(String text) {
      Matcher matcher = pattern.matcher(text);
      StringBuilder named = new StringBuilder();
      while (matcher.find()) {
        Local local = locals.get(matcher.group(1));
        String replacement = matcher.group();
        if (local != null) {
          String line = matcher.group(2);
          replacement =
              line == null
                  ? whole(local)
                  : found
                      .getOrDefault(matcher.group(1), Map.of())
                      .getOrDefault(Long.valueOf(line), whole(local) + ":" + line);
        }
        matcher.appendReplacement(named, Matcher.quoteReplacement(replacement));
      }
      return matcher.appendTail(named).toString();
    }

    /** The files that a header is of, if a text is the place of one; else the text's place. */
    List<String> all(String text) {
      Matcher matcher = pattern.matcher(text);
      if (matcher.matches()) {
        Local local = locals.get(matcher.group(1));
        if (local != null && local.header() == 1 && "1".equals(matcher.group(2))) {
          return local.files().stream().map(file -> name(file) + ":1").toList();
        }
      }
      return List.of(text(text));
    }

    private String name(int file) {
      return setup.files().get(file).name();
    }

    private String whole(Local local) {
      if (local.files().isEmpty()) {
        return local.name().isEmpty() ? "contact records" : local.name();
      }
      String first = name(local.files().get(0));
      return local.files().size() == 1
          ? first
          : first + " and " + (local.files().size() - 1) + " more";
    }

    private Map<Long, String> find(Local local, SortedSet<Long> lines) throws IOException {
      if (local.kind() == null) {
        Map<Long, String> same = new HashMap<>();
        lines.forEach(line -> same.put(line, local.name() + ":" + line));
        return same;
      }
      return local.kind() == SourceFile.Kind.PARQUET ? rows(local, lines) : lines(local, lines);
    }

    /** Reads what was handed over once more, as far as the last line that is asked for. */
    private Map<Long, String> lines(Local local, SortedSet<Long> lines) throws IOException {
      Map<Long, String> places = new HashMap<>();
      long line = local.header();
      long last = lines.last();
      for (Path path : local.staged()) {
        if (line >= last) {
          break;
        }
        try (InputStream in =
            new BufferedInputStream(setup.hadoop().of(path).open(path), 1 << 16)) {
          StringBuilder origin = new StringBuilder();
          boolean inOrigin = true;
          for (int c = in.read(); c >= 0 && line < last; c = in.read()) {
            if (c == '\n') {
              line++;
              if (lines.contains(line)) {
                places.put(line, place(local.kind(), origin.toString()));
              }
              origin.setLength(0);
              inOrigin = true;
            } else if (inOrigin && c == '\t') {
              inOrigin = false;
            } else if (inOrigin) {
              origin.append((char) c);
            }
          }
        }
      }
      return places;
    }

    private String place(SourceFile.@Nullable Kind kind, String origin) {
      String[] parts = origin.split(":");
      int file = Integer.parseInt(parts[0]);
      if (kind == SourceFile.Kind.CONTACT_RECORDS) {
        return name(file) + ":" + parts[1];
      }
      String piece = StagedRows.piece(file, Long.parseLong(parts[1]));
      long before = setup.lines().getOrDefault(piece, 0L);
      return name(file) + ":" + (before + Long.parseLong(parts[2]));
    }

    /** Asks the file for the rows that are named. */
    private Map<Long, String> rows(Local local, Set<Long> rows) throws IOException {
      Map<Long, String> places = new HashMap<>();
      Map<String, String> names = new HashMap<>();
      setup.files().forEach(file -> names.put(file.path(), file.name()));
      java.nio.file.Path file =
          locals.entrySet().stream()
              .filter(entry -> entry.getValue() == local)
              .map(entry -> folder.resolve(entry.getKey()))
              .findFirst()
              .orElseThrow();
      StringBuilder numbers = new StringBuilder();
      rows.forEach(row -> numbers.append(numbers.length() == 0 ? "" : ", ").append(row - 1));
      String query =
          "SELECT file_row_number + 1, "
              + StagedRows.FILE
              + ", "
              + StagedRows.ROW
              + " FROM read_parquet('"
              + file.toString().replace("'", "''")
              + "', file_row_number = true) WHERE file_row_number IN ("
              + numbers
              + ")";
      try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(query)) {
        while (result.next()) {
          String path = result.getString(2);
          String name = path == null ? null : names.get(ParquetSource.plain(path));
          places.put(
              result.getLong(1),
              (name == null ? local.name() : name) + ":" + (result.getLong(3) + 1));
        }
      } catch (SQLException e) {
        throw new IOException(e);
      }
      return places;
    }
  }

  Places places(Collection<String> texts) throws IOException {
    return new Places(texts);
  }
}
