package dev.tarife.cli;

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
  static int run(Surroundings surroundings, String... args) {
    Failures failures = new Failures(surroundings.err(), surroundings.trace());
    try {
      int status = check(surroundings, failures, args);
      if (status == Exit.DONE) {
        status = commandLine(surroundings, failures).execute(args);
      }
      surroundings.err().flush();
      return status;
    } catch (Exception | Error e) {
      return failures.tell(e);
    }
  }

  /** Refuses what does not exist also where help is asked for, which is not help then. */
  private static int check(Surroundings surroundings, Failures failures, String... args) {
    if (Arrays.stream(args).noneMatch(HelpOption.NAMES::contains)) {
      return Exit.DONE;
    }
    CommandLine command = commandLine(surroundings, failures);
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
    return Exit.DONE;
  }

  private static CommandLine commandLine(Surroundings surroundings, Failures failures) {
    Terminal terminal = surroundings.terminal();
    PrintWriter out =
        new PrintWriter(new OutputStreamWriter(surroundings.out(), StandardCharsets.UTF_8), true);
    CommandLine command =
        new CommandLine(new Tarife())
            .addSubcommand(new RateCommand(surroundings))
            .addSubcommand(new ExplainCommand(surroundings))
            .addSubcommand(new InspectCommand(surroundings))
            .addSubcommand(new UsageTypesCommand(surroundings))
            .addSubcommand(new ColumnsCommand(surroundings))
            .addSubcommand(new SchemaCommand(surroundings))
            .addSubcommand(new CheckCommand(surroundings))
            .addSubcommand(new DiffCommand(surroundings))
            .addSubcommand(new CompareCommand(surroundings))
            .addSubcommand(ScenarioCommand.withSubcommands(surroundings))
            .addSubcommand(BundleCommand.withSubcommands(surroundings))
            .addSubcommand(new ServeCommand(surroundings))
            .addSubcommand(new CompletionCommand(surroundings))
            .addSubcommand(new HelpCommand());
    Values.teach(command);
    return command
        .setOut(out)
        .setErr(surroundings.err())
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
