package dev.tarife.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as the input says it: one row of a usage file.
 *
 * @param recordId unique; the same record twice counts once
 * @param account billing account; null where the input holds only one
 * @param instance id of the instance
 * @param usageType what happened, such as {@code voice-inbound}
 * @param startTime decides the month and the price in force (decision A-48)
 * @param endTime end of a call, an interval or a holding; null: unknown, or still held
 * @param quantity seconds or a count, per occurrence; null: {@code endTime - startTime}, or 1
 * @param count how many identical occurrences the record stands for, at least 1
 * @param connectedSeconds seconds the far end was connected; null: as {@code quantity}
 * @param contactId the call chain; null: a chain of its own
 * @param resourceId the agent, endpoint, number, profile or participant
 * @param country ISO 3166-1 alpha-2, or a code of the feed
 * @param numberCountry country of our number, for calls out of a third-party number
 * @param numberType such as {@code did} or {@code toll-free}
 * @param updatedAt the later record of one id wins
 * @param attributes every other column that has a value
 */
public record UsageRecord(
    String recordId,
    @Nullable String account,
    String instance,
    String usageType,
    Instant startTime,
    @Nullable Instant endTime,
    @Nullable BigDecimal quantity,
    long count,
    @Nullable BigDecimal connectedSeconds,
    @Nullable String contactId,
    @Nullable String resourceId,
    @Nullable String country,
    @Nullable String numberCountry,
    @Nullable String numberType,
    @Nullable Instant updatedAt,
    SortedMap<String, String> attributes)
    implements Usage {
  public UsageRecord {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  /** Starts a record of one occurrence. */
  public static Builder of(String recordId, String instance, String usageType, Instant startTime) {
    return new Builder(recordId, instance, usageType, startTime);
  }

  /** The chain this record belongs to: its contact, or itself. */
  public String chain() {
    return contactId == null ? recordId : contactId;
  }

  /** Seconds of the usage: {@code quantity}, else end minus start; null where neither is known. */
  public @Nullable BigDecimal seconds() {
    if (quantity != null) {
      return quantity;
    }
    return endTime == null ? null : seconds(startTime, endTime);
  }

  /** Seconds the far end was connected, or {@link #seconds()}. */
  public @Nullable BigDecimal connected() {
    return connectedSeconds == null ? seconds() : connectedSeconds;
  }

  /**
   * The record so many times, each of another id, and of another chain and resource where it has
   * one: numbered from {@code -1} on. Once is the record itself.
   */
  public List<UsageRecord> repeated(int times) {
    return times == 1
        ? List.of(this)
        : IntStream.rangeClosed(1, times).mapToObj(number -> copy("-" + number).build()).toList();
  }

  /** The record as of another version. */
  public UsageRecord withUpdatedAt(@Nullable Instant version) {
    return copy("").updatedAt(version).build();
  }

  /** The record, of another resource. */
  public UsageRecord withResource(String other) {
    return copy("").resourceId(other).build();
  }

  private Builder copy(String suffix) {
    Builder copy = new Builder(recordId + suffix, instance, usageType, startTime);
    return copy.account(account)
        .endTime(endTime)
        .quantity(quantity)
        .count(count)
        .connectedSeconds(connectedSeconds)
        .contactId(contactId == null ? null : contactId + suffix)
        .resourceId(resourceId == null ? null : resourceId + suffix)
        .country(country)
        .numberCountry(numberCountry)
        .numberType(numberType)
        .updatedAt(updatedAt)
        .attributes(attributes);
  }

  /** Exact seconds from one instant to another, with up to nine decimals. */
  public static BigDecimal seconds(Instant from, Instant to) {
    Duration duration = Duration.between(from, to);
    return BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
  }

  /** Sets what a record may leave out. */
  public static final class Builder {
    private final String recordId;
    private final String instance;
    private final String usageType;
    private final Instant startTime;
    private @Nullable String account;
    private @Nullable Instant endTime;
    private @Nullable BigDecimal quantity;
    private long count = 1;
    private @Nullable BigDecimal connectedSeconds;
    private @Nullable String contactId;
    private @Nullable String resourceId;
    private @Nullable String country;
    private @Nullable String numberCountry;
    private @Nullable String numberType;
    private @Nullable Instant updatedAt;
    private final SortedMap<String, String> attributes = new TreeMap<>();

    private Builder(String recordId, String instance, String usageType, Instant startTime) {
      this.recordId = recordId;
      this.instance = instance;
      this.usageType = usageType;
      this.startTime = startTime;
    }

    public Builder account(@Nullable String value) {
      account = value;
      return this;
    }

    public Builder endTime(@Nullable Instant value) {
      endTime = value;
      return this;
    }

    public Builder quantity(@Nullable BigDecimal value) {
      quantity = value;
      return this;
    }

    public Builder quantity(long value) {
      return quantity(BigDecimal.valueOf(value));
    }

    public Builder count(long value) {
      count = value;
      return this;
    }

    public Builder connectedSeconds(@Nullable BigDecimal value) {
      connectedSeconds = value;
      return this;
    }

    public Builder connectedSeconds(long value) {
      return connectedSeconds(BigDecimal.valueOf(value));
    }

    public Builder contactId(@Nullable String value) {
      contactId = value;
      return this;
    }

    public Builder resourceId(@Nullable String value) {
      resourceId = value;
      return this;
    }

    public Builder country(@Nullable String value) {
      country = value;
      return this;
    }

    public Builder numberCountry(@Nullable String value) {
      numberCountry = value;
      return this;
    }

    public Builder numberType(@Nullable String value) {
      numberType = value;
      return this;
    }

    public Builder updatedAt(@Nullable Instant value) {
      updatedAt = value;
      return this;
    }

    public Builder attribute(String name, String value) {
      attributes.put(name, value);
      return this;
    }

    public Builder attributes(Map<String, String> values) {
      attributes.putAll(values);
      return this;
    }

    public UsageRecord build() {
      return new UsageRecord(
          recordId,
          account,
          instance,
          usageType,
          startTime,
          endTime,
          quantity,
          count,
          connectedSeconds,
          contactId,
          resourceId,
          country,
          numberCountry,
          numberType,
          updatedAt,
          attributes);
    }
  }
}
