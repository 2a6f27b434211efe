package dev.tarife.cli.bundle;

import dev.tarife.bundle.BundleVerifier;
import dev.tarife.bundle.TrustedSigners;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.ExitStatus;
import dev.tarife.cli.console.Output;
import dev.tarife.cli.option.ContextCommand;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    description = "Verify a bundle: signature, hashes, contents, scenarios.",
    footer = {
      "",
      "The bundle is built again from the workbooks inside, and every byte compared, so that it cannot",
      "hide code.",
      "",
      "Examples:",
      "  tarife bundle verify 2024.6.0.jar",
      "  tarife bundle verify 2024.6.0.jar --trust signers.pem"
    })
final class BundleVerifyCommand extends ContextCommand {
  @Parameters(index = "0", paramLabel = "JAR", description = "The bundle.")
  private Path jar = Path.of("");

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "PEM file or key store of the certificates one of which must have signed.")
  private @Nullable Path trust;

  BundleVerifyCommand(CommandContext context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    BundleVerifier.Verified verified =
        BundleVerifier.verify(
            jar, trust == null ? null : TrustedSigners.load(trust, context.keystorePassword()));
    String signers =
        verified.signers().isEmpty()
            ? "not signed"
            : "signed by " + String.join(" and ", verified.signers());
    Output.say(
        context.out(),
        jar + ": bundle " + verified.manifest().version() + ", as its workbooks give; " + signers);
    return ExitStatus.DONE;
  }
}
