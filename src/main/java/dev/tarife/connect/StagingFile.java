package dev.tarife.connect;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A CSV file of staged rows, written by one thread at a time. */
final class StagingFile implements AutoCloseable {
  private final Path path;
  private final OutputStream out;
  private final StringBuilder line = new StringBuilder();

  StagingFile(Path path) throws IOException {
    this.path = path;
    this.out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 18);
  }

  Path path() {
    return path;
  }

  /** Writes texts, one for each {@link Column}; null is nothing between two commas. */
  void write(@Nullable String[] row) throws IOException {
    line.setLength(0);
    for (String text : row) {
      if (text != null) {
        append(text);
      }
      line.append(',');
    }
    line.setCharAt(line.length() - 1, '\n');
    out.write(line.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void append(String text) {
    if (text.indexOf(',') < 0 && text.indexOf('"') < 0) {
      line.append(text);
      return;
    }
    line.append('"').append(text.replace("\"", "\"\"")).append('"');
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
