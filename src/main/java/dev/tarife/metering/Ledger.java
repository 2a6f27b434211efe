package dev.tarife.metering;

import dev.tarife.metering.Plan.Way;
import dev.tarife.model.Rejection;
import dev.tarife.table.MeteringRow.Counting;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What has been counted so far for every account. */
final class Ledger {
  private final Places places;
  private final List<Slices> slices;
  private final List<LocalDate> cuts;
  private final int tags;
  private final List<Facts> facts = new ArrayList<>();
  private final Map<LocalDate, List<LocalDate>> alone = new HashMap<>();
  private final Facts strays;
  private final long[] records;
  private final long[] outOfPeriod;

  /**
   * An empty ledger.
   *
   * @param slices of each account
   * @param cuts first days of all of them
   */
  Ledger(Places places, List<Slices> slices, List<LocalDate> cuts, List<String> tagNames) {
    this.places = places;
    this.slices = slices;
    this.cuts = cuts;
    this.tags = tagNames.size();
    this.strays = new Facts(tagNames);
    slices.forEach(own -> facts.add(new Facts(tagNames)));
    records = new long[slices.size()];
    outOfPeriod = new long[slices.size()];
  }

  Facts facts(int account) {
    return facts.get(account);
  }

  /** What belongs to no account. */
  Facts strays() {
    return strays;
  }

  void countRecords(int account, long count) {
    records[account] += count;
  }

  void countOutOfPeriod(int account, long count) {
    outOfPeriod[account] += count;
  }

  /** First day of the account's own slice that one of the common slices lies in. */
  List<LocalDate> slice(int account, int cut) {
    Slices own = slices.get(account);
    return alone.computeIfAbsent(own.starts().get(own.indexOf(cuts.get(cut))), List::of);
  }

  /**
   * Adds what a query counted: charge_no, inst_no, acc_no, country, number type, slice (of distinct
   * counts: bits of slices), total, records, example, source bits, tags, and of holdings the way
   * they are counted.
   *
   * @param scale digits after the point in totals
   */
  void read(Database database, TermTables terms, Way way, int scale, String query)
      throws SQLException {
    int words = terms.words(way);
    database.rows(
        query,
        row -> {
          int instance = row.getInt(2);
          String id = row.wasNull() ? null : places.instance(instance);
          int account = row.getInt(3);
          List<@Nullable String> own = new ArrayList<>();
          for (int i = 0; i < tags; i++) {
            own.add(row.getString(10 + words + i));
          }
          facts(account)
              .add(
                  new Facts.Key(
                      terms.charge(way, row.getInt(1)),
                      id,
                      row.getString(4),
                      row.getString(5),
                      Collections.unmodifiableList(own),
                      days(account, way, row.getLong(6))),
                  quantity(way, new BigInteger(row.getString(7)), scale, row, 10 + words + tags),
                  row.getLong(8),
                  row.getString(9),
                  terms.sources(way, row, 10));
        });
  }

  private static BigDecimal quantity(
      Way way, BigInteger total, int scale, ResultSet row, int counting) throws SQLException {
    return way == Way.HELD
        ? RecordMeter.held(total, Counting.valueOf(row.getString(counting)))
        : new BigDecimal(total, scale);
  }

  private List<LocalDate> days(int account, Way way, long coded) {
    if (way != Way.DISTINCT) {
      return slice(account, (int) coded);
    }
    TreeSet<LocalDate> days = new TreeSet<>();
    for (int i = 0; i < cuts.size(); i++) {
      if ((coded >> i & 1) != 0) {
        days.addAll(slice(account, i));
      }
    }
    return List.copyOf(days);
  }

  BulkMetered metered() {
    SortedMap<String, Metered> metered = new TreeMap<>();
    for (int i = 0; i < facts.size(); i++) {
      metered.put(places.accounts().get(i).id(), facts.get(i).metered(records[i], outOfPeriod[i]));
    }
    List<Rejection> rejected = strays.rejections();
    return new BulkMetered(metered, rejected);
  }
}
