package dev.tarife.cli.bundle;

import dev.tarife.bundle.JournalEntry;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.option.HelpOption;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "bundle",
    description = "Build, check, deploy and roll back bundles: tables and rules in one file.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example: a new price list goes live, and back:",
      "  tarife bundle build --version 2024.6.0 --tables my-tables --output 2024.6.0.jar",
      "  tarife bundle deploy 2024.6.0.jar --store store --who ayse --why 'June prices'",
      "  tarife rate samples/contact-center-2024-05 --store store",
      "  tarife bundle rollback --store store --who ayse --why 'a price was wrong'"
    })
public final class BundleCommand implements Runnable {
  private static final int SHOWN = 12;

  @Spec private CommandSpec spec = CommandSpec.create();

  @SuppressWarnings("UnusedVariable") // picocli reads the field.
  @Mixin
  private HelpOption help = new HelpOption();

  private BundleCommand() {}

  public static CommandLine withSubcommands(CommandContext context) {
    return new CommandLine(new BundleCommand())
        .addSubcommand(new BundleBuildCommand(context))
        .addSubcommand(new BundleVerifyCommand(context))
        .addSubcommand(new BundleSubmitCommand(context))
        .addSubcommand(new BundleDeployCommand(context))
        .addSubcommand(new BundleRollbackCommand(context))
        .addSubcommand(new BundleListCommand(context))
        .addSubcommand(new BundleShowCommand(context))
        .addSubcommand(new BundlePruneCommand(context));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  /** A hash as people compare it. */
  static String brief(String sha256) {
    return sha256.substring(0, Math.min(SHOWN, sha256.length()));
  }

  /** What an entry did, in words. */
  static String said(JournalEntry entry) {
    return switch (entry.action()) {
      case SUBMIT -> "submitted";
      case DEPLOY -> "deployed";
      case ROLLBACK -> "rolled back to";
      case PRUNE -> "pruned";
    };
  }
}
