package dev.tarife.sheet;

import dev.tarife.model.FaultException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;

/** The parts of a package (a zip archive), unpacked one at a time and never beyond the limits. */
final class Parts {
  private static final long SMALL = 1L << 20;
  private static final int MAX_PARTS = 10_000;

  private final String file;
  private final Limits limits;
  private final ZipFile zip;
  private final Map<String, ZipArchiveEntry> entries = new LinkedHashMap<>();
  private long total;

  private Parts(String file, Limits limits, ZipFile zip) {
    this.file = file;
    this.limits = limits;
    this.zip = zip;
  }

  /**
   * Opens an archive.
   *
   * @throws FaultException if it is none, or is one that no spreadsheet writes
   */
  static Parts open(String file, byte[] bytes, Limits limits) {
    refuseOtherFormats(file, bytes, limits);
    Parts parts;
    try {
      parts =
          new Parts(
              file,
              limits,
              ZipFile.builder()
                  .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                  .get());
    } catch (IOException | RuntimeException e) {
      throw Faults.damaged(file, "its directory cannot be read: is the file complete?");
    }
    parts.index();
    return parts;
  }

  private static void refuseOtherFormats(String file, byte[] bytes, Limits limits) {
    if (bytes.length > limits.fileBytes()) {
      throw Faults.tooLarge(
          file, "has " + bytes.length + " bytes, more than " + limits.fileBytes());
    }
    if (bytes.length == 0) {
      throw Faults.refused(file, "is empty", "copy the workbook again");
    }
    if (startsWith(bytes, 0xD0, 0xCF, 0x11, 0xE0)) {
      throw Faults.refused(
          file,
          "is protected by a password or an old .xls file",
          "save it as .xlsx without a password");
    }
    if (!startsWith(bytes, 'P', 'K', 3, 4)) {
      throw Faults.refused(file, "is not an .xlsx workbook", "save it as .xlsx");
    }
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    if (bytes.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((bytes[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }

  private void index() {
    for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
      if (entry.isDirectory()) {
        continue;
      }
      if (entries.size() == MAX_PARTS) {
        throw Faults.tooLarge(file, "has more than " + MAX_PARTS + " parts");
      }
      if (entries.put(key(entry.getName()), entry) != null) {
        throw Faults.damaged(file, "it holds the part " + shown(entry.getName()) + " twice");
      }
    }
  }

  /** Names of all parts, in small letters. */
  Collection<String> names() {
    return entries.keySet();
  }

  /** The bytes of a part, or null if there is none such. */
  byte @Nullable [] find(String name) {
    ZipArchiveEntry entry = entries.get(key(name));
    return entry == null ? null : unpack(entry);
  }

  /** The bytes of a part that every workbook has. */
  byte[] get(String name) {
    byte[] bytes = find(name);
    if (bytes == null) {
      throw Faults.damaged(file, "it has no part " + shown(name));
    }
    return bytes;
  }

  private byte[] unpack(ZipArchiveEntry entry) {
    String name = shown(entry.getName());
    long packed = Math.max(1, entry.getCompressedSize());
    CRC32 crc = new CRC32();
    ByteArrayOutputStream out =
        new ByteArrayOutputStream((int) Math.min(SMALL, Math.max(64, entry.getSize())));
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = zip.getInputStream(entry)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        total += n;
        long size = (long) out.size() + n;
        if (size > limits.partBytes() || total > limits.totalBytes()) {
          throw Faults.tooLarge(file, "unpacks to more than it may (part " + name + ")");
        }
        if (size > SMALL && size / packed > limits.ratio()) {
          throw Faults.tooLarge(
              file,
              "unpacks to more than " + limits.ratio() + " times its size (part " + name + ")");
        }
        crc.update(buffer, 0, n);
        out.write(buffer, 0, n);
      }
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw Faults.damaged(file, "part " + name + " cannot be unpacked");
    }
    if (entry.getCrc() >= 0 && entry.getCrc() != crc.getValue()) {
      throw Faults.damaged(file, "part " + name + " has changed since it was packed");
    }
    return out.toByteArray();
  }

  private static String key(String name) {
    String key = name.replace('\\', '/').toLowerCase(Locale.ROOT);
    return key.startsWith("/") ? key.substring(1) : key;
  }

  private static String shown(String name) {
    return Texts.shown(name);
  }
}
