package dev.tarife.cli.option;

import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.ExitStatus;
import dev.tarife.cli.console.Output;
import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that does something: what it runs in, its help, and how it writes. */
public abstract class ContextCommand implements Callable<Integer> {
  /** What the command runs in. */
  protected final CommandContext context;

  @Spec private CommandSpec spec = CommandSpec.create();

  @SuppressWarnings("UnusedVariable") // picocli reads the field.
  @Mixin
  private HelpOption help = new HelpOption();

  protected ContextCommand(CommandContext context) {
    this.context = context;
  }

  /** Writes a text. */
  @FunctionalInterface
  protected interface Text {
    void write(Writer to) throws IOException;
  }

  /** The command as the parser knows it. */
  protected final CommandSpec spec() {
    return spec;
  }

  /** Returns the error of options that do not go together. */
  protected final ParameterException wrongUse(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  /**
   * Writes a text to standard output, all of it or nothing.
   *
   * @return the exit status
   */
  protected final int write(Text text) throws IOException {
    return write(Output.to(null, context.out()), text);
  }

  /**
   * Writes a text, all of it or nothing.
   *
   * @return the exit status
   */
  protected static int write(Output output, Text text) throws IOException {
    try (output) {
      text.write(output.writer());
      output.commit();
    }
    return ExitStatus.DONE;
  }
}
