package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.metering.Slices;
import dev.tarife.metering.memory.FactSums;
import dev.tarife.model.MeteredUsage;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the facts of a {@link FactTable}, account after account. */
final class FactReader implements BulkMetered.UsageSource {
  private final Database database;
  private final InstancePlaces places;
  private final TermTable terms;
  private final AccountSlices slices;
  private final Map<Integer, List<@Nullable String>> tags;
  private final boolean isApart;
  private final int decimals;
  private final FactSums facts;
  private final Statement statement;
  private final ResultSet row;
  private final SharedTexts texts = new SharedTexts();
  private final Map<List<LocalDate>, List<LocalDate>> days = new HashMap<>();
  private boolean more;
  private int lastAccount = -1;
  private long lastBits;
  private boolean lastByDay;
  private List<LocalDate> lastDays = List.of();

  /**
   * Starts.
   *
   * @param slices of each account
   * @param eachIsWhole whether what each record counts is in units, not in billionths
   */
  FactReader(
      Database database,
      TermTable terms,
      InstancePlaces places,
      AccountSlices slices,
      List<String> tags,
      boolean eachIsWhole)
      throws SQLException {
    this.database = database;
    this.places = places;
    this.terms = terms;
    this.slices = slices;
    // Before the facts are read: a connection reads one result at a time.
    this.tags = tags.isEmpty() ? Map.of() : DimensionTable.tags(database);
    this.facts = new FactSums(tags);
    this.isApart = !slices.splits().byOccurrence().isEmpty();
    this.decimals = eachIsWhole ? 0 : 9;
    statement = database.statement();
    row = database.query(statement, FactTable.query(isApart));
    more = database.next(row);
  }

  /** An account's facts; those of accounts with lower numbers are gone then. */
  @Override
  public List<MeteredUsage> read(int account) throws SQLException {
    while (more && row.getInt(1) < account) {
      more = database.next(row);
    }
    while (more && row.getInt(1) == account) {
      int instance = row.getInt(3);
      String id = row.wasNull() ? null : places.instance(instance);
      facts.append(
          new FactSums.Key(
              terms.charge(row.getInt(2)),
              id,
              texts.of(row.getString(4)),
              texts.of(row.getString(5)),
              tags.isEmpty() ? List.of() : Objects.requireNonNull(tags.get(row.getInt(7))),
              days(account, row.getLong(6), terms.isByDay(row.getInt(2))),
              isApart ? texts.of(row.getString(16)) : null),
          quantity(),
          row.getLong(11),
          row.getString(12),
          terms.sources(row.getString(13)));
      if (isApart) {
        addOccurrence();
      }
      more = database.next(row);
    }
    return facts.take();
  }

  private void addOccurrence() throws SQLException {
    String each = row.getString(14);
    if (each != null) {
      facts.appendOccurrence(new BigDecimal(each).movePointLeft(decimals), row.getLong(15));
    }
  }

  private BigDecimal quantity() throws SQLException {
    long whole = row.getLong(8);
    return row.wasNull()
        ? new BigDecimal(row.getString(9)).add(new BigDecimal(row.getString(10)).movePointLeft(9))
        : BigDecimal.valueOf(whole);
  }

  /** First days of the account's own slices that the common ones with a bit lie in. */
  private List<LocalDate> days(int account, long bits, boolean isByDay) {
    if (bits == lastBits && account == lastAccount && isByDay == lastByDay) {
      return lastDays;
    }
    Slices own = slices.own().get(account);
    List<LocalDate> cuts = slices.month().cuts();
    TreeSet<LocalDate> starts = new TreeSet<>();
    for (int i = 0; i < cuts.size(); i++) {
      if ((bits >> i & 1) != 0) {
        starts.add(isByDay ? cuts.get(i) : own.starts().get(own.indexOf(cuts.get(i))));
      }
    }
    lastBits = bits;
    lastAccount = account;
    lastByDay = isByDay;
    lastDays = days.computeIfAbsent(List.copyOf(starts), key -> key);
    return lastDays;
  }

  @Override
  public void close() throws SQLException {
    row.close();
    statement.close();
  }
}
