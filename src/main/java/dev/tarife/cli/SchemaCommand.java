package dev.tarife.cli;

import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.ExitStatus;
import dev.tarife.cli.console.Output;
import dev.tarife.cli.option.ContextCommand;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "schema",
    description = "Print the JSON Schema (2020-12) of an account, a usage record or an invoice.",
    footer = {
      "",
      "Examples:",
      "  tarife schema usage > usage-record.schema.json",
      "  In the jar they are dev/tarife/schemas/account.json, usage.json and invoice.json."
    })
public final class SchemaCommand extends ContextCommand {
  /** What a schema describes; its name in lower case is the file's. */
  public enum Document {
    ACCOUNT,
    USAGE,
    INVOICE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(index = "0", paramLabel = "DOCUMENT", description = "${COMPLETION-CANDIDATES}.")
  private Document document = Document.INVOICE;

  SchemaCommand(CommandContext context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    String name = "/dev/tarife/schemas/" + document + ".json";
    try (InputStream schema = SchemaCommand.class.getResourceAsStream(name);
        Output output = Output.to(null, context.out())) {
      if (schema == null) {
        throw new IOException(name + " is not in the jar");
      }
      schema.transferTo(output.bytes());
      output.commit();
    }
    return ExitStatus.DONE;
  }
}
