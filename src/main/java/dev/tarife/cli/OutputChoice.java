package dev.tarife.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command writes what it has to say. */
final class OutputChoice {
  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write here instead of to standard output.")
  private @Nullable Path file;

  /** The file; null: standard output. */
  @Nullable Path file() {
    return file;
  }

  /** Begins to write. */
  Output open(Surroundings surroundings) throws IOException {
    return Output.to(file, surroundings.out());
  }
}
