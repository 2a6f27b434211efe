package dev.tarife.cli.bundle;

import dev.tarife.bundle.BundleBuilder;
import dev.tarife.bundle.BundleVersion;
import dev.tarife.bundle.KeyFiles;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.ExitStatus;
import dev.tarife.cli.console.Output;
import dev.tarife.cli.option.BundleVersionOption;
import dev.tarife.cli.option.FileForm;
import dev.tarife.cli.option.HelpOption;
import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import dev.tarife.report.TerminalText;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "build",
    description = "Build a bundle from decision tables that are in order.",
    footer = {
      "",
      "The same tables and version give the same bytes, whoever builds them and whenever.",
      "Nothing is written where a workbook is at fault or a scenario does not come out.",
      "",
      "Examples:",
      "  tarife bundle build --version 2024.6.0 --output 2024.6.0.jar",
      "  Signed; the password stands in TARIFE_KEYSTORE_PASSWORD:",
      "    tarife bundle build --version 2024.6.0 --output 2024.6.0.jar --keystore keys.p12"
          + " --alias finance"
    })
final class BundleBuildCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--version",
      paramLabel = "VERSION",
      required = true,
      converter = BundleVersionOption.class,
      description = "Three numbers, such as 2024.6.0.")
  private BundleVersion version = new BundleVersion(0, 0, 0);

  @Option(
      names = "--tables",
      paramLabel = "DIR",
      description = "Folder of the decision tables (default: those of this installation).")
  private @Nullable Path tables;

  @Option(
      names = "--output",
      paramLabel = "JAR",
      required = true,
      description = "The bundle to write.")
  private Path output = Path.of("");

  @ArgGroup(exclusive = false)
  private @Nullable Key key;

  @SuppressWarnings("UnusedVariable") // picocli reads the field.
  @Mixin
  private HelpOption help = new HelpOption();

  BundleBuildCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    FileForm.expect(spec, output, "a bundle", "jar");
    Path folder = tables == null ? context.tables() : tables;
    if (folder == null) {
      throw FaultException.of(
          Place.ofFile("decision-tables"), "there is no such folder", "name one with --tables");
    }
    try (Output target = Output.to(output, context.out())) {
      KeyStore.@Nullable PrivateKeyEntry signer =
          key == null ? null : KeyFiles.key(key.keystore, key.alias, context.keystorePassword());
      BundleBuilder.Built built = BundleBuilder.build(folder, version);
      if (signer != null) {
        built = BundleBuilder.sign(built, signer);
      }
      built.warnings().lines().forEach(line -> context.err().println(TerminalText.safe(line)));
      target.bytes().write(built.jar());
      target.commit();
      Output.say(
          context.out(), output + ": bundle " + version + (signer == null ? "" : ", signed"));
      Output.say(context.out(), "SHA-256 " + built.manifest().sha256());
    }
    return ExitStatus.DONE;
  }

  /** Which key signs. */
  private static final class Key {
    @Option(
        names = "--keystore",
        paramLabel = "FILE",
        required = true,
        description = "Key store of the key that signs; its password is TARIFE_KEYSTORE_PASSWORD.")
    private Path keystore = Path.of("");

    @Option(
        names = "--alias",
        paramLabel = "NAME",
        required = true,
        description = "Name of the key in it.")
    private String alias = "";
  }
}
