package dev.tarife.model;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A billable quantity: what metering makes of many records, and what rating prices.
 *
 * <p>A summed quantity lies in one slice of time, and within a slice no price and no allowance
 * changes. A count of distinct resources does not add up over slices: it stands for the resources
 * that had chargeable events in exactly the slices it names (decisions ).
 *
 * @param id unique among the usage of an account and month; the same usage twice counts once
 * @param charge code of the charge
 * @param instance the instance; null: counted over the whole account (decision A-63)
 * @param country price dimension, or null
 * @param numberType price dimension, or null
 * @param tags what the invoice is grouped by, by name; usually empty
 * @param slices first day of each slice the usage lies in, ascending; one unless distinct
 * @param quantity in base units of the charge's unit: seconds, messages, profile-days
 * @param records how many records it was made of
 * @param example id of the first of those records
 * @param sources the metering rows that made it
 * @param occurrences what each record, or each chain, of it counts, ascending; empty unless a price
 *     or an allowance of the charge is for each of them
 * @param resource the resource it is of, where an allowance of the charge is for each; null: it is
 *     of any number of them, or of none
 */
public record MeteredUsage(
    String id,
    String charge,
    @Nullable String instance,
    @Nullable String country,
    @Nullable String numberType,
    SortedMap<String, String> tags,
    List<LocalDate> slices,
    Quantity quantity,
    long records,
    String example,
    List<Source> sources,
    List<Occurrence> occurrences,
    @Nullable String resource)
    implements Usage {
  public MeteredUsage {
    if (slices.isEmpty()) {
      throw new IllegalArgumentException(
          "Metered usage (" + id + ") of charge (" + charge + ") must lie in at least one slice.");
    }
    if (quantity.value().signum() < 0) {
      throw new IllegalArgumentException(
          "The quantity (" + quantity + ") of metered usage (" + id + ") must not be negative.");
    }
    tags =
        tags.isEmpty()
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    slices = List.copyOf(slices);
    sources = List.copyOf(sources);
    occurrences = List.copyOf(occurrences);
    if (!occurrences.isEmpty()
        && !occurrences.stream()
            .map(Occurrence::quantity)
            .reduce(Quantity.ZERO, Quantity::plus)
            .equals(quantity)) {
      throw new IllegalArgumentException(
          "The quantity ("
              + quantity
              + ") of metered usage ("
              + id
              + ") is not the sum of its occurrences.");
    }
  }

  /** Usage whose records need not be told apart. */
  public MeteredUsage(
      String id,
      String charge,
      @Nullable String instance,
      @Nullable String country,
      @Nullable String numberType,
      SortedMap<String, String> tags,
      List<LocalDate> slices,
      Quantity quantity,
      long records,
      String example,
      List<Source> sources) {
    this(
        id,
        charge,
        instance,
        country,
        numberType,
        tags,
        slices,
        quantity,
        records,
        example,
        sources,
        List.of(),
        null);
  }

  /**
   * Usage without country and number type, that metering elsewhere has already summed.
   *
   * @param day a day of the slice it lies in, such as the first of the month
   */
  public static MeteredUsage of(
      String id, String charge, String instance, LocalDate day, Quantity quantity) {
    return of(id, charge, instance, null, null, day, quantity);
  }

  /** Usage with the dimensions of a telephony price. */
  public static MeteredUsage of(
      String id,
      String charge,
      String instance,
      @Nullable String country,
      @Nullable String numberType,
      LocalDate day,
      Quantity quantity) {
    return new MeteredUsage(
        id,
        charge,
        instance,
        country,
        numberType,
        Collections.emptySortedMap(),
        List.of(day),
        quantity,
        1,
        id,
        List.of());
  }

  public LocalDate firstSlice() {
    return slices.get(0);
  }

  /**
   * Whether any of the slices begins in a span of days.
   *
   * @param from first day; null: from ever
   * @param to the day after the last; null: for ever
   */
  public boolean fallsIn(@Nullable LocalDate from, @Nullable LocalDate to) {
    for (LocalDate day : slices) {
      if ((from == null || !day.isBefore(from)) && (to == null || day.isBefore(to))) {
        return true;
      }
    }
    return false;
  }

  /** Whether every slice begins in a time. */
  public boolean liesIn(@Nullable LocalDate from, @Nullable LocalDate to) {
    return slices.stream()
        .allMatch(day -> (from == null || !day.isBefore(from)) && (to == null || day.isBefore(to)));
  }

  /** The id alone: sessions look usage up often, and the id is unique. */
  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof MeteredUsage that
        && id.equals(that.id)
        && charge.equals(that.charge)
        && Objects.equals(instance, that.instance)
        && Objects.equals(country, that.country)
        && Objects.equals(numberType, that.numberType)
        && tags.equals(that.tags)
        && slices.equals(that.slices)
        && quantity.equals(that.quantity)
        && records == that.records
        && example.equals(that.example)
        && sources.equals(that.sources)
        && occurrences.equals(that.occurrences)
        && Objects.equals(resource, that.resource);
  }
}
