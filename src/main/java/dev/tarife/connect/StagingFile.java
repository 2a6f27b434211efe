package dev.tarife.connect;

import dev.tarife.connect.document.DocumentTimes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file of rows, written by one thread at a time. Rows count once they are kept; before that
 * they can be forgotten.
 */
final class StagingFile implements AutoCloseable {
  private static final int FULL = 1 << 17;
  private static final int LONGEST_NUMBER = 20;

  private final Path path;
  private final OutputStream out;
  private byte[] bytes = new byte[2 * FULL];
  private int length;
  private int kept;

  StagingFile(Path path) throws IOException {
    this.path = path;
    this.out = Files.newOutputStream(path);
  }

  Path path() {
    return path;
  }

  /** Writes a value; null is nothing before the comma. */
  void value(@Nullable String text) {
    if (text != null) {
      write(text);
    }
    room(1);
    bytes[length++] = ',';
  }

  /** Writes a whole number; {@link DocumentTimes#NONE} is nothing before the comma. */
  void value(long number) {
    room(LONGEST_NUMBER + 1);
    if (number != DocumentTimes.NONE) {
      digits(number);
    }
    bytes[length++] = ',';
  }

  /** Ends the row. */
  void end() {
    bytes[length - 1] = '\n';
  }

  /** Keeps the rows that have ended. */
  void keep() throws IOException {
    kept = length;
    if (length >= FULL) {
      flush();
    }
  }

  /** Forgets the rows since the last that were kept. */
  void forget() {
    length = kept;
  }

  private void write(String text) {
    int start = length;
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || c == ',' || c == '"') {
        length = start;
        quoted(text);
        return;
      }
      bytes[length++] = (byte) c;
    }
  }

  private void quoted(String text) {
    byte[] quoted = ('"' + text.replace("\"", "\"\"") + '"').getBytes(StandardCharsets.UTF_8);
    room(quoted.length);
    System.arraycopy(quoted, 0, bytes, length, quoted.length);
    length += quoted.length;
  }

  private void digits(long number) {
    long left = Math.abs(number);
    int end = length + (number < 0 ? 1 : 0);
    for (long more = left; more >= 10; more /= 10) {
      end++;
    }
    if (number < 0) {
      bytes[length] = '-';
    }
    length = end + 1;
    do {
      bytes[end--] = (byte) ('0' + left % 10);
      left /= 10;
    } while (left > 0);
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  private void flush() throws IOException {
    out.write(bytes, 0, kept);
    length = 0;
    kept = 0;
  }

  @Override
  public void close() throws IOException {
    try (out) {
      flush();
    }
  }
}
