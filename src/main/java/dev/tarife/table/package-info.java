/**
 * The decision tables as values: a record for each kind of row, and the words that cells may use.
 */
@NullMarked
package dev.tarife.table;

import org.jspecify.annotations.NullMarked;
