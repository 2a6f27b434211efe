package dev.tarife.web.store;

import dev.tarife.model.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The journal of every change. An entry is written in the transaction of its change: there is none
 * without the other. Each holds the hash of the one before, so that none can be changed or left out
 * unnoticed.
 */
@Repository
public class Audit {
  private static final int LONGEST = 4000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String FOUND =
      """
      from journal
      where (:who = '' or who = :who) and (:action = '' or action = :action)
        and at >= :from and at < :to
        and (:text = '' or action in (:named)
          or lower(who) like :text escape '!' or lower(action) like :text escape '!'
          or lower(subject) like :text escape '!' or lower(detail) like :text escape '!')
      """;

  private final JdbcClient jdbc;
  private final Locks locks;
  private final Clock clock;

  Audit(JdbcClient jdbc, Locks locks, Clock clock) {
    this.jdbc = jdbc;
    this.locks = locks;
    this.clock = clock;
  }

  /**
   * An entry of the journal.
   *
   * @param seq its number, from 1
   * @param at when
   * @param who did it
   * @param action what, such as {@code issue}
   * @param subject to what, such as an invoice's id
   * @param detail more in words; empty: nothing
   * @param previous hash of the entry before; empty for the first
   * @param sha256 its own
   */
  public record Entry(
      long seq,
      Instant at,
      String who,
      String action,
      String subject,
      String detail,
      String previous,
      String sha256) {}

  /** Writes an entry, in the transaction that is open. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void write(String who, String action, String subject, String detail) {
    locks.take(Locks.JOURNAL);
    Optional<Entry> last = last();
    long seq = last.map(Entry::seq).orElse(0L) + 1;
    Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String said = detail.length() > LONGEST ? detail.substring(0, LONGEST) : detail;
    String previous = last.map(Entry::sha256).orElse("");
    jdbc.sql(
            """
            insert into journal (seq, at, who, action, subject, detail, previous, sha256)
            values (:seq, :at, :who, :action, :subject, :detail, :previous, :sha256)
            """)
        .param("seq", seq)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("who", who)
        .param("action", action)
        .param("subject", subject)
        .param("detail", said)
        .param("previous", previous)
        .param("sha256", sha256(seq, at, who, action, subject, said, previous))
        .update();
  }

  /**
   * Entries, the latest first.
   *
   * @param before only those of smaller numbers
   */
  public List<Entry> latest(long before, int most) {
    return jdbc.sql("select * from journal where seq < :before order by seq desc limit :most")
        .param("before", before)
        .param("most", most)
        .query(Audit::entry)
        .list();
  }

  /** A part of the journal, the latest entry first. */
  public ListPart<Entry> part(ListSlice slice) {
    long before = slice.after() == null ? Long.MAX_VALUE : ListPart.number(slice.after());
    return ListPart.ofRows(
        latest(before, slice.limit() + 1),
        slice,
        last().map(Entry::seq).orElse(0L),
        entry -> String.valueOf(entry.seq()));
  }

  /**
   * Which entries are looked for. An empty text allows all.
   *
   * @param text part of who, what, whom or more, in upper or lower case
   * @param named actions that the text names in the reader's language
   * @param who did it
   * @param action what
   * @param from first day, in UTC; null: from the beginning
   * @param to last day, in UTC; null: to the end
   */
  public record Search(
      String text,
      Set<String> named,
      String who,
      String action,
      @Nullable LocalDate from,
      @Nullable LocalDate to) {
    public Search {
      named = Set.copyOf(named);
    }
  }

  /** A part of what is found in the journal, the latest entry first. */
  public ListPart<Entry> find(Search search, ListSlice slice) {
    long before = slice.after() == null ? Long.MAX_VALUE : ListPart.number(slice.after());
    List<Entry> rows =
        found("select * " + FOUND + " and seq < :before order by seq desc limit :most", search)
            .param("before", before)
            .param("most", slice.limit() + 1)
            .query(Audit::entry)
            .list();
    long total = found("select count(*) " + FOUND, search).query(Long.class).single();
    return ListPart.ofRows(rows, slice, total, entry -> String.valueOf(entry.seq()));
  }

  private JdbcClient.StatementSpec found(String sql, Search search) {
    LocalDate from = search.from() == null ? LocalDate.EPOCH : search.from();
    LocalDate to = search.to() == null ? LocalDate.of(9999, 12, 30) : search.to();
    String text =
        search.text().isEmpty()
            ? ""
            : "%"
                + search
                    .text()
                    .toLowerCase(Locale.ROOT)
                    .replace("!", "!!")
                    .replace("%", "!%")
                    .replace("_", "!_")
                + "%";
    return jdbc.sql(sql)
        .param("who", search.who())
        .param("action", search.action())
        .param("from", from.atStartOfDay().atOffset(ZoneOffset.UTC))
        .param("to", to.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC))
        .param("text", text)
        .param("named", search.named().isEmpty() ? Set.of("") : search.named());
  }

  /** The people in the journal, by name. */
  public List<String> people() {
    return jdbc.sql("select distinct who from journal order by who").query(String.class).list();
  }

  /** Every action that is in the journal. */
  public List<String> actions() {
    return jdbc.sql("select distinct action from journal order by action")
        .query(String.class)
        .list();
  }

  /** The number of the first entry that is not as it was written; empty: all are. */
  public Optional<Long> firstDamaged() {
    String previous = "";
    long seq = 1;
    for (Entry entry : jdbc.sql("select * from journal order by seq").query(Audit::entry).list()) {
      String sha256 =
          sha256(
              entry.seq(),
              entry.at(),
              entry.who(),
              entry.action(),
              entry.subject(),
              entry.detail(),
              entry.previous());
      if (entry.seq() != seq
          || !entry.previous().equals(previous)
          || !entry.sha256().equals(sha256)) {
        return Optional.of(seq);
      }
      previous = entry.sha256();
      seq++;
    }
    return Optional.empty();
  }

  private Optional<Entry> last() {
    return latest(Long.MAX_VALUE, 1).stream().findFirst();
  }

  private static String sha256(long seq, Object... rest) {
    List<String> texts = Arrays.stream(rest).map(String::valueOf).toList();
    return Sha256.of(JSON.writeValueAsString(List.of(String.valueOf(seq), texts)));
  }

  private static Entry entry(ResultSet row, int number) throws SQLException {
    return new Entry(
        row.getLong("seq"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("who"),
        row.getString("action"),
        row.getString("subject"),
        row.getString("detail"),
        row.getString("previous"),
        row.getString("sha256"));
  }
}
