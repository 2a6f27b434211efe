/**
 * Reads workbooks strictly: what a cell holds and not what it shows, and every error with its
 * address.
 */
@NullMarked
package dev.tarife.sheet;

import org.jspecify.annotations.NullMarked;
