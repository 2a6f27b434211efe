package dev.tarife.cli;

import dev.tarife.bundle.BundleVerifier;
import dev.tarife.bundle.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
final class BundleVerifyCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "JAR", description = "The bundle.")
  private Path jar = Path.of("");

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "PEM file or key store of the certificates one of which must have signed.")
  private @Nullable Path trust;

  @SuppressWarnings("UnusedVariable") // picocli reads the field.
  @Mixin
  private HelpOption help = new HelpOption();

  BundleVerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    BundleVerifier.Verified verified =
        BundleVerifier.verify(
            jar, trust == null ? null : Trust.load(trust, surroundings.keystorePassword()));
    String signers =
        verified.signers().isEmpty()
            ? "not signed"
            : "signed by " + String.join(" and ", verified.signers());
    Output.say(
        surroundings.out(),
        jar + ": bundle " + verified.manifest().version() + ", as its workbooks give; " + signers);
    return Exit.DONE;
  }
}
