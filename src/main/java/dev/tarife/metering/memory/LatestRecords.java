package dev.tarife.metering.memory;

import dev.tarife.metering.input.Columns;
import dev.tarife.metering.input.TextForms;
import dev.tarife.metering.terms.RecordContent;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.Tables;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Of records of one id, the latest stays, in one form and without what metering never looks at. */
public final class LatestRecords {
  public static final String CONFLICT_MEND = "keep one, or give the right one the later updated_at";

  private final String account;
  private final Set<String> attributes;
  private final RecordContent content;

  /**
   * Starts with no records.
   *
   * @param account whose records those are that name none
   * @param attributes columns beside the contract's that metering looks at
   */
  LatestRecords(String account, Set<String> attributes, Tables tables) {
    this.account = account;
    this.attributes = attributes;
    this.content = RecordContent.metered(account, attributes, tables);
  }

  /**
   * Says that two records contradict each other.
   *
   * @param difference as {@link RecordContent#difference} says it
   */
  public static String conflict(String recordId, String difference) {
    return "record_id ("
        + recordId
        + ") is there again with other content, and none is later: "
        + difference;
  }

  /**
   * The records without repeated ones.
   *
   * @throws FaultException if two of one id differ and none is later
   */
  List<UsageRecord> of(Collection<UsageRecord> records) {
    Map<List<String>, UsageRecord> latest = new LinkedHashMap<>();
    Map<List<String>, UsageRecord> conflicts = new LinkedHashMap<>();
    for (UsageRecord given : records) {
      UsageRecord record = relevant(given);
      String owner = record.account() == null ? account : record.account();
      List<String> key = List.of(owner, record.recordId());
      UsageRecord other = latest.get(key);
      int order = other == null ? 1 : compareUpdated(record, other);
      if (order > 0) {
        latest.put(key, record);
        conflicts.remove(key);
      } else if (order == 0 && other != null && !content.isSame(record, other)) {
        conflicts.putIfAbsent(key, record);
      }
    }
    if (!conflicts.isEmpty()) {
      Findings findings = new Findings();
      conflicts.forEach(
          (key, record) ->
              findings.error(
                  Place.ofFile("usage records"),
                  conflict(
                      record.recordId(),
                      content.difference(
                          record, Objects.requireNonNull(latest.get(key)), "in the other")),
                  CONFLICT_MEND));
      throw new FaultException(findings);
    }
    return List.copyOf(latest.values());
  }

  /** By version; a record without one is earlier than any that has one. */
  public static int compareUpdated(UsageRecord a, UsageRecord b) {
    return Comparator.nullsFirst(Comparator.<Instant>naturalOrder())
        .compare(a.updatedAt(), b.updatedAt());
  }

  /** The record in one form, with only the attributes that metering looks at. */
  private UsageRecord relevant(UsageRecord record) {
    Map<String, String> given = new HashMap<>();
    record
        .attributes()
        .forEach(
            (name, value) -> {
              if (!value.isEmpty() && attributes.contains(name)) {
                given.put(name, value);
              }
            });
    return UsageRecord.of(
            record.recordId(), record.instance(), record.usageType(), record.startTime())
        .account(TextForms.given(record.account()))
        .endTime(record.endTime())
        .quantity(stripped(record.quantity()))
        .count(record.count())
        .connectedSeconds(stripped(record.connectedSeconds()))
        .contactId(TextForms.given(record.contactId()))
        .resourceId(TextForms.given(record.resourceId()))
        .country(TextForms.given(record.country()))
        .numberCountry(TextForms.given(record.numberCountry()))
        .numberType(TextForms.given(record.numberType()))
        .updatedAt(record.updatedAt())
        .attributes(given)
        .build();
  }

  private static @Nullable BigDecimal stripped(@Nullable BigDecimal value) {
    return value == null ? null : new BigDecimal(String.valueOf(Columns.text(value)));
  }
}
