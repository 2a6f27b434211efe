package dev.tarife.metering.input;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip of one or several members, and fails where a file is not gzip to its very end.
 * Java's own stream takes whatever follows a member and is not gzip for the end of the file: if a
 * copy damaged the head of the second member, all that it holds would be missing without a word.
 */
public final class GzipStream extends InputStream {
  private static final String GARBAGE = "bytes that are not gzip follow its end";
  private static final int HEAD_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] packed = new byte[1 << 16];
  private int at;
  private int length;
  private boolean over;

  /**
   * A file's bytes, unpacked if they begin as gzip does, whatever the file's name says.
   *
   * @param in a stream that can go back to a mark; closed if it cannot be read
   */
  public static InputStream unpacked(InputStream in) throws IOException {
    try {
      in.mark(2);
      byte[] head = in.readNBytes(2);
      in.reset();
      boolean zipped = head.length == 2 && head[0] == 0x1F && head[1] == (byte) 0x8B;
      return zipped ? new GzipStream(in) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Begins to unpack.
   *
   * @throws ZipException if it is not gzip
   */
  public GzipStream(InputStream in) throws IOException {
    this.in = in;
    head(next(), "it does not begin as gzip does");
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int size) throws IOException {
    if (size == 0) {
      return 0;
    }
    try {
      while (!over) {
        if (inflater.needsInput() && !inflater.finished()) {
          fill();
        }
        int read = inflater.inflate(target, offset, size);
        if (read > 0) {
          crc.update(target, offset, read);
          return read;
        }
        if (inflater.finished()) {
          end();
        } else if (inflater.needsDictionary()) {
          throw new ZipException("it needs a dictionary");
        }
      }
      return -1;
    } catch (DataFormatException e) {
      throw new ZipException(e.getMessage() == null ? "its data is damaged" : e.getMessage());
    }
  }

  /** Hands more bytes to the inflater. */
  private void fill() throws IOException {
    if (at == length) {
      length = Math.max(0, in.read(packed, 0, packed.length));
      at = 0;
      if (length == 0) {
        throw new EOFException("it breaks off");
      }
    }
    inflater.setInput(packed, at, length - at);
    at = length;
  }

  /** The next byte that the inflater has not taken; -1: none. */
  private int next() throws IOException {
    if (at == length) {
      length = Math.max(0, in.read(packed, 0, packed.length));
      at = 0;
    }
    return length == 0 ? -1 : packed[at++] & 0xFF;
  }

  private int needed() throws IOException {
    int next = next();
    if (next < 0) {
      throw new EOFException("it breaks off");
    }
    return next;
  }

  /** Reads the end of a member, and the head of the next one if there is any. */
  private void end() throws IOException {
    at = length - inflater.getRemaining();
    long sum = four();
    long size = four();
    if (sum != crc.getValue() || size != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
      throw new ZipException("its checksum is another");
    }
    int next = next();
    while (next == 0) {
      // Copies to tapes and block devices are padded with zeros.
      next = next();
      if (next > 0) {
        throw new ZipException(GARBAGE);
      }
    }
    if (next < 0) {
      over = true;
      return;
    }
    head(next, GARBAGE);
    inflater.reset();
    crc.reset();
  }

  private long four() throws IOException {
    return needed() | (needed() << 8) | (needed() << 16) | ((long) needed() << 24);
  }

  /** Reads the head of a member, whose first byte was read. */
  private void head(int first, String otherwise) throws IOException {
    if (first != 0x1F || needed() != 0x8B) {
      throw new ZipException(otherwise);
    }
    if (needed() != 8) {
      throw new ZipException("it is packed in an unknown way");
    }
    int flags = needed();
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(needed() | (needed() << 8));
    }
    for (int flag : new int[] {NAME, COMMENT}) {
      if ((flags & flag) != 0) {
        while (needed() != 0) {
          // A text ends at a zero.
        }
      }
    }
    if ((flags & HEAD_CHECKSUM) != 0) {
      skip(2);
    }
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      needed();
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
