package dev.tarife.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
final class SchemaCommand implements Callable<Integer> {
  /** What a schema describes; its name in lower case is the file's. */
  enum Document {
    ACCOUNT,
    USAGE,
    INVOICE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "DOCUMENT", description = "${COMPLETION-CANDIDATES}.")
  private Document document = Document.INVOICE;

  @SuppressWarnings("UnusedVariable") // picocli reads the field.
  @Mixin
  private HelpOption help = new HelpOption();

  SchemaCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    String name = "/dev/tarife/schemas/" + document + ".json";
    try (InputStream schema = SchemaCommand.class.getResourceAsStream(name);
        Output output = Output.to(null, surroundings.out())) {
      if (schema == null) {
        throw new IOException(name + " is not in the jar");
      }
      schema.transferTo(output.bytes());
      output.commit();
    }
    return Exit.DONE;
  }
}
