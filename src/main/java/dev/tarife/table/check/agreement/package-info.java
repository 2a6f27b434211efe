/**
 * Checks of agreements: of every row by itself, of rows that would both apply, and of rows that do
 * nothing.
 */
@NullMarked
package dev.tarife.table.check.agreement;

import org.jspecify.annotations.NullMarked;
