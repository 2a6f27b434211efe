package dev.tarife.connect;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at eight bytes at a time, where one by one would take most of the time of reading. */
final class Bytes {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long DELETES = 0x7F * ONES;
  private static final long SPACES = ' ' * ONES;
  private static final long LINE_ENDS = '\n' * ONES;

  private Bytes() {}

  /** Where the first byte is that is a quote, a backslash, or no plain letter; the end: nowhere. */
  static int special(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long eight = (long) EIGHT.get(bytes, at);
      // A borrow reaches the bytes behind a hit at most, so that the first hit is right.
      long quote = eight ^ QUOTES;
      long backslash = eight ^ BACKSLASHES;
      long delete = eight ^ DELETES;
      long hits =
          HIGH
              & (eight
                  | ((eight - SPACES) & ~eight)
                  | ((quote - ONES) & ~quote)
                  | ((backslash - ONES) & ~backslash)
                  | ((delete - ONES) & ~delete));
      if (hits != 0) {
        return at + (Long.numberOfTrailingZeros(hits) >> 3);
      }
    }
    while (at < to
        && bytes[at] >= ' '
        && bytes[at] != '"'
        && bytes[at] != '\\'
        && bytes[at] != 0x7F) {
      at++;
    }
    return at;
  }

  /** How many lines end here. */
  static int lines(byte[] bytes, int from, int to) {
    int lines = 0;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long other = (long) EIGHT.get(bytes, at) ^ LINE_ENDS;
      long none = ((other & ~HIGH) + ~HIGH) | other;
      lines += Long.bitCount(~none & HIGH);
    }
    for (; at < to; at++) {
      lines += bytes[at] == '\n' ? 1 : 0;
    }
    return lines;
  }

  /** A hash of the length, the beginning and the end: names and ids differ there. */
  static int hash(byte[] bytes, int from, int to) {
    long hash = (long) to - from;
    if (to - from >= Long.BYTES) {
      hash += (long) EIGHT.get(bytes, from) * 0x9E3779B97F4A7C15L;
      hash ^= (long) EIGHT.get(bytes, to - Long.BYTES);
    } else {
      for (int i = from; i < to; i++) {
        hash = hash << 8 | bytes[i];
      }
    }
    hash *= 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 32);
  }
}
