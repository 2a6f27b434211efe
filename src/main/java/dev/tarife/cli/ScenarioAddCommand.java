package dev.tarife.cli;

import dev.tarife.billing.BillingRun;
import dev.tarife.billing.Input;
import dev.tarife.billing.TariffEngine;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.ExitStatus;
import dev.tarife.cli.console.Output;
import dev.tarife.cli.option.ContextCommand;
import dev.tarife.cli.option.InputOptions;
import dev.tarife.compare.TableSet;
import dev.tarife.edit.ScenarioBook;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.metering.input.UsageReader;
import dev.tarife.model.Account;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Period;
import dev.tarife.model.Place;
import dev.tarife.model.UsageRecord;
import dev.tarife.rating.Tariff;
import dev.tarife.scenario.ContactFiles;
import dev.tarife.table.Scenario.Contacts;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "add",
    description =
        "Write a month of usage, and the invoice that the tables make of it today, into"
            + " scenarios.xlsx.",
    footer = {
      "",
      "Look at the invoice first, with `tarife rate`: the scenario says that it is right.",
      "",
      "Example:",
      "  tarife scenario add samples/examples/V4 --month 2024-05 --code acme-call \\",
      "    --title 'A call from the app' --tables my-tables",
      "",
      "Exit status: 0 done; 1 errors in input or tables, nothing is written; 2 wrong use."
    })
final class ScenarioAddCommand extends ContextCommand {
  @Mixin private InputOptions input = new InputOptions();

  @Option(
      names = "--tables",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the decision tables whose scenarios.xlsx is written.")
  private Path tables = Path.of("");

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "The scenario's code (default: the name of the folder).")
  private @Nullable String code;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "What it shows (default: of which usage it is).")
  private @Nullable String title;

  ScenarioAddCommand(CommandContext context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    Input found = input.find();
    Period month = input.month();
    TableSet set = TableSet.open(tables.toString(), Path.of(""));
    if (!Files.isDirectory(tables)) {
      throw FaultException.of(
          Place.ofFile(tables.toString()), "is not a folder of tables", "name one with --tables");
    }
    Tariff tariff = context.engines().tariff(set);
    Account account = account(tariff, found, month);
    List<UsageRecord> usage = usage(found, account);
    Contacts contacts = ContactFiles.read(found.contactRecords(), found.numbers());
    ScenarioBook.Added added =
        new ScenarioBook(tariff, set.workbooks())
            .add(codeOrName(), titleOrName(month), account, month.month(), usage, contacts);
    try (Output workbook = Output.to(tables.resolve(TablesReader.SCENARIOS), context.out())) {
      workbook.bytes().write(added.workbook());
      workbook.commit();
    }
    Output.say(
        context.out(),
        TablesReader.SCENARIOS
            + ": scenario "
            + codeOrName()
            + " added, records: "
            + (usage.size() + contacts.records().size() + contacts.numbers().size())
            + ", lines: "
            + added.invoice().lines().size()
            + ", total: "
            + added.invoice().totalExact());
    return ExitStatus.DONE;
  }

  private static Account account(Tariff tariff, Input found, Period month) {
    BillingRun run =
        BillingRun.of(new TariffEngine(tariff, null, BulkMeter.Options.standard()), found, month);
    if (run.accounts().size() != 1) {
      throw FaultException.of(
          Place.ofFile(TablesReader.SCENARIOS),
          "a scenario is of one account, and the input has " + run.accounts().size(),
          "choose one with --account");
    }
    return run.accounts().iterator().next();
  }

  private static List<UsageRecord> usage(Input found, Account account) {
    List<UsageRecord> usage = new ArrayList<>();
    Findings findings = new Findings();
    for (Path file : found.usage()) {
      for (UsageRecord record : UsageReader.read(file)) {
        usage.add(record);
        if (record.account() != null && !record.account().equals(account.id())) {
          findings.error(
              Place.ofFile(file.toString()),
              "record " + record.recordId() + " is of another account (" + record.account() + ")",
              "give the records of " + account.id() + " alone");
        }
      }
    }
    findings.throwIfErrors();
    return usage;
  }

  private String codeOrName() {
    return code != null ? code : input.name().orElse("scenario");
  }

  private String titleOrName(Period month) {
    return title != null ? title : "Usage of " + codeOrName() + " in " + month;
  }
}
