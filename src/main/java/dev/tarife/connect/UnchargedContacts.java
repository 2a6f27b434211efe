package dev.tarife.connect;

import dev.tarife.connect.document.DocumentTimes;
import dev.tarife.duckdb.Spill;
import dev.tarife.model.Account;
import dev.tarife.model.Period;
import dev.tarife.model.Rejection;
import dev.tarife.table.ContactMap;
import dev.tarife.table.ContactRow;
import dev.tarife.table.Suggestion;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What contact records leave uncharged: contacts that are rejected, and notes for the invoice. */
final class UnchargedContacts {
  private static final String IN_WORDS = " Usage records can add them.";

  private static final Pattern UNKNOWN_INSTANCE =
      Pattern.compile(
          "unknown instance \\((.*)\\): not among the account's instances", Pattern.DOTALL);

  private final ContactSql sql;
  private final ContactMap map;

  UnchargedContacts(ContactSql sql, ContactMap map) {
    this.sql = sql;
    this.map = map;
  }

  /**
   * Each account's share of a month, beside its usage.
   *
   * @param isAlone whether there is one account, which then gets what belongs to nobody
   */
  Settled of(Spill spill, Path usage, Collection<Account> accounts, boolean isAlone, Period period)
      throws SQLException {
    long start = period.start().getEpochSecond() * DocumentTimes.SECOND;
    long end = period.end().getEpochSecond() * DocumentTimes.SECOND;
    String alone = isAlone ? accounts.iterator().next().id() : null;
    Map<String, List<Rejection>> rejected = new HashMap<>();
    Map<String, Long> outside = new HashMap<>();
    Set<String> known = known(sql);
    List<Rejection> unassigned = new ArrayList<>();
    sql.each(
        "SELECT acct, reason, count(*) FILTER (near), min(id) FILTER (near), count(*) FILTER (NOT"
            + " near) FROM (SELECT *, at_us IS NULL OR (at_us >= "
            + start
            + " AND at_us < "
            + end
            + ") AS near FROM refused) GROUP BY acct, reason",
        row -> {
          String account = row.getString(1) == null ? alone : row.getString(1);
          if (row.getLong(3) > 0) {
            Rejection rejection =
                new Rejection(
                    row.getString(2) + hint(row.getString(2), known),
                    row.getLong(3),
                    row.getString(4));
            if (account == null) {
              unassigned.add(rejection);
            } else {
              rejected.computeIfAbsent(account, a -> new ArrayList<>()).add(rejection);
            }
          }
          if (account != null) {
            outside.merge(account, row.getLong(5), Long::sum);
          }
        });
    Map<String, List<String>> notes = notes("c_at >= " + start + " AND c_at < " + end);
    Map<String, Settled.Share> shares = new HashMap<>();
    for (Account account : accounts) {
      String id = account.id();
      shares.put(
          id,
          new Settled.Share(
              rejected.getOrDefault(id, List.of()).stream().sorted().toList(),
              outside.getOrDefault(id, 0L),
              notes.getOrDefault(id, List.of())));
    }
    return new Settled(
        spill,
        List.of(usage),
        shares,
        new Settled.Share(unassigned.stream().sorted().toList(), 0, List.of()),
        months());
  }

  /** The ids of the accounts' instances. */
  static Set<String> known(ContactSql sql) throws SQLException {
    Set<String> known = new TreeSet<>();
    sql.each("SELECT DISTINCT instance FROM owned", row -> known.add(row.getString(1)));
    return known;
  }

  /** What may have been meant, where an instance is unknown; else nothing. */
  static String hint(String reason, Set<String> known) {
    Matcher unknown = UNKNOWN_INSTANCE.matcher(reason);
    return unknown.matches() ? Suggestion.of(unknown.group(1), known) : "";
  }

  private List<YearMonth> months() throws SQLException {
    List<YearMonth> months = new ArrayList<>();
    sql.each(
        "SELECT DISTINCT strftime(make_timestamp(c_at), '%Y-%m') FROM contacts WHERE c_at IS NOT"
            + " NULL ORDER BY 1",
        row -> months.add(YearMonth.parse(row.getString(1))));
    return months;
  }

  /**
   * What rows have to tell of the fine contacts, by account.
   *
   * @param condition which of them
   */
  Map<String, List<String>> notes(String condition) throws SQLException {
    Map<Integer, String> tells = new LinkedHashMap<>();
    for (ContactRow row : map.rows()) {
      if (row.tell() != null) {
        tells.put(row.origin().row(), row.tell());
      }
    }
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    sql.each(
        "SELECT coalesce(acct, ''), CAST(told AS INTEGER), CAST(sum(n) AS BIGINT) FROM (SELECT acct,"
            + " unnest(string_split(c_tells, ';')) AS told, n FROM (SELECT acct, c_tells, count(*) AS n"
            + " FROM fine WHERE c_tells IS NOT NULL AND "
            + condition
            + " GROUP BY acct, c_tells)) GROUP BY 1, 2 ORDER BY 1, 2",
        row ->
            counts
                .computeIfAbsent(String.valueOf(row.getString(1)), account -> new LinkedHashMap<>())
                .merge(tells.getOrDefault(row.getInt(2), "?"), row.getLong(3), Long::sum));
    Map<String, List<String>> notes = new TreeMap<>();
    counts.forEach(
        (account, told) -> {
          List<String> said = new ArrayList<>();
          told.forEach((text, count) -> said.add(note(text, count)));
          notes.put(account, said);
        });
    return notes;
  }

  /** Puts the count in place of #, and an s in place of (s) where there are several. */
  private static String note(String text, long count) {
    return text.replace("#", Long.toString(count)).replace("(s)", count == 1 ? "" : "s") + IN_WORDS;
  }
}
