package dev.tarife.sheet;

/**
 * How much a workbook may hold before it is refused unread.
 *
 * @param fileBytes size of the file
 * @param partBytes size of one unpacked part, such as a sheet
 * @param totalBytes size of all parts that are unpacked
 * @param ratio how many times its packed size a part of more than a megabyte may unpack to
 * @param cells filled cells of a sheet
 */
public record Limits(long fileBytes, long partBytes, long totalBytes, int ratio, int cells) {
  /** Some ten times the largest workbook that finance could mean. */
  public static final Limits STANDARD =
      new Limits(32L << 20, 96L << 20, 192L << 20, 100, 2_000_000);
}
