package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.metering.Slices;
import dev.tarife.metering.Splits;
import dev.tarife.metering.terms.MonthBounds;
import dev.tarife.model.Account;
import dev.tarife.model.Period;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The slices of each account's month, and the month cut where those of any account begin. Rows are
 * counted by the common slices; an account's own are made of whole ones.
 */
record AccountSlices(List<Slices> own, MonthBounds month) {
  AccountSlices {
    own = List.copyOf(own);
  }

  static AccountSlices of(
      Collection<Account> accounts, Period period, Function<Account, Slices> slicesOf) {
    List<Slices> own = new ArrayList<>();
    TreeSet<LocalDate> cuts = new TreeSet<>();
    cuts.add(period.from());
    for (Account account : accounts) {
      Slices slices = slicesOf.apply(account);
      own.add(slices);
      cuts.addAll(slices.starts());
      if (!slices.splits().byDay().isEmpty()) {
        cuts.addAll(slices.days().starts());
      }
    }
    return new AccountSlices(own, new MonthBounds(period, cuts));
  }

  /** Charges that are split further: the same of every account. */
  Splits splits() {
    return own.isEmpty() ? Splits.NONE : own.get(0).splits();
  }

  /** Makes the table {@code own_slice}: with which common slices those of an account begin. */
  void write(Database database) throws SQLException {
    database.run("CREATE OR REPLACE TEMP TABLE own_slice (account INTEGER, slice_no INTEGER)");
    database.append(
        "own_slice",
        IntStream.range(0, own.size())
            .boxed()
            .flatMap(
                account ->
                    own.get(account).starts().stream()
                        .map(start -> List.of(account, month.cuts().indexOf(start)))));
  }
}
