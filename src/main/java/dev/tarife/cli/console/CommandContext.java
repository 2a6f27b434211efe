package dev.tarife.cli.console;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command runs in.
 *
 * @param engines where prices come from
 * @param out standard output
 * @param err standard error
 * @param terminal what they are
 * @param tables the folder of tables where none is named; null: those in the jar
 * @param trace whether to show where an unexpected failure comes from
 * @param environment the environment's variables
 * @param clock says when things are done
 */
public record CommandContext(
    EngineLoader engines,
    OutputStream out,
    PrintWriter err,
    Terminal terminal,
    @Nullable Path tables,
    boolean trace,
    Map<String, String> environment,
    Clock clock) {
  /** With an empty environment and the system's clock. */
  public CommandContext(
      EngineLoader engines,
      OutputStream out,
      PrintWriter err,
      Terminal terminal,
      @Nullable Path tables,
      boolean trace) {
    this(engines, out, err, terminal, tables, trace, Map.of(), Clock.systemUTC());
  }

  /** What opens key stores; null where none is set. */
  public char @Nullable [] keystorePassword() {
    String password = environment.get("TARIFE_KEYSTORE_PASSWORD");
    return password == null ? null : password.toCharArray();
  }
}
