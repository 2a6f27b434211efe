package dev.tarife.connect;

import dev.tarife.connect.document.DocumentTimes;
import dev.tarife.model.Rejection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is in contact records and numbers, before anything is priced.
 *
 * @param documents how many documents, deliveries of the same contact among them
 * @param contacts how many contacts
 * @param settled contacts of which nothing is rejected
 * @param deliveredAgain deliveries beyond the first of a contact
 * @param refused contacts of which something is rejected, and documents that are not a contact:
 *     with those that are settled and those that are delivered again they are all documents
 * @param kinds contacts by channel, method and subtype, as {@code VOICE INBOUND}
 * @param accounts contacts by AWSAccountId
 * @param instances contacts by instance
 * @param regions contacts by Region
 * @param unknownNumbers calls by those of our numbers that no inventory holds
 * @param from the first contact; null: there is none
 * @param to the last one
 * @param usage usage records that they settle, by type
 * @param rejected what would not be charged, and why
 * @param notes what they cannot settle, in words
 */
public record ContactSummary(
    long documents,
    long contacts,
    long settled,
    long deliveredAgain,
    long refused,
    SortedMap<String, Long> kinds,
    SortedMap<String, Long> accounts,
    SortedMap<String, Long> instances,
    SortedMap<String, Long> regions,
    SortedMap<String, Long> unknownNumbers,
    @Nullable Instant from,
    @Nullable Instant to,
    SortedMap<String, Long> usage,
    List<Rejection> rejected,
    List<String> notes) {

  /** Contacts of which anything is rejected. */
  private static final String REFUSED =
      """
      SELECT count(*) FROM contacts WHERE c_problem IS NOT NULL OR (c_instance, c_contact) IN (
        SELECT instance, contact FROM orphans
        UNION SELECT c_instance, c_contact FROM calls WHERE objection IS NOT NULL
        UNION SELECT c_instance, c_contact FROM parts t WHERE p_problem IS NOT NULL AND %s)
      """
          .formatted(ContactCharges.NOT_TOLD);

  static ContactSummary of(ContactSql sql, UsageRows rows, Map<String, List<String>> notes)
      throws SQLException {
    long documents = sql.number("SELECT documents FROM counted");
    long nameless = sql.number("SELECT count(*) FROM nameless");
    long contacts = sql.number("SELECT count(*) FROM contacts");
    long refused = sql.number(REFUSED);
    List<Rejection> rejected = new ArrayList<>();
    Set<String> known = UnchargedContacts.known(sql);
    sql.each(
        "SELECT reason, count(*), min(id) FROM refused GROUP BY reason",
        row ->
            rejected.add(
                new Rejection(
                    row.getString(1) + UnchargedContacts.hint(row.getString(1), known),
                    row.getLong(2),
                    row.getString(3))));
    @Nullable Instant[] span = new @Nullable Instant[2];
    sql.each(
        "SELECT min(c_at), max(c_at) FROM contacts HAVING min(c_at) IS NOT NULL",
        row -> {
          span[0] = instant(row.getLong(1));
          span[1] = instant(row.getLong(2));
        });
    SortedMap<String, Long> usage = new TreeMap<>();
    for (String select : rows.selects()) {
      sql.each(
          "SELECT usage_type, count(*) FROM (" + select + ") GROUP BY usage_type",
          row -> usage.merge(row.getString(1), row.getLong(2), Long::sum));
    }
    return new ContactSummary(
        documents,
        contacts,
        contacts - refused,
        documents - nameless - contacts,
        refused + nameless,
        counts(
            sql,
            "concat_ws(' ', coalesce(c_channel, '(no channel)'), coalesce(c_method, '(no method)'),"
                + " c_subtype)"),
        counts(sql, "c_account"),
        counts(sql, "c_instance"),
        counts(sql, "c_region"),
        unknown(sql),
        span[0],
        span[1],
        usage,
        rejected.stream().sorted().toList(),
        notes.values().stream().flatMap(List::stream).toList());
  }

  private static SortedMap<String, Long> unknown(ContactSql sql) throws SQLException {
    SortedMap<String, Long> counts = new TreeMap<>();
    sql.each(
        "SELECT c_ours, count(*) FROM fine c WHERE c_ours IS NOT NULL AND c_ours NOT IN (SELECT"
            + " number FROM known) GROUP BY c_ours",
        row -> counts.put(row.getString(1), row.getLong(2)));
    return counts;
  }

  private static SortedMap<String, Long> counts(ContactSql sql, String key) throws SQLException {
    SortedMap<String, Long> counts = new TreeMap<>();
    sql.each(
        "SELECT coalesce(" + key + ", '(none)'), count(*) FROM contacts GROUP BY 1",
        row -> counts.put(Objects.requireNonNull(row.getString(1)), row.getLong(2)));
    return counts;
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, DocumentTimes.SECOND),
        Math.floorMod(micros, DocumentTimes.SECOND) * 1000);
  }
}
