/**
 * What a price is chosen for. Facts say which price rows match usage, which of them wins, and why
 * usage has no price. Allowances and lines come after it.
 */
@NullMarked
package dev.tarife.rating.price;

import org.jspecify.annotations.NullMarked;
