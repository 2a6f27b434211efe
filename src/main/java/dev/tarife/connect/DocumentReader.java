package dev.tarife.connect;

import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.table.ContactMap;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads contact records, in gzip or not, written one a line, pretty-printed, one after another or
 * in arrays, and stages what each settles. Memory does not grow with the input: a file is cut where
 * one document ends and the next begins on a new line, and cores share the pieces; a file that
 * cannot be cut is read by one.
 */
final class DocumentReader {
  /** The most that one document may take. */
  static final int LARGEST_DOCUMENT = 16 << 20;

  private static final int PIECE = 2 << 20;
  private static final int MOST_FINDINGS = 100;

  /** After so many documents the listener is told. */
  private static final int TELLING = 1000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100)
                  .maxStringLength(1 << 20)
                  .maxNumberLength(1000)
                  .maxNameLength(50_000)
                  .build())
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .build();

  private final List<Path> files;
  private final Path folder;
  private final ContactMap map;
  private final Fields fields;
  private final ContactRecords.Listener listener;
  private final AtomicLong bytes = new AtomicLong();
  private long documents;
  private final Findings findings = new Findings();
  private final int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
  private int found;

  /**
   * Prepares to read.
   *
   * @param folder for the staged rows
   * @param map what the documents settle
   * @param tags names of the tags that are read too
   * @param listener is told how far it has come
   */
  DocumentReader(
      List<Path> files,
      Path folder,
      ContactMap map,
      List<String> tags,
      ContactRecords.Listener listener) {
    this.files = files;
    this.folder = folder;
    this.map = map;
    this.fields = new Fields(map, tags);
    this.listener = listener;
  }

  /**
   * Stages every document.
   *
   * @return the CSV files of staged rows
   * @throws dev.tarife.model.FaultException with the first fault of each file
   */
  List<Path> stage() throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<StagingFile> staged = new ArrayList<>();
    BlockingQueue<StagingFile> free = new ArrayBlockingQueue<>(threads);
    try {
      for (int i = 0; i < threads; i++) {
        StagingFile file = new StagingFile(folder.resolve("contacts-" + i + ".csv"));
        staged.add(file);
        free.add(file);
      }
      Pieces pieces = new Pieces(pool, free);
      for (int i = 0; i < files.size(); i++) {
        cut(i, pieces);
      }
      pieces.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading contact records", e);
    } finally {
      pool.shutdownNow();
      for (StagingFile file : staged) {
        file.close();
      }
    }
    findings.throwIfErrors();
    return staged.stream().map(StagingFile::path).toList();
  }

  /** Pieces on their way: so few that they fit into memory. */
  private final class Pieces {
    private final ExecutorService pool;
    private final BlockingQueue<StagingFile> free;
    private final Semaphore room = new Semaphore(threads + 1);
    private final List<Future<?>> pending = new ArrayList<>();

    Pieces(ExecutorService pool, BlockingQueue<StagingFile> free) {
      this.pool = pool;
      this.free = free;
    }

    void add(int file, byte[] bytes, int length, long line)
        throws InterruptedException, IOException {
      room.acquire();
      pending.removeIf(Future::isDone);
      pending.add(
          pool.submit(
              () -> {
                try {
                  read(file, JSON.createParser(ObjectReadContext.empty(), bytes, 0, length), line);
                } finally {
                  room.release();
                }
                return null;
              }));
    }

    void read(int file, JsonParser parser, long line) throws InterruptedException, IOException {
      StagingFile target = free.take();
      try {
        parse(file, parser, line, target);
      } finally {
        free.add(target);
      }
    }

    void await() throws InterruptedException, IOException {
      room.acquire(threads + 1);
      for (Future<?> future : pending) {
        try {
          future.get();
        } catch (ExecutionException e) {
          if (e.getCause() instanceof IOException io) {
            throw io;
          }
          throw new IllegalStateException(e.getCause());
        }
      }
    }
  }

  private void cut(int file, Pieces pieces) throws InterruptedException {
    try (InputStream in = open(files.get(file))) {
      byte[] bytes = new byte[PIECE];
      int length = 0;
      long line = 1;
      while (true) {
        int more = in.readNBytes(bytes, length, bytes.length - length);
        length += more;
        if (length < bytes.length) {
          if (length > 0) {
            pieces.add(file, bytes, length, line);
          }
          return;
        }
        int end = boundary(bytes, length);
        if (end < 0) {
          InputStream whole = new SequenceInputStream(new ByteArrayInputStream(bytes), in);
          pieces.read(file, JSON.createParser(ObjectReadContext.empty(), whole), line);
          return;
        }
        byte[] next = new byte[PIECE];
        System.arraycopy(bytes, end, next, 0, length - end);
        pieces.add(file, bytes, end, line);
        for (int i = 0; i < end; i++) {
          line += bytes[i] == '\n' ? 1 : 0;
        }
        length -= end;
        bytes = next;
      }
    } catch (IOException e) {
      broken(file, 0, e);
    }
  }

  private InputStream open(Path path) throws IOException {
    InputStream in = new BufferedInputStream(new Counted(Files.newInputStream(path)), 1 << 16);
    in.mark(2);
    byte[] head = in.readNBytes(2);
    in.reset();
    boolean zipped = head.length == 2 && head[0] == 0x1F && head[1] == (byte) 0x8B;
    return zipped ? new GZIPInputStream(in, 1 << 16) : in;
  }

  /**
   * Where the last document begins that stands on a new line after another one; -1: nowhere.
   * Between two objects without a comma, no array or object is open, and no text holds a line's
   * end.
   */
  private static int boundary(byte[] bytes, int length) {
    for (int i = length - 1; i > 1; i--) {
      if (bytes[i] == '{' && bytes[i - 1] == '\n') {
        int before = i - 2;
        while (before >= 0 && (bytes[before] == '\r' || bytes[before] == '\n')) {
          before--;
        }
        if (before >= 0 && bytes[before] == '}') {
          return i;
        }
      }
    }
    return -1;
  }

  private void parse(int file, JsonParser json, long firstLine, StagingFile target)
      throws IOException {
    long line = firstLine;
    long untold = 0;
    try (JsonParser parser = json) {
      Settlement settlement = new Settlement(new Rules(map, fields));
      boolean list = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        line = firstLine - 1 + parser.currentTokenLocation().getLineNr();
        if (token == JsonToken.START_OBJECT) {
          long start = parser.currentTokenLocation().getByteOffset();
          settlement.document().read(parser);
          if (parser.currentToken() == null) {
            found(file, line, "breaks off in the middle of a document", "copy it again");
            return;
          }
          if (parser.currentLocation().getByteOffset() - start > LARGEST_DOCUMENT) {
            found(
                file,
                line,
                "a document is larger than 16 MB",
                "no contact record is: see what it is");
            return;
          }
          target.write(settlement.settle(file, line));
          if (++untold == TELLING) {
            told(untold);
            untold = 0;
          }
        } else if (token == JsonToken.START_ARRAY && !list) {
          list = true;
        } else if (token == JsonToken.END_ARRAY) {
          list = false;
        } else {
          parser.skipChildren();
          target.write(
              Settlement.ofNone(
                  "the document is no JSON object: it is no contact record", file, line));
        }
      }
    } catch (StreamConstraintsException e) {
      found(
          file,
          line,
          "a document is too deep or too long to be a contact record ("
              + shortened(e.getOriginalMessage())
              + ")",
          "no contact record is: see what it is");
    } catch (JacksonException e) {
      if (e.getCause() instanceof IOException io) {
        broken(file, line, io);
        return;
      }
      long at = e.getLocation() == null ? line : firstLine - 1 + e.getLocation().getLineNr();
      found(file, at, "is no JSON (" + shortened(e.getOriginalMessage()) + ")", "write it again");
    }
    told(untold);
  }

  private synchronized void told(long more) {
    documents += more;
    listener.read(documents, bytes.get());
  }

  /** Counts what is read of the files. */
  private final class Counted extends FilterInputStream {
    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      bytes.addAndGet(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      bytes.addAndGet(Math.max(0, read));
      return read;
    }
  }

  private void broken(int file, long line, IOException e) {
    if (e instanceof ZipException || e instanceof EOFException) {
      found(file, 0, "is no whole gzip file (" + e.getMessage() + ")", "copy it again");
    } else {
      found(file, line, "cannot be read (" + e.getMessage() + ")", "copy it again");
    }
  }

  private synchronized void found(int file, long line, String what, String mend) {
    if (++found > MOST_FINDINGS) {
      return;
    }
    String name = files.get(file).toString();
    int number = (int) Math.min(line, Integer.MAX_VALUE);
    findings.error(number == 0 ? Place.ofFile(name) : Place.line(name, number), what, mend);
  }

  private static String shortened(@Nullable String text) {
    String line = String.valueOf(text).lines().findFirst().orElse("");
    return line.length() <= 120 ? line : line.substring(0, 120) + "...";
  }
}
