package dev.tarife.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The file operations of a store. Each is on the disk when it returns: the process may be killed
 * after any.
 */
class DurableFiles {
  /** Makes a folder, unless it is there. Its parent must be. */
  void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder);
      forceFolderOf(folder);
    }
  }

  /** Writes a file, and replaces one that is there. */
  void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      write(channel, bytes);
    }
  }

  /** Gives a file its name in one step. */
  void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    forceFolderOf(to);
  }

  /** Writes at the end of a file, after cutting off what lies behind a length. */
  void append(Path file, long length, byte[] bytes) throws IOException {
    boolean isNew = !Files.exists(file);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.truncate(length).position(length);
      write(channel, bytes);
    }
    if (isNew) {
      forceFolderOf(file);
    }
  }

  /** Removes a file. */
  void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  private static void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    channel.force(true);
  }

  /** A new name is safe once its folder is; some systems cannot do that, nor need it. */
  private static void forceFolderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      System.getLogger(DurableFiles.class.getName())
          .log(System.Logger.Level.DEBUG, "A folder could not be forced to the disk.", e);
    }
  }
}
