package dev.tarife.cli.option;

import dev.tarife.bundle.Reason;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who changes a store, and why. */
public final class ReasonOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--who",
      paramLabel = "NAME",
      required = true,
      description = "Who does it, for the journal.")
  private String who = "";

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for the journal.")
  private String why = "";

  public Reason reason() {
    try {
      return new Reason(who, why);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
    }
  }
}
