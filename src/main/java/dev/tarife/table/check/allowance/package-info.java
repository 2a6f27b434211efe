/**
 * Checks of allowances, of what draws on them and of home countries: terms, quantities and units go
 * together.
 */
@NullMarked
package dev.tarife.table.check.allowance;

import org.jspecify.annotations.NullMarked;
