package dev.tarife.cli.option;

import dev.tarife.cli.console.CommandContext;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which folder of decision tables. */
public final class TablesFolderOption {
  @Option(
      names = "--tables",
      paramLabel = "DIR",
      description = "Folder of the decision tables (default: those of this installation).")
  private @Nullable Path tables;

  /** The folder that is named; null: none is. */
  public @Nullable Path named() {
    return tables;
  }

  /** The folder; null: none is named, and this installation has none. */
  public @Nullable Path in(CommandContext context) {
    return tables == null ? context.tables() : tables;
  }
}
