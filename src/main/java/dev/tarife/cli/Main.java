package dev.tarife.cli;

import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.ErrorMessages;
import dev.tarife.cli.console.Terminal;
import dev.tarife.model.FaultException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Starts the command line. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    PrintWriter err =
        new PrintWriter(
            new OutputStreamWriter(
                new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8),
            true);
    // Not System.out: it hides a full disk and a closed pipe.
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    CommandContext context =
        new CommandContext(
            new DefaultEngineLoader(),
            out,
            err,
            Terminal.of(System.getProperties(), System.getenv()),
            tables(System.getProperty("tarife.home")),
            !System.getenv().getOrDefault("TARIFE_DEBUG", "").isEmpty(),
            System.getenv(),
            Clock.systemUTC());
    try {
      RuleFiles.check(System.getProperty("tarife.home"));
    } catch (FaultException | IOException e) {
      System.exit(new ErrorMessages(err, context.trace()).tell(e));
    }
    System.exit(Tarife.run(context, args));
  }

  /** The tables beside the program, where it runs from a checkout. */
  private static @Nullable Path tables(@Nullable String home) {
    if (home == null) {
      return null;
    }
    Path tables = Path.of(home, "decision-tables");
    return Files.isDirectory(tables) ? tables : null;
  }
}
