/**
 * Makes usage that shows an error or a boundary of the tables: the counter-examples of the checks.
 */
@NullMarked
package dev.tarife.table.probe;

import org.jspecify.annotations.NullMarked;
