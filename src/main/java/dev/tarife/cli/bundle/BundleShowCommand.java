package dev.tarife.cli.bundle;

import dev.tarife.bundle.BundleManifest;
import dev.tarife.bundle.BundleStore;
import dev.tarife.bundle.BundleVersion;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.option.BundleVersionOption;
import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import dev.tarife.report.TerminalText;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
final class BundleShowCommand extends StoreCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "VERSION",
      converter = BundleVersionOption.class,
      description = "A version (default: the live one).")
  private @Nullable BundleVersion version;

  BundleShowCommand(CommandContext context) {
    super(context);
  }

  @Override
  void run(BundleStore opened, Writer to) throws IOException {
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
    to.write("Bundle " + wanted + "\n");
    to.write("  SHA-256 " + last.sha256() + "\n");
    for (String signer : last.signers()) {
      to.write("  Signed by " + TerminalText.safe(signer) + "\n");
    }
    if (opened.has(last)) {
      BundleManifest manifest = opened.manifest(last);
      to.write("  Built by Tarife " + manifest.tarife() + ", Drools " + manifest.drools() + "\n");
      to.write("  Workbooks, SHA-256\n");
      for (Map.Entry<String, String> workbook : manifest.workbooks().entrySet()) {
        to.write("    " + workbook.getKey() + "  " + workbook.getValue() + "\n");
      }
    }
    to.write("  Journal\n");
    for (JournalEntry entry : entries) {
      String line =
          "    %s  %-14s %s: %s"
              .formatted(entry.at(), BundleCommand.said(entry), entry.who(), entry.why());
      to.write(TerminalText.safe(line) + "\n");
    }
  }
}
