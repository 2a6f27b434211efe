/**
 * Prices usage on a Spark cluster. Spark moves the rows of an account to one place; there the
 * engine of one machine meters and rates them, so that the invoices are the same.
 */
@NullMarked
package dev.tarife.spark;

import org.jspecify.annotations.NullMarked;
