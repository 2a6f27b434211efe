/**
 * Telephone numbers: the inventory of our own, with the times at which an instance held each, and
 * the country of a number that was dialled.
 */
@NullMarked
package dev.tarife.connect.number;

import org.jspecify.annotations.NullMarked;
