package dev.tarife.connect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * The files of one thread: a row for each document, for each thing that it settles beside, and for
 * each kind of document.
 */
record StagingFiles(StagingFile contacts, StagingFile parts, StagingFile kinds)
    implements AutoCloseable {
  static StagingFiles in(Path folder, int number) throws IOException {
    return new StagingFiles(
        new StagingFile(folder.resolve("contacts-" + number + ".csv")),
        new StagingFile(folder.resolve("parts-" + number + ".csv")),
        new StagingFile(folder.resolve("kinds-" + number + ".csv")));
  }

  /** The files of one sort of all threads. */
  static List<Path> paths(List<StagingFiles> all, Function<StagingFiles, StagingFile> sort) {
    return all.stream().map(files -> sort.apply(files).path()).toList();
  }

  void keep() throws IOException {
    contacts.keep();
    parts.keep();
    kinds.keep();
  }

  @Override
  public void close() throws IOException {
    try (contacts;
        parts) {
      kinds.close();
    }
  }
}
