/**
 * Checks of the rows that say what is counted: no record feeds a charge twice or falls between two
 * conditions, and no row of contacts hides another.
 */
@NullMarked
package dev.tarife.table.check.metering;

import org.jspecify.annotations.NullMarked;
