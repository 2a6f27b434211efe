package dev.tarife.cli;

import dev.tarife.billing.PricingEngine;
import dev.tarife.billing.TariffEngine;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.EngineLoader;
import dev.tarife.cli.console.Terminal;
import dev.tarife.compare.TableSet;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.rating.Tariff;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command line without a process, on a tariff that is compiled already. */
public final class InProcess {
  /** A clock that stands: however slow the machine is, nothing takes so long that it is told. */
  public static final Clock STILL =
      Clock.fixed(Instant.parse("2026-08-12T09:00:00Z"), ZoneOffset.UTC);

  private InProcess() {}

  /**
   * What a command did.
   *
   * @param status its exit status
   * @param out what it wrote to standard output
   * @param err what it wrote to standard error
   */
  public record Done(int status, String out, String err) {}

  /** Runs a command of this build, as {@code bin/tarife} does. */
  public static Done run(
      Path tables, Map<String, String> environment, Clock clock, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    int status =
        Tarife.run(
            new CommandContext(
                new DefaultEngineLoader(),
                out,
                new PrintWriter(err),
                Terminal.NONE,
                tables,
                false,
                environment,
                clock),
            args);
    return new Done(status, out.toString(StandardCharsets.UTF_8), err.toString());
  }

  /** Runs a command. */
  public static Done run(Tariff tariff, Path tables, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    EngineLoader engines =
        new EngineLoader() {
          @Override
          public PricingEngine open(@Nullable Path folder) {
            return new TariffEngine(tariff, tables, BulkMeter.Options.standard());
          }

          @Override
          public PricingEngine open(BundleOpener bundle) {
            throw new UnsupportedOperationException();
          }

          @Override
          public Tariff tariff(TableSet named) {
            return tariff;
          }

          @Override
          public Checked check(@Nullable Path folder) {
            throw new UnsupportedOperationException();
          }
        };
    int status =
        Tarife.run(
            new CommandContext(engines, out, new PrintWriter(err), Terminal.NONE, tables, true),
            args);
    return new Done(status, out.toString(StandardCharsets.UTF_8), err.toString());
  }
}
