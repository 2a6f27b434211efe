package dev.tarife.spark;

import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How lines are handed over: each with its bucket, its group, and where it comes from. A tab
 * separates the origin from the line, which is left as it is, byte for byte.
 */
final class StagedRows {
  static final String BUCKET = "tarife_bucket";
  static final String SOURCE = "tarife_source";
  static final String LINE = "line";

  /** Columns of typed rows that say where a row comes from. */
  static final String FILE = "tarife_file";

  static final String ROW = "tarife_row";

  /** The group of contact records. */
  static final int DOCUMENTS = -1;

  /** The bucket of what there is to say of files; nobody is invoiced in it. */
  static final int SAID = -1;

  static final StructType SCHEMA =
      new StructType()
          .add(BUCKET, DataTypes.IntegerType, false)
          .add(SOURCE, DataTypes.IntegerType, false)
          .add(LINE, DataTypes.BinaryType, false);

  private StagedRows() {}

  /**
   * A line.
   *
   * @param origin where it comes from, without a tab
   * @param bytes of which the line is the first part
   */
  static Row of(int bucket, int source, String origin, byte[] bytes, int length) {
    byte[] from = origin.getBytes(StandardCharsets.UTF_8);
    byte[] line = new byte[from.length + 1 + length];
    System.arraycopy(from, 0, line, 0, from.length);
    line[from.length] = '\t';
    System.arraycopy(bytes, 0, line, from.length + 1, length);
    return RowFactory.create(bucket, source, line);
  }

  /** Something to say of a file. */
  static Row said(Said said) {
    byte[] bytes = said.text().getBytes(StandardCharsets.UTF_8);
    return of(
        SAID, 0, said.what().name() + ":" + said.file() + ":" + said.at(), bytes, bytes.length);
  }

  /** How the beginning of a piece of a file is named. */
  static String piece(int file, long start) {
    return file + ":" + start;
  }

  /**
   * What a task says of a file that it read.
   *
   * @param file its number
   * @param at what it is about: where a piece begins, or a line of it
   * @param text more
   */
  record Said(What what, int file, long at, String text) {
    /** What can be said. */
    enum What {
      /** How many lines a piece has. */
      LINES,
      /** A line goes on in the next: {@code text} is its number in its piece. */
      BROKEN_LINE,
      /** The file cannot be read to its end. */
      UNREADABLE
    }

    static Said parse(String staged) {
      int tab = staged.indexOf('\t');
      String[] parts = staged.substring(0, tab).split(":");
      return new Said(
          What.valueOf(parts[0]),
          Integer.parseInt(parts[1]),
          Long.parseLong(parts[2]),
          staged.substring(tab + 1));
    }
  }
}
