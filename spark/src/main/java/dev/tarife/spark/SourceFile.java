package dev.tarife.spark;

import java.io.Serializable;

/**
 * A file of the input.
 *
 * @param path where it is, as Hadoop writes it
 * @param name what the user calls it
 * @param kind what is in it
 * @param bytes how long it is
 */
record SourceFile(String path, String name, Kind kind, long bytes) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What a file holds. */
  enum Kind {
    CSV,
    JSONL,
    PARQUET,
    CONTACT_RECORDS
  }

  boolean isText() {
    return kind == Kind.CSV || kind == Kind.JSONL;
  }
}
