/**
 * Checks the tables as a whole, one concern a class: gaps, overlaps, prices that nothing reaches.
 */
@NullMarked
package dev.tarife.table.check;

import org.jspecify.annotations.NullMarked;
