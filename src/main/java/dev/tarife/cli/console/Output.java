package dev.tarife.cli.console;

import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import dev.tarife.report.TerminalText;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * What a command writes: all of it on {@link #commit()}, or nothing. A file is replaced in one
 * step, and standard output gets nothing until the whole is there.
 */
public final class Output implements Closeable {
  private final @Nullable Path file;
  private final boolean device;
  private final OutputStream target;
  private final Spool spool;
  private final Writer writer;
  private boolean committed;

  private Output(@Nullable Path file, boolean device, OutputStream target, Spool spool) {
    this.file = file;
    this.device = device;
    this.target = target;
    this.spool = spool;
    this.writer =
        new BufferedWriter(new OutputStreamWriter(spool, StandardCharsets.UTF_8.newEncoder()));
  }

  /**
   * Begins to write.
   *
   * @param file what to write; null: standard output
   */
  public static Output to(@Nullable Path file, OutputStream standardOutput) throws IOException {
    if (file == null) {
      return new Output(null, false, standardOutput, new Spool(null));
    }
    if (Files.isDirectory(file)) {
      throw FaultException.of(
          Place.ofFile(file.toString()), "this is a folder", "name a file to write");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // A device or a pipe: it cannot be replaced, only written to.
      return new Output(file, true, Files.newOutputStream(file), new Spool(null));
    }
    Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path folder = real.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw FaultException.of(
          Place.ofFile(file.toString()), "its folder does not exist", "make the folder first");
    }
    String name = "." + real.getFileName() + "." + ProcessHandle.current().pid() + ".tmp";
    Path draft = folder.resolve(name);
    draft.toFile().deleteOnExit();
    try {
      return new Output(real, false, OutputStream.nullOutputStream(), new Spool(draft));
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** Explains why something cannot be written. */
  private static FaultException unwritable(Path where, IOException e) {
    String why = "its folder may not be written to";
    if (!(e instanceof AccessDeniedException)) {
      String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
      why = reason == null ? "the system does not say why" : reason;
    }
    return FaultException.of(
        Place.ofFile(where.toString()),
        "this cannot be written (" + why + ")",
        "make room, ask for the permission, or write elsewhere with --output FILE");
  }

  /** Writes one line to standard output. */
  public static void say(OutputStream standardOutput, String line) throws IOException {
    try (Output output = to(null, standardOutput)) {
      output.writer().write(TerminalText.safe(line) + "\n");
      output.commit();
    }
  }

  /** Takes the text; UTF-8, always. */
  public Writer writer() {
    return writer;
  }

  /** Takes bytes, where no text is written. */
  public OutputStream bytes() {
    return spool;
  }

  /** Makes what was written visible. */
  public void commit() throws IOException {
    writer.flush();
    try {
      spool.close();
      if (device || file == null) {
        spool.copyTo(target);
        target.flush();
      } else {
        spool.moveTo(file);
      }
    } catch (IOException e) {
      if (file == null) {
        throw e;
      }
      throw unwritable(file, e);
    }
    committed = true;
  }

  /** Drops what was not committed. */
  @Override
  public void close() throws IOException {
    try {
      if (!committed) {
        spool.close();
      }
    } finally {
      spool.delete();
    }
  }

  /** Holds the text: a little in memory, more in a file. */
  private static final class Spool extends OutputStream {
    private static final int IN_MEMORY = 1 << 20;

    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable Path path;
    private @Nullable OutputStream onDisk;

    /** Spools to a file from the start, or from a size on to one that the system chooses. */
    Spool(@Nullable Path path) throws IOException {
      this.path = path;
      if (path != null) {
        Files.deleteIfExists(path);
        onDisk =
            Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      }
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      try {
        spool(bytes, offset, length);
      } catch (IOException e) {
        throw unwritable(path == null ? Path.of(System.getProperty("java.io.tmpdir")) : path, e);
      }
    }

    private void spool(byte[] bytes, int offset, int length) throws IOException {
      if (onDisk == null && memory.size() + length > IN_MEMORY) {
        Path chosen = Files.createTempFile("tarife-", ".tmp");
        chosen.toFile().deleteOnExit();
        path = chosen;
        onDisk = Files.newOutputStream(chosen);
        memory.writeTo(onDisk);
        memory.reset();
      }
      (onDisk == null ? memory : onDisk).write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      if (onDisk != null) {
        onDisk.close();
      }
    }

    void copyTo(OutputStream target) throws IOException {
      if (path == null) {
        memory.writeTo(target);
      } else {
        Files.copy(path, target);
      }
    }

    void moveTo(Path file) throws IOException {
      Path from = path;
      if (from == null) {
        throw new NoSuchFileException(file.toString());
      }
      try {
        Files.move(from, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(from, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }

    void delete() throws IOException {
      if (path != null) {
        Files.deleteIfExists(path);
      }
    }
  }
}
