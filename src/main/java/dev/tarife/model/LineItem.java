package dev.tarife.model;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One line of an invoice.
 *
 * @param charge code of the charge
 * @param description the charge's name, for people
 * @param kind priced, free, or passed through
 * @param instance the instance; null: the whole account
 * @param region the instance's Region; null: the whole account
 * @param dimensions {@code country}, {@code number_type} and tags, where the charge has them
 * @param tier which tier of the price, from 1; null for a free line
 * @param quantity in units, rounded to the line's decimals for the reader; the amount is computed
 *     from the exact base units
 * @param unit such as {@code minute}
 * @param unitPrice price of one unit
 * @param amount rounded to ten decimals; at times one unit of the tenth off, so that the lines add
 *     up to the exact total (decision A-45)
 * @param sources the rows and rules that made the line, ascending
 * @param standsOn numbers of the lines that a line of an agreement is computed from, from 1,
 *     ascending; empty for a line of usage
 */
public record LineItem(
    String charge,
    String description,
    LineKind kind,
    @Nullable String instance,
    @Nullable String region,
    SortedMap<String, String> dimensions,
    @Nullable Integer tier,
    Quantity quantity,
    String unit,
    Money unitPrice,
    Money amount,
    List<Source> sources,
    List<Integer> standsOn) {
  public LineItem {
    dimensions =
        dimensions.isEmpty()
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
    sources = List.copyOf(sources);
    standsOn = List.copyOf(standsOn);
  }
}
