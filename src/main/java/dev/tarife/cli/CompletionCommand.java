package dev.tarife.cli;

import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.option.ContextCommand;
import java.io.IOException;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

@Command(
    name = "completion",
    description = "Print a script that completes commands and options in bash and zsh.",
    footer = {"", "Example:", "  source <(tarife completion)"})
final class CompletionCommand extends ContextCommand {
  CompletionCommand(CommandContext context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    CommandSpec root = spec().root();
    return write(to -> to.write(AutoComplete.bash(root.name(), root.commandLine())));
  }
}
