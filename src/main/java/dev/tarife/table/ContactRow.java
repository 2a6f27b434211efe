package dev.tarife.table;

import dev.tarife.model.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code metering.xlsx}, Contact records: what contacts of a kind are, or settle beside.
 *
 * @param origin its row
 * @param channels one of which it has; empty: any
 * @param methods one of which initiated it; empty: any
 * @param conditions all of which must hold
 * @param countsAs what it makes of the contact
 * @param usageType of the usage; null: not charged, or charged with the call it is a part of
 * @param forEach a list of things in the record, each of which is one usage; null: the contact is
 * @param time when it begins and ends
 * @param quantity how much of it there is
 * @param resource a field whose last part names what is counted; null: nothing
 * @param numbers who talks to whom
 * @param ownChain whether a call is a chain of its own, though another contact was before it
 * @param attributes of the usage record
 * @param tell what an invoice says of such contacts; null: nothing
 * @param dates when contacts were that it is for
 */
public record ContactRow(
    Origin origin,
    List<String> channels,
    List<String> methods,
    List<FieldCondition> conditions,
    CountsAs countsAs,
    @Nullable String usageType,
    @Nullable String forEach,
    Time time,
    Amount quantity,
    @Nullable String resource,
    Numbers numbers,
    boolean ownChain,
    List<Attribute> attributes,
    @Nullable String tell,
    DateRange dates) {
  public ContactRow {
    channels = List.copyOf(channels);
    methods = List.copyOf(methods);
    conditions = List.copyOf(conditions);
    attributes = List.copyOf(attributes);
  }

  /** Whether contacts of a channel and an initiation method may be meant. */
  public boolean fits(String channel, String method) {
    return (channels.isEmpty() || channels.contains(channel))
        && (methods.isEmpty() || methods.contains(method));
  }

  /** What a row makes of a contact. */
  public enum CountsAs {
    /** A call, which other contacts may be parts of. */
    CALL("call"),
    /** A part of the call it comes from: its seconds are added to that. */
    PART("part of a call"),
    /** A leg to an outside party. */
    LEG("leg"),
    /** No call. */
    CONTACT("contact"),
    /** A leg that a contact's own record tells of; where a {@link #LEG} does too, that counts. */
    TRANSFER_OUT("transfer out"),
    /** Something that a contact settles beside what it is. */
    BESIDE("beside");

    private final String word;

    CountsAs(String word) {
      this.word = word;
    }

    /** As the sheet says it. */
    public String word() {
      return word;
    }

    /** Whether the first row that fits says what a contact is; of the others all rows do. */
    public boolean decides() {
      return this != TRANSFER_OUT && this != BESIDE;
    }

    /** Whether it has a beginning and lasts. */
    public boolean isTimed() {
      return this != CONTACT && this != BESIDE;
    }
  }

  /**
   * A condition on fields of a contact record.
   *
   * @param fields any of which may meet it
   * @param test how they are compared
   * @param values what they are compared with
   */
  public record FieldCondition(List<String> fields, Condition.Test test, List<String> values) {
    public FieldCondition {
      fields = List.copyOf(fields);
      values = List.copyOf(values);
    }
  }

  /**
   * When usage begins and ends.
   *
   * @param starts the first of these times that is given; empty: when the contact is
   * @param notBefore and no earlier than this one; null: as it is
   * @param ends the first of these times that is given; empty: it does not last
   * @param connected since when the far end was connected, if at all; null: all the time
   */
  public record Time(
      List<String> starts,
      @Nullable String notBefore,
      List<String> ends,
      @Nullable String connected) {
    public Time {
      starts = List.copyOf(starts);
      ends = List.copyOf(ends);
    }
  }

  /**
   * How much usage there is.
   *
   * @param measure what of it
   * @param count a field that says it, with {@link Measure#COUNT}
   * @param less a field that is taken off; null: nothing
   */
  public record Amount(Measure measure, @Nullable String count, @Nullable String less) {}

  /** What a quantity is. */
  public enum Measure {
    /** One occurrence. */
    ONE,
    /** The seconds from its beginning to its end. */
    SECONDS,
    /** An interval, of which metering makes seconds. */
    INTERVAL,
    /** What a field says. */
    COUNT
  }

  /**
   * Who talks to whom.
   *
   * @param ours a field with our number; null: none
   * @param other a field with the number at the other end; null: none
   * @param country whose country prices the usage; null: no country does
   */
  public record Numbers(
      @Nullable String ours, @Nullable String other, @Nullable CountryOf country) {}

  /** Whose country prices a call; the words of the Country of column. */
  public enum CountryOf implements Worded {
    OUR_NUMBER,
    OTHER_END
  }

  /**
   * An attribute of the usage record.
   *
   * @param name the column of the usage record
   * @param text what it is; null: see field
   * @param field whose text it is; null: see text
   */
  public record Attribute(String name, @Nullable String text, @Nullable String field) {}
}
