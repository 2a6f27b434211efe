package dev.tarife.rating;

import dev.tarife.model.Quantity;

/**
 * A quantity of usage that an allowance made free.
 *
 * @param draw the usage and the allowance
 * @param priced the price it would have had
 * @param quantity in base units, more than 0
 */
public record Share(Draw draw, Priced priced, Quantity quantity) {}
