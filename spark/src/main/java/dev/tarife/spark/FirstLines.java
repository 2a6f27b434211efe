package dev.tarife.spark;

import dev.tarife.metering.input.JsonKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks at how a text file begins: the header of CSV, the keys of the first JSON lines. */
final class FirstLines implements Function<SourceFile, FirstLines.Beginning> {
  private static final long serialVersionUID = 1L;

  /** No header is longer. */
  private static final int LONGEST = 1 << 20;

  private final Hadoop hadoop;

  FirstLines(Hadoop hadoop) {
    this.hadoop = hadoop;
  }

  /**
   * How a file begins.
   *
   * @param header the first line of CSV, its bytes as letters; else empty
   * @param keys of JSON lines
   * @param problem why it cannot be read; null: it can
   */
  record Beginning(String header, ArrayList<String> keys, @Nullable String problem)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public Beginning call(SourceFile file) {
    try (InputStream in = hadoop.open(file)) {
      return file.kind() == SourceFile.Kind.CSV
          ? new Beginning(line(in), new ArrayList<>(), null)
          : new Beginning("", new ArrayList<>(JsonKeys.of(in)), null);
    } catch (IOException e) {
      return new Beginning("", new ArrayList<>(List.of()), String.valueOf(e.getMessage()));
    }
  }

  /**
   * The first line that holds anything, without its end: the bytes of the file, a letter for each.
   */
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0 && line.size() < LONGEST; c = in.read()) {
      if (c != '\n') {
        line.write(c);
      } else if (isBlank(line.toString(StandardCharsets.UTF_8))) {
        line.reset();
      } else {
        break;
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /** Whether a line is none of a table's. */
  static boolean isBlank(String line) {
    String plain = line.startsWith("\uFEFF") ? line.substring(1) : line;
    return plain.isEmpty() || plain.equals("\r");
  }

  /** The text of a header that was read as bytes. */
  static String text(String header) {
    return new String(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
