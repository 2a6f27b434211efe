package dev.tarife.cli;

import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.option.HelpOption;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "scenario",
    description = "Keep a worked example with the tables, which every check runs again.",
    synopsisSubcommandLabel = "COMMAND")
final class ScenarioCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @SuppressWarnings("UnusedVariable") // picocli reads the field.
  @Mixin
  private HelpOption help = new HelpOption();

  private ScenarioCommand() {}

  static CommandLine withSubcommands(CommandContext context) {
    return new CommandLine(new ScenarioCommand()).addSubcommand(new ScenarioAddCommand(context));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
