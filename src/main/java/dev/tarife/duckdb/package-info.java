/**
 * The database inside the process: opening it, its limits, how far it is, and what its failures
 * mean.
 */
@NullMarked
package dev.tarife.duckdb;

import org.jspecify.annotations.NullMarked;
