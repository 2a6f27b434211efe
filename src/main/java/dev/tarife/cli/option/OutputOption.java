package dev.tarife.cli.option;

import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.Output;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command writes what it has to say. */
public final class OutputOption {
  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write here instead of to standard output.")
  private @Nullable Path file;

  /** The file; null: standard output. */
  @Nullable
  public Path file() {
    return file;
  }

  /** Begins to write. */
  public Output open(CommandContext context) throws IOException {
    return Output.to(file, context.out());
  }
}
