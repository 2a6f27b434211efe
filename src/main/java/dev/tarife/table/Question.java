package dev.tarife.table;

import dev.tarife.model.Origin;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a calculator asks: how much of one kind of usage there is in a month.
 *
 * @param origin its row
 * @param code such as {@code calls-in}
 * @param area the part of the invoice that it is asked under
 * @param name for people, English
 * @param nameTr for people, Turkish; null: as English
 * @param usageType of the usage records that the answer becomes
 * @param counts what the answer is a number of
 * @param size how large each is; null: nothing is asked, each is one
 * @param usual the answer before anybody gave one; null: none
 * @param country of the records; null: none, or the one that is {@link #asksCountry asked}
 * @param asksCountry whether the country is asked, once for all questions
 * @param numberType of the records, or null
 */
public record Question(
    Origin origin,
    String code,
    String area,
    String name,
    @Nullable String nameTr,
    String usageType,
    Counts counts,
    @Nullable Size size,
    @Nullable BigDecimal usual,
    @Nullable String country,
    boolean asksCountry,
    @Nullable String numberType) {
  /** What a question's answer is a number of. */
  public enum Counts implements Worded {
    /** Occurrences that are alike: one record with that count. */
    RECORDS,
    /** Different agents, endpoints or profiles: a record for each. */
    RESOURCES
  }

  /**
   * How large each is that a question counts.
   *
   * @param name for people, English, such as {@code minutes each}
   * @param nameTr for people, Turkish; null: as English
   * @param usual before anybody said
   * @param times what of a record's {@code quantity} one of it is: 60 for minutes
   */
  public record Size(String name, @Nullable String nameTr, BigDecimal usual, BigDecimal times) {}
}
