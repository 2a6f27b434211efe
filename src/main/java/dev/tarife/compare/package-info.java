/**
 * What differs between two sets of tables, cell by cell, and what the difference costs on a month
 * of usage. Results are plain values; {@code report} writes them.
 */
@NullMarked
package dev.tarife.compare;

import org.jspecify.annotations.NullMarked;
