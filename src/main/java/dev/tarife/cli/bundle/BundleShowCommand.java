package dev.tarife.cli.bundle;

import dev.tarife.bundle.BundleManifest;
import dev.tarife.bundle.BundleStore;
import dev.tarife.bundle.BundleVersion;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.ExitStatus;
import dev.tarife.cli.console.Output;
import dev.tarife.cli.option.BundleVersionOption;
import dev.tarife.cli.option.HelpOption;
import dev.tarife.cli.option.StoreOption;
import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import dev.tarife.report.TerminalText;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = "Show a bundle of a store: its hashes, and what was done with it.",
    footer = {
      "",
      "Examples:",
      "  tarife bundle show --store store",
      "  tarife bundle show 2024.5.0 --store store"
    })
final class BundleShowCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "VERSION",
      converter = BundleVersionOption.class,
      description = "A version (default: the live one).")
  private @Nullable BundleVersion version;

  @Mixin private StoreOption store = new StoreOption();

  @SuppressWarnings("UnusedVariable") // picocli reads the field.
  @Mixin
  private HelpOption help = new HelpOption();

  BundleShowCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    BundleStore opened = store.open(context);
    BundleVersion wanted =
        version == null ? opened.live().orElseThrow(opened::nothingLive).version() : version;
    List<JournalEntry> entries =
        opened.journal().stream().filter(entry -> entry.version().equals(wanted)).toList();
    if (entries.isEmpty()) {
      throw FaultException.of(
          Place.ofFile(wanted.toString()),
          "the store has no such version",
          "tarife bundle list shows those it has");
    }
    JournalEntry last = entries.get(entries.size() - 1);
    try (Output output = Output.to(null, context.out())) {
      Writer writer = output.writer();
      writer.write("Bundle " + wanted + "\n");
      writer.write("  SHA-256 " + last.sha256() + "\n");
      for (String signer : last.signers()) {
        writer.write("  Signed by " + TerminalText.safe(signer) + "\n");
      }
      if (opened.has(last)) {
        BundleManifest manifest = opened.manifest(last);
        writer.write(
            "  Built by Tarife " + manifest.tarife() + ", Drools " + manifest.drools() + "\n");
        writer.write("  Workbooks, SHA-256\n");
        for (Map.Entry<String, String> workbook : manifest.workbooks().entrySet()) {
          writer.write("    " + workbook.getKey() + "  " + workbook.getValue() + "\n");
        }
      }
      writer.write("  Journal\n");
      for (JournalEntry entry : entries) {
        String line =
            "    %s  %-14s %s: %s"
                .formatted(entry.at(), BundleCommand.said(entry), entry.who(), entry.why());
        writer.write(TerminalText.safe(line) + "\n");
      }
      output.commit();
    }
    return ExitStatus.DONE;
  }
}
