package dev.tarife.web.rating;

import dev.tarife.duckdb.Spill;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The service's temporary files. They lie in a folder of this process; what a killed process left
 * is deleted by the next.
 */
@Component
public class TemporaryFiles implements DisposableBean {
  private final Spill own = Spill.open(null);
  private final Path spill;

  TemporaryFiles() {
    try {
      spill = Files.createDirectory(own.folder().resolve("spill"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where metering may put what does not fit into memory. */
  public Path spill() {
    return spill;
  }

  /** A folder that stays as long as the process. */
  public Path named(String name) {
    try {
      return Files.createDirectories(own.folder().resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a new folder, which the caller closes. */
  public RequestFolder folder() {
    try {
      return new RequestFolder(Files.createTempDirectory(own.folder(), "work"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void destroy() throws IOException {
    own.close();
  }
}
