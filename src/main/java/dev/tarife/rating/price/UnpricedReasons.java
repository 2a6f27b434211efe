package dev.tarife.rating.price;

import dev.tarife.metering.Metered;
import dev.tarife.model.Account;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Period;
import dev.tarife.model.Rejection;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.PriceRow;
import dev.tarife.table.Suggestion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why usage was rejected, in words, and how often. */
public final class UnpricedReasons {
  static final String NO_PRICE = "no price for ";
  private static final String DAYS = " in force on ";
  private static final String UNDECIDED =
      "no rule came to it: the session needs an Account, a Period and the tariff's tables";
  private static final Pattern ON_DAYS = Pattern.compile(DAYS + "[0-9, -]+(?=:)");

  private UnpricedReasons() {}

  /** Names the charge and every dimension for which no price row was found. */
  public static String noPrice(MeteredUsage usage, Period period, AccountInstances roster) {
    String instance = usage.instance();
    if (!roster.has(instance)) {
      return "unknown instance ("
          + instance
          + "): not among the account's instances"
          + Suggestion.of(String.valueOf(instance), roster.ids());
    }
    if (!period.containsAll(usage.slices())) {
      return "metered usage of " + usage.charge() + " lies outside " + period;
    }
    StringBuilder reason = new StringBuilder(NO_PRICE).append(usage.charge());
    append(reason, "country", usage.country());
    append(reason, "number type", usage.numberType());
    append(reason, "Region", roster.region(instance));
    append(reason, "plan", roster.planOn(instance, usage.firstSlice()));
    return reason
        .append(DAYS)
        .append(
            usage.slices().stream()
                .map(LocalDate::toString)
                .reduce((a, b) -> a + ", " + b)
                .orElse(""))
        .append(": add a row to the price tables")
        .toString();
  }

  /**
   * A reason without the days for which no price row was found: tables that cut a month at other
   * days reject the same usage for the same reason.
   */
  public static String onAnyDay(String reason) {
    return ON_DAYS.matcher(reason).replaceFirst("");
  }

  /** The part of a tiered quantity for which there is no tier. */
  public static String noTier(PricedUsage priced) {
    return "no tier of "
        + priced.firstTier().row().origin()
        + " for part of "
        + priced.usage().charge()
        + ": close the gap between the tiers";
  }

  /** Usage that is priced record by record, or chain by chain, and was summed. */
  static String notApart(MeteredUsage usage, PriceRow row) {
    return "usage of "
        + usage.charge()
        + " that is already summed: "
        + row.origin()
        + " prices each "
        + row.scope().word()
        + ", so give its occurrences";
  }

  /** Usage that ended up neither priced nor rejected. */
  public static Rejection undecided(MeteredUsage usage) {
    return new Rejection(UNDECIDED, usage.records(), usage.example());
  }

  /** A record that nothing metered. */
  public static Rejection undecided(UsageRecord record) {
    return new Rejection(UNDECIDED, 1, record.recordId());
  }

  /**
   * A session is of one account: two of them would each have the free tier of the other's usage.
   */
  public static IllegalStateException twoAccounts(Account one, Account other) {
    return new IllegalStateException(
        "The session has two accounts, "
            + one
            + " and "
            + other
            + ". Update the fact of the first, or delete it.");
  }

  /** A session is of one month. */
  public static IllegalStateException twoMonths(Period one, Period other) {
    return new IllegalStateException(
        "The session has two months, " + one + " and " + other + ". Take a session for each.");
  }

  /**
   * All rejections of an account, one for each reason, by reason. Usage of quantity 0 without a
   * price is not among them: it would cost nothing.
   */
  public static List<Rejection> gather(List<UnpricedUsage> unpriced, List<Metered> meterings) {
    TreeMap<String, Rejection> byReason = new TreeMap<>();
    for (Metered metered : meterings) {
      metered.rejected().forEach(rejection -> add(byReason, rejection));
    }
    for (UnpricedUsage each : unpriced) {
      if (each.isRejected()) {
        add(byReason, new Rejection(each.reason(), each.usage().records(), each.usage().example()));
      }
    }
    return new ArrayList<>(byReason.values());
  }

  private static void add(Map<String, Rejection> byReason, Rejection rejection) {
    byReason.merge(
        rejection.reason(),
        rejection,
        (a, b) ->
            new Rejection(
                a.reason(),
                a.records() + b.records(),
                a.example().compareTo(b.example()) <= 0 ? a.example() : b.example()));
  }

  private static void append(StringBuilder reason, String what, @Nullable String value) {
    if (value != null) {
      reason.append(", ").append(what).append(' ').append(value);
    }
  }
}
