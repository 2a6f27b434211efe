package dev.tarife.cli;

import dev.tarife.billing.Input;
import dev.tarife.model.Period;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose usage of which month. */
final class InputChoice {
  @Option(
      names = "--month",
      paramLabel = "YYYY-MM",
      required = true,
      converter = Month.class,
      description = "The calendar month, in UTC, to price.")
  private Period month = new Period(YearMonth.of(1970, 1));

  @Option(
      names = "--account",
      paramLabel = "FILE",
      description = "The account; wins over account.yaml in the folders.")
  private @Nullable Path account;

  Period month() {
    return month;
  }

  Input find(Collection<String> paths) {
    return Input.find(paths, account);
  }
}
