package dev.tarife.connect.document;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at eight bytes at a time. */
final class Bytes {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long LINE_ENDS = '\n' * ONES;

  private Bytes() {}

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
}
