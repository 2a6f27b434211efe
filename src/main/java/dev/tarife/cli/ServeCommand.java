package dev.tarife.cli;

import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.ExitStatus;
import dev.tarife.cli.option.ContextCommand;
import dev.tarife.web.Service;
import dev.tarife.web.ServiceOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    description = "Serve pages and a REST interface, behind a login.",
    footer = {
      "",
      "The first start prints a one-time password for the user admin. What is kept lies in an",
      "embedded database, or in PostgreSQL with TARIFE_DB_URL=jdbc:postgresql://...",
      "",
      "Example:",
      "  tarife serve --port 9000 --data /var/lib/tarife"
    })
final class ServeCommand extends ContextCommand {
  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on; 0: any that is free (default: 8080).")
  private @Nullable Integer port;

  @Option(
      names = "--address",
      paramLabel = "HOST",
      description = "Address to listen on (default: 127.0.0.1, this machine only).")
  private @Nullable String address;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of the embedded database (default: ~/.local/share/tarife).")
  private @Nullable Path data;

  ServeCommand(CommandContext context) {
    super(context);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port != null && (port < 0 || port > 65_535)) {
      throw wrongUse("--port must be from 0 to 65535, not " + port);
    }
    ServiceOptions options =
        new ServiceOptions(
            Optional.ofNullable(address),
            port == null ? OptionalInt.empty() : OptionalInt.of(port),
            Optional.ofNullable(data),
            Map.of(),
            context.clock());
    try (Service service = Service.start(options, context.err()::println)) {
      service.endProcessWith(ExitStatus.DONE, ExitStatus.FAULT);
      service.await();
      return service.isLost() ? ExitStatus.FAULT : ExitStatus.DONE;
    }
  }
}
