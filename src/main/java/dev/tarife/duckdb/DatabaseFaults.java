package dev.tarife.duckdb;

import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Turns full disks and exhausted memory of DuckDB into errors that say what to free. */
public final class DatabaseFaults {
  private static final List<String> FULL =
      List.of(
          "no space left",
          "max_temp_directory_size",
          "could not write",
          "cannot create directory",
          "failed to create directory");

  private DatabaseFaults() {}

  /**
   * Explains a full disk and too little memory, and says what to do.
   *
   * @param folder where the database puts what does not fit into memory
   * @return the failure, if it is none of these
   * @throws FaultException if it is one of these
   */
  public static SQLException told(SQLException e, Path folder) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (FULL.stream().anyMatch(message::contains)) {
      throw FaultException.of(
          Place.ofFile(folder.toString()),
          "what does not fit into memory cannot be written here (" + Duck.message(e) + ")",
          "make room, or have the temporary folder elsewhere: JAVA_OPTS=-Djava.io.tmpdir=FOLDER");
    }
    if (message.contains("out of memory")) {
      throw FaultException.of(
          Place.ofFile(folder.toString()),
          "the usage needs more memory than it may have (" + Duck.message(e) + ")",
          "give it more, such as " + MemoryLimit.VARIABLE + "=2GB, or rate fewer files at a time");
    }
    return e;
  }
}
