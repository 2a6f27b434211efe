package dev.tarife.cli.bundle;

import dev.tarife.bundle.BundleStore;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.bundle.Reason;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.ExitStatus;
import dev.tarife.cli.console.Output;
import dev.tarife.cli.option.HelpOption;
import dev.tarife.cli.option.StoreOption;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "prune",
    description = "Remove the files of old bundles; the journal keeps every line.",
    footer = {
      "",
      "The live bundle stays, as do the one before it and those that were submitted only.",
      "",
      "Example:",
      "  tarife bundle prune --keep 12 --store store"
    })
final class BundlePruneCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--keep",
      paramLabel = "N",
      required = true,
      description = "How many of the bundles that were deployed last to keep.")
  private int keep;

  @Option(
      names = "--who",
      paramLabel = "NAME",
      description = "Who does it, for the journal (default: ${DEFAULT-VALUE}).")
  private String who = System.getProperty("user.name", "unknown");

  @Mixin private StoreOption store = new StoreOption();

  @SuppressWarnings("UnusedVariable") // picocli reads the field.
  @Mixin
  private HelpOption help = new HelpOption();

  BundlePruneCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (keep < 1) {
      throw new ParameterException(spec.commandLine(), "--keep must be 1 or more, not " + keep);
    }
    BundleStore opened = store.open(context);
    List<JournalEntry> pruned = opened.prune(keep, new Reason(who, "keep the last " + keep));
    try (Output output = Output.to(null, context.out())) {
      Writer writer = output.writer();
      for (JournalEntry entry : pruned) {
        writer.write("pruned " + entry.version() + "\n");
      }
      output.commit();
    }
    return ExitStatus.DONE;
  }
}
