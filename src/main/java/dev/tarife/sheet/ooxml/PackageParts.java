package dev.tarife.sheet.ooxml;

import dev.tarife.model.FaultException;
import dev.tarife.sheet.Limits;
import dev.tarife.sheet.VisibleText;
import dev.tarife.sheet.WorkbookFaults;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** The parts of a package (a zip archive), unpacked one at a time and never beyond the limits. */
public final class PackageParts {
  private static final long SMALL = 1L << 20;
  private static final int MAX_PARTS = 10_000;

  private final String file;
  private final Limits limits;
  private final byte[] bytes;
  private final ZipArchive archive;
  private final Map<String, ZipArchive.Entry> entries = new LinkedHashMap<>();
  private long total;

  private PackageParts(String file, Limits limits, byte[] bytes, ZipArchive archive) {
    this.file = file;
    this.limits = limits;
    this.bytes = bytes;
    this.archive = archive;
  }

  /**
   * Opens an archive.
   *
   * @throws FaultException if it is none, or is one that no spreadsheet writes
   */
  public static PackageParts open(String file, byte[] bytes, Limits limits) {
    refuseOtherFormats(file, bytes, limits);
    ZipArchive archive;
    try {
      archive = ZipArchive.of(bytes);
    } catch (DataFormatException e) {
      throw WorkbookFaults.damaged(file, String.valueOf(e.getMessage()));
    }
    PackageParts parts = new PackageParts(file, limits, bytes, archive);
    parts.index();
    return parts;
  }

  private static void refuseOtherFormats(String file, byte[] bytes, Limits limits) {
    if (bytes.length > limits.fileBytes()) {
      throw WorkbookFaults.tooLarge(
          file, "has " + bytes.length + " bytes, more than " + limits.fileBytes());
    }
    if (bytes.length == 0) {
      throw WorkbookFaults.refused(file, "is empty", "copy the workbook again");
    }
    if (startsWith(bytes, 0xD0, 0xCF, 0x11, 0xE0)) {
      throw WorkbookFaults.refused(
          file,
          "is protected by a password or an old .xls file",
          "save it as .xlsx without a password");
    }
    if (!startsWith(bytes, 'P', 'K', 3, 4)) {
      throw WorkbookFaults.refused(file, "is not an .xlsx workbook", "save it as .xlsx");
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
    for (ZipArchive.Entry entry : archive.entries()) {
      if (entry.isFolder()) {
        continue;
      }
      if (entries.size() == MAX_PARTS) {
        throw WorkbookFaults.tooLarge(file, "has more than " + MAX_PARTS + " parts");
      }
      if (entries.put(key(entry.name()), entry) != null) {
        throw WorkbookFaults.damaged(file, "it holds the part " + shown(entry.name()) + " twice");
      }
    }
  }

  /** Names of all parts, in small letters. */
  public Collection<String> names() {
    return entries.keySet();
  }

  /** The bytes of a part, or null if there is none such. */
  public byte @Nullable [] find(String name) {
    ZipArchive.Entry entry = entries.get(key(name));
    return entry == null ? null : unpack(entry);
  }

  /** The bytes of a part that every workbook has. */
  public byte[] get(String name) {
    byte[] bytes = find(name);
    if (bytes == null) {
      throw WorkbookFaults.damaged(file, "it has no part " + shown(name));
    }
    return bytes;
  }

  private byte[] unpack(ZipArchive.Entry entry) {
    try {
      int start = archive.start(entry);
      byte[] unpacked = entry.deflated() ? inflate(entry, start) : stored(entry, start);
      CRC32 crc = new CRC32();
      crc.update(unpacked);
      if (entry.crc() != crc.getValue()) {
        throw new DataFormatException(
            "part " + shown(entry.name()) + " has changed since it was packed");
      }
      return unpacked;
    } catch (DataFormatException e) {
      throw WorkbookFaults.damaged(
          file,
          e.getMessage() == null
              ? "part " + shown(entry.name()) + " cannot be unpacked"
              : e.getMessage());
    }
  }

  private byte[] stored(ZipArchive.Entry entry, int start) {
    bound(entry, 0, entry.packed());
    return Arrays.copyOfRange(bytes, start, start + entry.packed());
  }

  private byte[] inflate(ZipArchive.Entry entry, int start) throws DataFormatException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
    byte[] buffer = new byte[1 << 16];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes, start, entry.packed());
      while (!inflater.finished()) {
        int n = inflater.inflate(buffer);
        if (n == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new DataFormatException("part " + shown(entry.name()) + " is cut off");
        }
        bound(entry, out.size(), n);
        out.write(buffer, 0, n);
      }
      return out.toByteArray();
    } finally {
      inflater.end();
    }
  }

  private void bound(ZipArchive.Entry entry, long before, int more) {
    long size = before + more;
    total += more;
    if (size > limits.partBytes() || total > limits.totalBytes()) {
      throw WorkbookFaults.tooLarge(
          file, "unpacks to more than it may (part " + shown(entry.name()) + ")");
    }
    if (size > SMALL && size / Math.max(1, entry.packed()) > limits.ratio()) {
      throw WorkbookFaults.tooLarge(
          file,
          "unpacks to more than "
              + limits.ratio()
              + " times its size (part "
              + shown(entry.name())
              + ")");
    }
  }

  /** A part's name as it is looked up. */
  public static String key(String name) {
    String key = name.replace('\\', '/').toLowerCase(Locale.ROOT);
    return key.startsWith("/") ? key.substring(1) : key;
  }

  private static String shown(String name) {
    return VisibleText.shown(name);
  }
}
