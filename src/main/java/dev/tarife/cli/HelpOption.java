package dev.tarife.cli;

import picocli.CommandLine.Option;

/** The option that shows a command's help. */
@SuppressWarnings("UnusedVariable") // picocli reads the field.
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;
}
