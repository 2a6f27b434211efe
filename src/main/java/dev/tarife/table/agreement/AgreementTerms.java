package dev.tarife.table.agreement;

import dev.tarife.model.Origin;
import dev.tarife.model.Period;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all sheets of {@code agreements.xlsx} have in common.
 *
 * @param origin the row
 * @param code what the invoice calls its charge; rows that follow each other in time, or are of
 *     different accounts, may share one
 * @param name for people
 * @param accounts ids of the accounts that have it; empty: every account
 * @param plan the lines of instances on this price plan alone; null: of any
 * @param charges codes of the charges, fees and commitments that it covers
 * @param areas codes of the areas that it covers. Where both are empty, it covers everything but
 *     what is passed through
 * @param from first day on which it is in force; null: since ever
 * @param to the day after the last; null: without end
 */
public record AgreementTerms(
    Origin origin,
    String code,
    String name,
    List<String> accounts,
    @Nullable String plan,
    List<String> charges,
    List<String> areas,
    @Nullable LocalDate from,
    @Nullable LocalDate to) {
  public AgreementTerms {
    accounts = List.copyOf(accounts);
    charges = List.copyOf(charges);
    areas = List.copyOf(areas);
  }

  /** Whether it covers everything but what is passed through. */
  public boolean coversAll() {
    return charges.isEmpty() && areas.isEmpty();
  }

  /**
   * Whether it covers a line.
   *
   * @param charge code of the line's charge, fee or commitment
   * @param area code of the charge's area; null: a fee or a commitment
   * @param linePlan plan of the line's instance; null: a line of the whole account
   * @param passedThrough whether another service bills the line
   */
  public boolean covers(
      String charge, @Nullable String area, @Nullable String linePlan, boolean passedThrough) {
    if (plan != null && !plan.equals(linePlan)) {
      return false;
    }
    return coversAll()
        ? !passedThrough
        : charges.contains(charge) || (area != null && areas.contains(area));
  }

  /** How many days of a month it is in force. */
  public int daysOf(Period period) {
    return (int) Math.max(0, ChronoUnit.DAYS.between(firstDay(period), endDay(period)));
  }

  /** The first day of a month on which it is in force. */
  LocalDate firstDay(Period period) {
    return from == null || from.isBefore(period.from()) ? period.from() : from;
  }

  /** The day after the last day of a month on which it is in force. */
  LocalDate endDay(Period period) {
    return to == null || to.isAfter(period.to()) ? period.to() : to;
  }
}
