package dev.tarife.metering.input;

/**
 * How bulk metering tells texts apart by numbers, and how much it holds at once. A test takes poor
 * hashes and little memory, and meets what good ones hide.
 *
 * @param hash SQL for a number of up to 64 bits of some columns; whoever takes it bears that
 *     different values share one
 * @param key the same, for what is tried with one more number until no two share one
 * @param stored the same of a record's id, for what is stored; no version of Tarife may have
 *     another
 * @param idsPerPass most ids that one look at all rows holds in memory
 * @param little most bytes of input that go into a table in memory
 */
public record HashSettings(String hash, String key, String stored, long idsPerPass, long little) {
  public static final HashSettings STANDARD =
      new HashSettings("hash(%s)", "hash(%s)", "md5_number_lower(%s) >> 16", 20_000_000, 48L << 20);

  public String hash(String columns) {
    return "(" + hash.replace("%s", columns) + ")";
  }

  public String key(String columns) {
    return "(" + key.replace("%s", columns) + ")";
  }

  /** What a stored id is looked for by. */
  public String storedId() {
    return "(" + stored.replace("%s", Columns.RECORD_ID) + ")";
  }

  /** How many looks at so many ids keep memory bounded. */
  public long passes(long ids) {
    return Math.max(1, (ids + idsPerPass - 1) / idsPerPass);
  }
}
