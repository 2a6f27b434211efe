package dev.tarife.spark;

import dev.tarife.billing.RowAccount;
import dev.tarife.spark.StagedRows.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Sends each line of a piece of a text file to the bucket of its account. */
final class TextRows
    implements Function2<InputSplit, Iterator<Tuple2<LongWritable, Text>>, Iterator<Row>> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Setup> setup;

  TextRows(Broadcast<Setup> setup) {
    this.setup = setup;
  }

  @Override
  public Iterator<Row> call(InputSplit split, Iterator<Tuple2<LongWritable, Text>> lines) {
    FileSplit piece = (FileSplit) split;
    return new Piece(setup.value(), piece, lines);
  }

  private static final class Piece implements Iterator<Row> {
    private final Iterator<Tuple2<LongWritable, Text>> lines;
    private final Buckets buckets;
    private final int file;
    private final int group;
    private final boolean isCsv;
    private final RowAccount account;
    private final long start;
    private final String origin;
    private boolean headerExpected;
    private long line;
    private @Nullable Row next;
    private boolean over;

    Piece(Setup setup, FileSplit piece, Iterator<Tuple2<LongWritable, Text>> lines) {
      this.lines = lines;
      this.buckets = setup.buckets();
      this.file = number(setup, piece);
      this.group = group(setup.groups(), file);
      TextGroup alike = setup.groups().get(group);
      this.isCsv = alike.kind() == SourceFile.Kind.CSV;
      this.account =
          isCsv ? RowAccount.ofCsv(FirstLines.text(alike.header())) : RowAccount.ofJsonLines();
      this.start = piece.getStart();
      this.headerExpected = isCsv && start == 0;
      this.origin = StagedRows.piece(file, start) + ":";
    }

    private static int number(Setup setup, FileSplit piece) {
      String path = piece.getPath().toString();
      Map<String, Integer> numbers = new HashMap<>();
      for (int i = 0; i < setup.files().size(); i++) {
        numbers.put(setup.files().get(i).path(), i);
      }
      Integer number = numbers.get(path);
      if (number == null) {
        throw new IllegalStateException("The file (" + path + ") is none of the input's.");
      }
      return number;
    }

    private static int group(List<TextGroup> groups, int file) {
      for (int i = 0; i < groups.size(); i++) {
        if (groups.get(i).files().contains(file)) {
          return i;
        }
      }
      throw new IllegalStateException("The file number " + file + " is in no group.");
    }

    @Override
    public boolean hasNext() {
      while (next == null && !over) {
        advance();
      }
      return next != null;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Row row = next;
      next = null;
      return java.util.Objects.requireNonNull(row);
    }

    private void advance() {
      Text text;
      try {
        if (!lines.hasNext()) {
          over = true;
          next = StagedRows.said(new Said(Said.What.LINES, file, start, Long.toString(line)));
          return;
        }
        text = lines.next()._2();
      } catch (Exception e) {
        // Spark throws what is declared nowhere: a damaged archive, for one.
        if (e instanceof IOException) {
          over = true;
          next =
              StagedRows.said(
                  new Said(Said.What.UNREADABLE, file, start, String.valueOf(e.getMessage())));
          return;
        }
        throw e;
      }
      line++;
      int length = text.getLength();
      if (length == 0) {
        return;
      }
      String string = new String(text.getBytes(), 0, length, StandardCharsets.UTF_8);
      if (headerExpected) {
        // What is above it is blank.
        headerExpected = FirstLines.isBlank(string);
        if (account.isWhole(string)) {
          return;
        }
      }
      if (!account.isWhole(string)) {
        next = StagedRows.said(new Said(Said.What.BROKEN_LINE, file, start, Long.toString(line)));
        return;
      }
      int bucket = buckets.count() == 1 ? 0 : buckets.ofAccount(account.of(string));
      next = StagedRows.of(bucket, group, origin + line, text.getBytes(), length);
    }
  }
}
