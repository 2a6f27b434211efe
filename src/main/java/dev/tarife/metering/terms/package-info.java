/**
 * What rows of {@code metering.xlsx} ask of a kind of usage, as values and as conditions of SQL.
 */
@NullMarked
package dev.tarife.metering.terms;

import org.jspecify.annotations.NullMarked;
