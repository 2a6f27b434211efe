package dev.tarife.web.rating;

import dev.tarife.model.FaultException;
import dev.tarife.web.problem.Renamed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A folder for the files of one request. Their names on the disk are ours; what the sender calls
 * them is only said again in faults.
 */
public final class RequestFolder implements AutoCloseable {
  private final Path path;
  private final Map<String, String> names = new LinkedHashMap<>();

  RequestFolder(Path path) {
    this.path = path;
  }

  /**
   * A new file's path; nothing is there yet.
   *
   * @param called as its sender calls it
   * @param ending such as {@code .csv}, one of ours
   */
  public Path file(String called, String ending) {
    Path file = path.resolve("file-" + names.size() + ending);
    names.put(file.toString(), called);
    return file;
  }

  /** Writes a new file. */
  public Path write(String called, String ending, String text) {
    try {
      return Files.write(file(called, ending), text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Does work whose errors then name the files as their sender does. */
  public <T> T naming(Supplier<T> work) {
    try {
      return work.get();
    } catch (FaultException e) {
      throw Renamed.faults(e, this::renamed);
    }
  }

  private String renamed(String text) {
    String said = text;
    for (Map.Entry<String, String> name : names.entrySet()) {
      said = said.replace(name.getKey(), name.getValue());
    }
    return said;
  }

  @Override
  public void close() {
    try (Stream<Path> inside = Files.walk(path)) {
      for (Path file : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
