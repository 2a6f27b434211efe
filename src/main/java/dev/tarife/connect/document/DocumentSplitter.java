package dev.tarife.connect.document;

import dev.tarife.metering.input.GzipStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a file, in gzip or not, where one document ends and the next begins. A file that is one long
 * document, or one array, cannot be cut: what is left of it is a stream.
 */
public final class DocumentSplitter implements AutoCloseable {
  private static final int PIECE = 2 << 20;
  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final Queue<byte[]> free;
  private byte[] bytes;
  private int length;
  private long line = 1;
  private boolean over;

  /**
   * Whole documents.
   *
   * @param bytes where they are
   * @param length how much of that
   * @param line on which the first begins
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on as it is, and never compared.
  public record Piece(byte[] bytes, int length, long line) {}

  private DocumentSplitter(InputStream in, Queue<byte[]> free) {
    this.in = in;
    this.free = free;
    bytes = empty();
  }

  /**
   * Opens a file.
   *
   * @param free bytes of pieces that nobody reads any more, to be filled again; of several threads
   * @param taken is told how much of it was read, as it lies on disk
   */
  public static DocumentSplitter open(Path path, Queue<byte[]> free, LongConsumer taken)
      throws IOException {
    InputStream file =
        new BufferedInputStream(new Counted(Files.newInputStream(path), taken), BUFFER);
    return new DocumentSplitter(GzipStream.unpacked(file), free);
  }

  /**
   * The whole file, for who does not cut it.
   *
   * @throws CharConversionException if it begins as UTF-16 or UTF-32 does
   */
  public InputStream whole() throws IOException {
    length = in.readNBytes(bytes, 0, bytes.length);
    refuseWide();
    return rest();
  }

  private void refuseWide() throws CharConversionException {
    if (isWide()) {
      throw new CharConversionException("it is UTF-16 or UTF-32, not UTF-8");
    }
  }

  /** The next piece; null: it is over, or what is left cannot be cut. */
  public @Nullable Piece next() throws IOException {
    if (over) {
      return null;
    }
    boolean first = line == 1 && length == 0;
    length += in.readNBytes(bytes, length, bytes.length - length);
    if (first) {
      refuseWide();
    }
    if (length < bytes.length) {
      over = true;
      return length == 0 ? null : new Piece(bytes, length, line);
    }
    int end = boundary();
    if (end < 0) {
      return null;
    }
    Piece piece = new Piece(bytes, end, line);
    byte[] next = empty();
    System.arraycopy(bytes, end, next, 0, length - end);
    line += Bytes.lines(bytes, 0, end);
    length -= end;
    bytes = next;
    return piece;
  }

  private byte[] empty() {
    byte[] used = free.poll();
    return used == null ? new byte[PIECE] : used;
  }

  /** Whether a file begins as texts of two or four bytes a letter do. */
  private boolean isWide() {
    if (length < 2) {
      return false;
    }
    int mark = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
    boolean text = bytes[0] == '{' || bytes[0] == '[' || bytes[0] == 0;
    return mark == 0xFEFF || mark == 0xFFFE || (text && ((bytes[0] == 0) != (bytes[1] == 0)));
  }

  public boolean isOver() {
    return over;
  }

  /** What cannot be cut. */
  public InputStream rest() {
    return new SequenceInputStream(new ByteArrayInputStream(bytes, 0, length), in);
  }

  /** The line on which the rest begins. */
  public long line() {
    return line;
  }

  private int boundary() {
    int end = newLine();
    return end < 0 ? lastEnd() : end;
  }

  /**
   * Where the last document begins that stands on a new line after another one; -1: nowhere.
   * Between two objects without a comma, no array or object is open, and no text holds a line's
   * end.
   */
  private int newLine() {
    for (int i = length - 1; i > 1; i--) {
      if (bytes[i] == '{' && bytes[i - 1] == '\n') {
        int before = i - 2;
        while (before >= 0 && (bytes[before] == '\r' || bytes[before] == '\n')) {
          before--;
        }
        if (before >= 0 && bytes[before] == '}') {
          return i;
        }
      }
    }
    return -1;
  }

  /** Where the last whole document ends, of documents that follow each other; -1: nowhere. */
  private int lastEnd() {
    int end = -1;
    int open = 0;
    boolean text = false;
    for (int i = 0; i < length; i++) {
      byte c = bytes[i];
      if (text) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          text = false;
        }
      } else if (c == '"') {
        text = true;
      } else if (c == '{' || c == '[') {
        open++;
      } else if ((c == '}' || c == ']') && --open == 0) {
        end = i + 1;
      }
    }
    return end;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Tells how much is read of a file. */
  private static final class Counted extends FilterInputStream {
    private final LongConsumer taken;

    Counted(InputStream in, LongConsumer taken) {
      super(in);
      this.taken = taken;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      taken.accept(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      taken.accept(Math.max(0, read));
      return read;
    }
  }
}
