package dev.tarife.cli.option;

import java.util.Set;
import picocli.CommandLine.Option;

/** The option that shows a command's help. */
@SuppressWarnings("UnusedVariable") // picocli reads the field.
public final class HelpOption {
  public static final Set<String> NAMES = Set.of("-h", "--help");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;
}
