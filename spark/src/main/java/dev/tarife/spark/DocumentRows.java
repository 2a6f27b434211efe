package dev.tarife.spark;

import dev.tarife.connect.ContactDocuments;
import dev.tarife.duckdb.Spill;
import dev.tarife.spark.StagedRows.Said;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * Sends each document of a file of contact records to the bucket of its instance. A file is read by
 * one task: it may be one array, or pretty-printed, which nobody can begin to read in the middle.
 */
final class DocumentRows implements FlatMapFunction<Integer, Row> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Setup> setup;

  DocumentRows(Broadcast<Setup> setup) {
    this.setup = setup;
  }

  @Override
  public Iterator<Row> call(Integer number) throws IOException {
    Setup job = setup.value();
    SourceFile file = job.files().get(number);
    Spill spill = Spill.open(job.folder());
    TaskCompletionListener closing = context -> close(spill);
    TaskContext.get().addTaskCompletionListener(closing);
    Path cut = spill.folder().resolve("cut");
    boolean whole;
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(cut), 1 << 16))) {
      whole =
          ContactDocuments.cut(
              fetched(job, file, spill),
              (line, instance, document) -> {
                out.writeInt(job.buckets().ofInstance(instance));
                out.writeLong(line);
                out.writeInt(document.length);
                out.write(document);
              });
    }
    return whole
        ? new Documents(number, cut)
        : java.util.List.of(StagedRows.said(new Said(Said.What.UNREADABLE, number, 0, "")))
            .iterator();
  }

  /** The file on this machine. */
  static Path fetched(Setup job, SourceFile file, Spill spill) throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.path());
    Path local = Hadoop.local(path);
    if (local != null) {
      return local;
    }
    Path copy = spill.folder().resolve(path.getName());
    try (InputStream in = job.hadoop().of(path).open(path)) {
      Files.copy(in, copy);
    }
    return copy;
  }

  private static void close(Spill spill) {
    try {
      spill.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Documents implements Iterator<Row> {
    private final int number;
    private final DataInputStream in;
    private @Nullable Row next;

    Documents(int number, Path cut) throws IOException {
      this.number = number;
      this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(cut), 1 << 16));
      next = read();
    }

    private @Nullable Row read() throws IOException {
      int bucket;
      try {
        bucket = in.readInt();
      } catch (EOFException e) {
        in.close();
        return null;
      }
      String origin = number + ":" + in.readLong();
      byte[] document = in.readNBytes(in.readInt());
      return StagedRows.of(bucket, StagedRows.DOCUMENTS, origin, document, document.length);
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Row next() {
      Row row = next;
      if (row == null) {
        throw new NoSuchElementException();
      }
      try {
        next = read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return row;
    }
  }
}
