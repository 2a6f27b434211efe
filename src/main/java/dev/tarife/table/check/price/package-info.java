/**
 * Checks of prices: tiers and dates without gaps or overlaps, no two prices for the same usage,
 * columns that suit the model, and prices that are probably a slip.
 */
@NullMarked
package dev.tarife.table.check.price;

import org.jspecify.annotations.NullMarked;
