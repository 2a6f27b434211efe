package dev.tarife.bundle;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;

/**
 * A zip archive whose entries are stored as they are, in one order, of one time, and nothing
 * between them. The same entries give the same bytes on every machine, nothing can swell on
 * unpacking, and no byte of the file is outside an entry: what is read is written again and
 * compared.
 */
final class StoredZip {
  static final String MANIFEST = "META-INF/MANIFEST.MF";

  /** The order that signed jars need: manifest, signature, content. */
  private static final Comparator<String> ORDER =
      Comparator.comparingInt(StoredZip::rank).thenComparing(Comparator.naturalOrder());

  private static final int LOCAL = 0x04034b50;
  private static final int ENTRY = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int LOCAL_SIZE = 30;
  private static final int ENTRY_SIZE = 46;
  private static final int END_SIZE = 22;
  private static final short VERSION = 10;
  private static final short UTF_8 = 1 << 11;

  /** 1 February 1980. */
  private static final short DATE = (short) (2 << 5 | 1);

  private StoredZip() {}

  private static int rank(String name) {
    if (name.equals(MANIFEST)) {
      return 0;
    }
    return name.equals(Signatures.DIGESTS) ? 1 : Signatures.isSignature(name) ? 2 : 3;
  }

  /** Writes entries, by name. */
  static byte[] write(Map<String, byte[]> entries) {
    SortedMap<String, byte[]> sorted = sorted();
    sorted.putAll(entries);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    sorted.forEach(
        (name, content) -> {
          byte[] path = name.getBytes(StandardCharsets.UTF_8);
          int start = file.size();
          byte[] local = new byte[LOCAL_SIZE];
          common(buffer(local).putInt(LOCAL), path, content);
          file.writeBytes(local);
          file.writeBytes(path);
          file.writeBytes(content);
          byte[] entry = new byte[ENTRY_SIZE];
          common(buffer(entry).putInt(ENTRY).putShort(VERSION), path, content).putInt(42, start);
          directory.writeBytes(entry);
          directory.writeBytes(path);
        });
    short count = (short) sorted.size();
    byte[] end = new byte[END_SIZE];
    buffer(end)
        .putInt(END)
        .putInt(0)
        .putShort(count)
        .putShort(count)
        .putInt(directory.size())
        .putInt(file.size());
    file.writeBytes(directory.toByteArray());
    file.writeBytes(end);
    return file.toByteArray();
  }

  /** What a local header and an entry of the directory have in common. */
  private static ByteBuffer common(ByteBuffer header, byte[] path, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return header
        .putShort(VERSION)
        .putShort(UTF_8)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort(DATE)
        .putInt((int) crc.getValue())
        .putInt(content.length)
        .putInt(content.length)
        .putShort((short) path.length);
  }

  /**
   * Reads what {@link #write} wrote, and nothing else.
   *
   * @return the entries, in their order
   * @throws DataFormatException if the bytes are anything else; says what
   */
  static SortedMap<String, byte[]> read(byte[] bytes) throws DataFormatException {
    SortedMap<String, byte[]> entries = sorted();
    try {
      ByteBuffer file = buffer(bytes);
      int end = bytes.length - END_SIZE;
      if (end < 0 || file.getInt(end) != END) {
        throw new DataFormatException("is not a jar, or not all of one");
      }
      int count = Short.toUnsignedInt(file.getShort(end + 10));
      int at = file.getInt(end + 16);
      for (int i = 0; i < count; i++) {
        at = entry(file, at, entries);
      }
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new DataFormatException("is damaged: its directory points outside of it");
    }
    if (entries.size() > 0xFFFF || !Arrays.equals(write(entries), bytes)) {
      throw new DataFormatException(
          "is not laid out as a bundle: it is damaged, or was made by another program");
    }
    return entries;
  }

  private static int entry(ByteBuffer file, int at, SortedMap<String, byte[]> entries)
      throws DataFormatException {
    int length = Short.toUnsignedInt(file.getShort(at + 28));
    byte[] path = new byte[length];
    file.get(at + ENTRY_SIZE, path);
    String name = new String(path, StandardCharsets.UTF_8);
    if (name.startsWith("/") || name.contains("\\") || name.contains("..") || name.contains(":")) {
      throw new DataFormatException("has an entry that points outside of it (" + name + ")");
    }
    if (file.getShort(at + 10) != 0) {
      throw new DataFormatException(
          "has a packed entry (" + name + "), which may swell; a bundle stores all of them");
    }
    int local = file.getInt(at + 42);
    int start = local + LOCAL_SIZE + Short.toUnsignedInt(file.getShort(local + 26));
    int size = file.getInt(at + 24);
    if (size < 0 || size > file.limit() - start) {
      throw new DataFormatException("has an entry that is cut off (" + name + ")");
    }
    byte[] content = new byte[size];
    file.get(start, content);
    if (entries.put(name, content) != null) {
      throw new DataFormatException("has two entries of one name (" + name + ")");
    }
    return at + ENTRY_SIZE + length;
  }

  private static SortedMap<String, byte[]> sorted() {
    return new TreeMap<>(ORDER);
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
