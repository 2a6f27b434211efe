package dev.tarife.metering.input;

import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * A file of usage records.
 *
 * @param path where it is
 * @param format how it is written
 * @param zipped whether in gzip
 */
public record UsageFile(Path path, Format format, boolean zipped) {
  /** How usage records are written down. */
  public enum Format {
    CSV,
    JSONL,
    PARQUET
  }

  public static UsageFile of(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    boolean zipped = name.endsWith(".gz");
    String plain = zipped ? name.substring(0, name.length() - 3) : name;
    Format format;
    if (plain.endsWith(".csv")) {
      format = Format.CSV;
    } else if (plain.endsWith(".jsonl") || plain.endsWith(".ndjson")) {
      format = Format.JSONL;
    } else if (plain.endsWith(".parquet") && !zipped) {
      format = Format.PARQUET;
    } else {
      throw FaultException.of(
          Place.ofFile(path.toString()),
          "is not a usage file",
          "its name must end in .csv, .jsonl (also .gz) or .parquet");
    }
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw FaultException.of(
          Place.ofFile(path.toString()),
          Files.exists(path) ? "cannot be read as a file" : "does not exist",
          "check the path");
    }
    return new UsageFile(path, format, zipped);
  }

  /** How large files are on disk; 0 for one that is gone. */
  public static long bytes(Collection<UsageFile> files) {
    return files.stream().mapToLong(file -> file.path().toFile().length()).sum();
  }

  /** The files that paths name; {@code *}, {@code ?} and {@code []} in the last part are a glob. */
  public static List<UsageFile> of(Collection<Path> paths) {
    TreeSet<Path> found = new TreeSet<>();
    for (Path path : paths) {
      String name = String.valueOf(path.getFileName());
      if (!Files.exists(path) && name.matches(".*[*?\\[{].*")) {
        List<Path> matches = glob(path, name);
        if (matches.isEmpty()) {
          throw FaultException.of(
              Place.ofFile(path.toString()), "matches no file", "check the path");
        }
        found.addAll(matches);
      } else {
        found.add(path);
      }
    }
    List<UsageFile> files = new ArrayList<>();
    found.forEach(path -> files.add(of(path)));
    return files;
  }

  private static List<Path> glob(Path path, String name) {
    Path parent = path.getParent();
    List<Path> matches = new ArrayList<>();
    try (DirectoryStream<Path> stream =
        Files.newDirectoryStream(parent == null ? Path.of("") : parent, name)) {
      stream.forEach(matches::add);
    } catch (IOException | RuntimeException e) {
      throw FaultException.of(
          Place.ofFile(path.toString()), "cannot be looked for (" + e + ")", "check the path");
    }
    return matches;
  }

  public String name() {
    return path.toString();
  }

  public boolean isEmpty() throws IOException {
    return Files.size(path) == 0;
  }

  /** The bytes, unpacked. */
  public InputStream open() throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
    if (!zipped) {
      return raw;
    }
    try {
      return new BufferedInputStream(new GzipStream(raw), 1 << 16);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }
}
