package dev.tarife.connect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts made of bytes; the same again, as most are, for the same bytes. It holds few. Used by one
 * thread.
 */
final class Texts {
  private static final int HELD = 1 << 12;

  private final byte[][] bytes = new byte[HELD][0];
  private final String[] held = new String[HELD];

  Texts() {
    Arrays.fill(held, "");
  }

  /** The text of letters of one byte each. */
  String of(byte[] in, int from, int to) {
    int place = Bytes.hash(in, from, to) & (HELD - 1);
    byte[] before = bytes[place];
    if (Arrays.equals(before, 0, before.length, in, from, to)) {
      return held[place];
    }
    bytes[place] = Arrays.copyOfRange(in, from, to);
    held[place] = new String(in, from, to - from, StandardCharsets.ISO_8859_1);
    return held[place];
  }
}
