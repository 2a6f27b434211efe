package dev.tarife.cli;

import dev.tarife.cli.bundle.BundleCommand;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.ErrorMessages;
import dev.tarife.cli.console.ExitStatus;
import dev.tarife.cli.console.Terminal;
import dev.tarife.cli.option.HelpOption;
import dev.tarife.cli.option.OptionErrors;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

@Command(
    name = "tarife",
    description = "Prices cloud contact-centre usage with rules that finance owns as spreadsheets.",
    versionProvider = Tarife.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  tarife rate samples/examples/V1 --month 2024-05",
      "  tarife explain 3 samples/examples/V1 --month 2024-05",
      "  tarife check",
      "",
      "'tarife COMMAND --help' says more of each."
    })
@SuppressWarnings("UnusedVariable") // picocli reads the fields.
final class Tarife implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private HelpOption help = new HelpOption();

  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  private boolean version;

  private Tarife() {}

  /** Runs a command and gives its exit status. */
  static int run(CommandContext context, String... args) {
    ErrorMessages failures = new ErrorMessages(context.err(), context.trace());
    try {
      int status = check(context, failures, args);
      if (status == ExitStatus.DONE) {
        status = commandLine(context, failures).execute(args);
      }
      context.err().flush();
      return status;
    } catch (Exception | Error e) {
      return failures.tell(e);
    }
  }

  /** Refuses unknown commands and options even beside --help, which would hide them. */
  private static int check(CommandContext context, ErrorMessages failures, String... args) {
    if (Arrays.stream(args).noneMatch(HelpOption.NAMES::contains)) {
      return ExitStatus.DONE;
    }
    CommandLine command = commandLine(context, failures);
    for (String arg : args) {
      CommandSpec spec = command.getCommandSpec();
      CommandLine next = spec.subcommands().get(arg);
      boolean option = arg.startsWith("-") && arg.length() > 1;
      boolean unknown =
          option
              ? spec.findOption(arg.split("=", 2)[0]) == null
              : next == null && !spec.subcommands().isEmpty();
      if (unknown) {
        ParameterException e = new UnmatchedArgumentException(command, List.of(arg));
        return failures.handleParseException(e, args);
      }
      command = next == null ? command : next;
    }
    return ExitStatus.DONE;
  }

  private static CommandLine commandLine(CommandContext context, ErrorMessages failures) {
    Terminal terminal = context.terminal();
    PrintWriter out =
        new PrintWriter(new OutputStreamWriter(context.out(), StandardCharsets.UTF_8), true);
    CommandLine command =
        new CommandLine(new Tarife())
            .addSubcommand(new RateCommand(context))
            .addSubcommand(new ExplainCommand(context))
            .addSubcommand(new InspectCommand(context))
            .addSubcommand(new UsageTypesCommand(context))
            .addSubcommand(new ColumnsCommand(context))
            .addSubcommand(new SchemaCommand(context))
            .addSubcommand(new CheckCommand(context))
            .addSubcommand(new DiffCommand(context))
            .addSubcommand(new CompareCommand(context))
            .addSubcommand(ScenarioCommand.withSubcommands(context))
            .addSubcommand(BundleCommand.withSubcommands(context))
            .addSubcommand(new ServeCommand(context))
            .addSubcommand(new CompletionCommand(context))
            .addSubcommand(new HelpCommand());
    OptionErrors.register(command);
    return command
        .setOut(out)
        .setErr(context.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(Math.max(80, Math.min(100, terminal.columns())))
        .setExpandAtFiles(false)
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  /** The version of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      @Nullable String version = Tarife.class.getPackage().getImplementationVersion();
      return new String[] {
        "tarife " + (version == null ? "development" : version),
        "Java " + System.getProperty("java.version")
      };
    }
  }
}
