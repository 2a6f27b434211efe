package dev.tarife.metering.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** A reader that gives up on a record without end. */
final class LimitedReader extends Reader {
  private static final int LONGEST = 16 << 20;

  private final Reader reader;
  private final char[] buffer = new char[1 << 13];
  private int next;
  private int end;
  private long left = LONGEST;

  private LimitedReader(Reader reader) {
    this.reader = reader;
  }

  /**
   * Reads UTF-8, with or without a byte order mark.
   *
   * @throws CharacterCodingException if it is UTF-16, here or later if it is anything else
   */
  static LimitedReader of(InputStream in) throws IOException {
    in.mark(4);
    byte[] head = in.readNBytes(3);
    in.reset();
    if (head.length >= 2
        && ((head[0] == (byte) 0xFF && head[1] == (byte) 0xFE)
            || (head[0] == (byte) 0xFE && head[1] == (byte) 0xFF)
            || head[0] == 0
            || head[1] == 0)) {
      throw new Utf16();
    }
    if (head.length == 3
        && head[0] == (byte) 0xEF
        && head[1] == (byte) 0xBB
        && head[2] == (byte) 0xBF) {
      in.skipNBytes(3);
    }
    return new LimitedReader(
        new InputStreamReader(
            in,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)));
  }

  /** A new record begins. */
  void renew() {
    left = LONGEST;
  }

  @Override
  public int read() throws IOException {
    if (next == end && !fill()) {
      return -1;
    }
    return buffer[next++];
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (next == end && !fill()) {
      return -1;
    }
    int count = Math.min(length, end - next);
    System.arraycopy(buffer, next, target, offset, count);
    next += count;
    return count;
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(0, reader.read(buffer, 0, buffer.length));
    left -= end;
    if (left < 0) {
      throw new TooLong();
    }
    return end > 0;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  static final class Utf16 extends CharacterCodingException {
    private static final long serialVersionUID = 1L;
  }

  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
