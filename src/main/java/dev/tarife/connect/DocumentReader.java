package dev.tarife.connect;

import dev.tarife.connect.document.ContactFields;
import dev.tarife.connect.document.DocumentSplitter;
import dev.tarife.connect.number.Destinations;
import dev.tarife.table.ContactMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads contact records, in gzip or not, written one a line, pretty-printed, one after another or
 * in arrays, and stages what each settles. Memory does not grow with the input: files are cut into
 * pieces, several at a time, and cores share the pieces; a file that cannot be cut is read by one.
 */
final class DocumentReader {
  /** More than any thread reads, so that their documents have different numbers. */
  private static final long DOCUMENTS_A_THREAD = 1L << 40;

  private final List<Path> files;
  private final Path folder;
  private final ContactMap map;
  private final ContactFields fields;
  private final Set<String> ofNoCountry;
  private final ContactRecords.Listener listener;
  private final ReadingFaults faults;
  private final int threads;
  private final ExecutorService cutters;
  private final ExecutorService readers;
  private final BlockingQueue<DocumentStage> free;

  /** So few pieces are on their way that they fit into memory. */
  private final Semaphore room;

  /** Bytes of pieces that were read: as many as are on their way at a time. */
  private final Queue<byte[]> used = new ConcurrentLinkedQueue<>();

  private long documents;
  private long bytes;

  /**
   * Prepares to read.
   *
   * @param folder for the staged rows
   * @param map what the documents settle
   * @param tags names of the tags that are read too
   * @param ofNoCountry our numbers for which the caller's country sets the price
   * @param threads how many at once; 0: one a core
   * @param listener is told how far it has come
   */
  DocumentReader(
      List<Path> files,
      Path folder,
      ContactMap map,
      List<String> tags,
      Set<String> ofNoCountry,
      int threads,
      ContactRecords.Listener listener) {
    this.threads = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    this.cutters = Executors.newFixedThreadPool(this.threads);
    this.readers = Executors.newFixedThreadPool(this.threads);
    this.free = new ArrayBlockingQueue<>(this.threads);
    this.room = new Semaphore(2 * this.threads);
    this.files = files;
    this.folder = folder;
    this.map = map;
    this.fields = new ContactFields(map, tags);
    this.ofNoCountry = ofNoCountry;
    this.listener = listener;
    this.faults = new ReadingFaults(files);
  }

  /**
   * Stages every document.
   *
   * @return the files of staged rows
   * @throws dev.tarife.model.FaultException with the first fault of each file
   */
  List<StagingFiles> stage() throws IOException {
    List<StagingFiles> staged = new ArrayList<>();
    AtomicLong nextKind = new AtomicLong();
    Destinations destinations = new Destinations();
    try {
      for (int i = 0; i < threads; i++) {
        StagingFiles target = StagingFiles.in(folder, i);
        staged.add(target);
        Settlement settlement =
            new Settlement(
                new ContactRules(map, fields),
                destinations,
                ofNoCountry,
                target,
                nextKind,
                i * DOCUMENTS_A_THREAD);
        free.add(new DocumentStage(settlement, fields, faults, this::settled));
      }
      AtomicInteger next = new AtomicInteger();
      List<Future<?>> cutting = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        cutting.add(
            cutters.submit(
                () -> {
                  for (int file = next.getAndIncrement();
                      file < files.size();
                      file = next.getAndIncrement()) {
                    cut(file);
                  }
                  return null;
                }));
      }
      await(cutting);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while reading contact records.");
    } finally {
      stop();
      for (StagingFiles files : staged) {
        files.close();
      }
    }
    faults.throwIfAny();
    return staged;
  }

  /** Stops whoever reads still, and waits for them: what they write into is closed next. */
  private void stop() {
    boolean interrupted = false;
    for (ExecutorService workers : List.of(cutters, readers)) {
      workers.shutdownNow();
    }
    for (ExecutorService workers : List.of(cutters, readers)) {
      while (!workers.isTerminated()) {
        try {
          workers.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Cuts a file, and has its pieces read as soon as somebody is free. */
  private void cut(int file) throws InterruptedException {
    List<Future<?>> reading = new ArrayList<>();
    try (DocumentSplitter cutter = DocumentSplitter.open(files.get(file), used, this::taken)) {
      for (DocumentSplitter.Piece piece = cutter.next(); piece != null; piece = cutter.next()) {
        DocumentSplitter.Piece cut = piece;
        room.acquire();
        reading.add(
            readers.submit(
                () -> {
                  try {
                    with(stage -> stage.read(file, cut));
                    used.add(cut.bytes());
                  } finally {
                    room.release();
                  }
                  return null;
                }));
      }
      if (!cutter.isOver()) {
        with(stage -> stage.read(file, cutter.rest(), cutter.line()));
      }
    } catch (IOException e) {
      faults.broken(file, 0, e);
    }
    await(reading);
  }

  /** Something that is done by whoever has a file for the rows. */
  private interface Reading {
    void by(DocumentStage stage) throws IOException;
  }

  /** Has something read; what then fails to be written is no fault of the file. */
  private void with(Reading reading) throws InterruptedException {
    DocumentStage stage = free.take();
    try {
      reading.by(stage);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      free.add(stage);
    }
  }

  /** Waits for all; what failed in another thread fails here. */
  private static void await(List<Future<?>> all) throws InterruptedException {
    for (Future<?> one : all) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException failure
            ? failure
            : new IllegalStateException(e.getCause());
      }
    }
  }

  private synchronized void settled(long more) {
    documents += more;
    listener.read(documents, bytes);
  }

  private synchronized void taken(long more) {
    bytes += more;
  }
}
