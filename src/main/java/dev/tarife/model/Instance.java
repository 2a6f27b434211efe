package dev.tarife.model;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One Amazon Connect instance of an account.
 *
 * @param id the instance's id, as usage names it
 * @param region AWS Region code, such as {@code us-west-2}
 * @param plan price plan at first; {@code standard} where the account names none
 * @param planChanges the days from which it has another plan, ascending (decision A-80)
 * @param timeZone clock by which hours and days of its usage are told (decision A-85); null: that
 *     of its Region
 */
public record Instance(
    String id,
    String region,
    String plan,
    List<PlanChange> planChanges,
    @Nullable ZoneId timeZone) {
  public static final String STANDARD = "standard";

  public Instance {
    planChanges = List.copyOf(planChanges);
    for (int i = 1; i < planChanges.size(); i++) {
      if (!planChanges.get(i - 1).from().isBefore(planChanges.get(i).from())) {
        throw new IllegalArgumentException(
            "The plans of instance (" + id + ") do not follow each other: " + planChanges + ".");
      }
    }
  }

  /** An instance with the time zone of its Region. */
  public Instance(String id, String region, String plan, List<PlanChange> planChanges) {
    this(id, region, plan, planChanges, null);
  }

  /** An instance whose plan does not change. */
  public Instance(String id, String region, String plan) {
    this(id, region, plan, List.of());
  }

  /** An instance on the standard plan. */
  public Instance(String id, String region) {
    this(id, region, STANDARD);
  }

  /**
   * Another plan from a day on.
   *
   * @param from first day, in UTC
   */
  public record PlanChange(LocalDate from, String plan) {}

  /** The plan on a day. */
  public String planOn(LocalDate day) {
    String on = plan;
    for (PlanChange change : planChanges) {
      if (change.from().isAfter(day)) {
        break;
      }
      on = change.plan();
    }
    return on;
  }

  /** Whether it has a plan on one of these days. */
  public boolean hasPlan(String code, Collection<LocalDate> days) {
    return planChanges.isEmpty()
        ? plan.equals(code)
        : days.stream().anyMatch(day -> planOn(day).equals(code));
  }

  /** Whether it has a plan on all of these days. */
  public boolean hasPlanOnAll(String code, Collection<LocalDate> days) {
    return planChanges.isEmpty()
        ? plan.equals(code)
        : days.stream().allMatch(day -> planOn(day).equals(code));
  }

  /**
   * Whether it had not yet begun a plan, and not yet ended another, on all of these days.
   *
   * @param until the plan that it must not have had by then; null: any
   * @param during the plan that it must have had all the time until then; null: any
   */
  public boolean isBefore(
      @Nullable String until, @Nullable String during, Collection<LocalDate> days) {
    LocalDate begun = until == null ? null : firstDay(on -> on.equals(until));
    LocalDate ended = during == null ? null : firstDay(on -> !on.equals(during));
    return days.stream()
        .allMatch(
            day ->
                (begun == null || day.isBefore(begun)) && (ended == null || day.isBefore(ended)));
  }

  /** The first day of a plan; null: none of its plans is such. */
  private @Nullable LocalDate firstDay(Predicate<String> isSuch) {
    if (isSuch.test(plan)) {
      return LocalDate.MIN;
    }
    for (PlanChange change : planChanges) {
      if (isSuch.test(change.plan())) {
        return change.from();
      }
    }
    return null;
  }

  /** On how many days of a month, from one of its days to before another, it has a plan. */
  public int daysOnPlan(String code, LocalDate from, LocalDate to) {
    return (int) from.datesUntil(to).filter(day -> planOn(day).equals(code)).count();
  }

  /** Every plan that it ever has, by code. */
  public Collection<String> plans() {
    TreeSet<String> plans = new TreeSet<>();
    plans.add(plan);
    planChanges.forEach(change -> plans.add(change.plan()));
    return plans;
  }
}
