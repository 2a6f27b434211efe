package dev.tarife.cli.bundle;

import dev.tarife.bundle.BundleBuilder;
import dev.tarife.bundle.BundleVersion;
import dev.tarife.bundle.KeyFiles;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.ExitStatus;
import dev.tarife.cli.console.Output;
import dev.tarife.cli.option.BundleVersionOption;
import dev.tarife.cli.option.ContextCommand;
import dev.tarife.cli.option.FileForm;
import dev.tarife.cli.option.TablesFolderOption;
import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import dev.tarife.report.TerminalText;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "build",
    description = "Build a bundle from decision tables that are in order.",
    footer = {
      "",
      "The same tables and version give the same bytes, whoever builds them and whenever.",
      "Nothing is written if a workbook has errors or a scenario does not come out.",
      "",
      "Examples:",
      "  tarife bundle build --version 2024.6.0 --output 2024.6.0.jar",
      "  Signed; the password stands in TARIFE_KEYSTORE_PASSWORD:",
      "    tarife bundle build --version 2024.6.0 --output 2024.6.0.jar --keystore keys.p12"
          + " --alias finance"
    })
final class BundleBuildCommand extends ContextCommand {
  @Option(
      names = "--version",
      paramLabel = "VERSION",
      required = true,
      converter = BundleVersionOption.class,
      description = "Three numbers, such as 2024.6.0.")
  private BundleVersion version = new BundleVersion(0, 0, 0);

  @Mixin private TablesFolderOption tables = new TablesFolderOption();

  @Option(
      names = "--output",
      paramLabel = "JAR",
      required = true,
      description = "The bundle to write.")
  private Path output = Path.of("");

  @ArgGroup(exclusive = false)
  private @Nullable Key key;

  BundleBuildCommand(CommandContext context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    FileForm.expect(spec(), output, "a bundle", "jar");
    Path folder = tables.in(context);
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
