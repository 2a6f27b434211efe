package dev.tarife.sheet.ooxml;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;

/**
 * The central directory of a zip archive in memory. The libraries' readers either trust local
 * headers, which a spreadsheet does not read, or take longer to load than the workbook to read.
 */
final class ZipArchive {
  private static final int END = 0x06054b50;
  private static final int ENTRY = 0x02014b50;
  private static final int LOCAL = 0x04034b50;
  private static final int END_SIZE = 22;
  private static final int LONGEST_COMMENT = 0xFFFF;

  private final ByteBuffer bytes;
  private final List<Entry> entries = new ArrayList<>();

  private ZipArchive(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * A part of the archive.
   *
   * @param crc checksum of its unpacked bytes
   * @param packed size in the archive
   * @param deflated whether it is packed at all
   * @param local where its own header stands
   */
  record Entry(String name, long crc, int packed, boolean deflated, int local) {
    boolean isFolder() {
      return name.endsWith("/");
    }
  }

  /**
   * Reads the directory.
   *
   * @throws DataFormatException if it is damaged, or of a kind that no spreadsheet writes
   */
  static ZipArchive of(byte[] bytes) throws DataFormatException {
    ZipArchive archive = new ZipArchive(bytes);
    try {
      archive.index();
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw damaged("its directory is cut off");
    }
    return archive;
  }

  List<Entry> entries() {
    return entries;
  }

  private void index() throws DataFormatException {
    int end = end();
    int count = unsigned(bytes.getShort(end + 10));
    int at = bytes.getInt(end + 16);
    boolean oneDisk = bytes.getInt(end + 4) == 0 && bytes.getShort(end + 8) == (short) count;
    if (!oneDisk || at < 0 || (long) at + bytes.getInt(end + 12) != end) {
      throw damaged("its directory is not where it should be");
    }
    for (int i = 0; i < count; i++) {
      at = entry(at);
    }
    if (at != end) {
      throw damaged("its directory holds more than it says");
    }
  }

  private int end() throws DataFormatException {
    int last = bytes.limit() - END_SIZE;
    for (int at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
      if (bytes.getInt(at) == END
          && at + END_SIZE + unsigned(bytes.getShort(at + 20)) == bytes.limit()) {
        return at;
      }
    }
    throw damaged("its directory is missing: is the file complete?");
  }

  private int entry(int at) throws DataFormatException {
    int flags = bytes.getShort(at + 8);
    int method = bytes.getShort(at + 10);
    int packed = bytes.getInt(at + 20);
    int local = bytes.getInt(at + 42);
    boolean known = method == 0 || method == 8;
    if (bytes.getInt(at) != ENTRY || packed < 0 || local < 0 || !known || (flags & 1) != 0) {
      throw damaged("its directory holds what no spreadsheet writes");
    }
    int length = unsigned(bytes.getShort(at + 28));
    byte[] name = new byte[length];
    bytes.get(at + 46, name);
    entries.add(
        new Entry(
            new String(name, StandardCharsets.UTF_8),
            Integer.toUnsignedLong(bytes.getInt(at + 16)),
            packed,
            method == 8,
            local));
    return at + 46 + length + unsigned(bytes.getShort(at + 30)) + unsigned(bytes.getShort(at + 32));
  }

  /**
   * Where the packed bytes of a part start.
   *
   * @throws DataFormatException if the part is cut off
   */
  int start(Entry entry) throws DataFormatException {
    int at = entry.local();
    if (at + 30L > bytes.limit() || bytes.getInt(at) != LOCAL) {
      throw damaged("a part is not where it should be");
    }
    long start = at + 30L + unsigned(bytes.getShort(at + 26)) + unsigned(bytes.getShort(at + 28));
    if (start + entry.packed() > bytes.limit()) {
      throw damaged("a part is cut off");
    }
    return (int) start;
  }

  private static int unsigned(short value) {
    return Short.toUnsignedInt(value);
  }

  private static DataFormatException damaged(String detail) {
    return new DataFormatException(detail);
  }
}
