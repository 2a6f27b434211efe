/**
 * From usage records to billable quantities. {@code input} reads files, {@code terms} says what the
 * tables ask, {@code memory} and {@code bulk} count, {@code stored} keeps usage for a service; here
 * is what they give.
 */
@NullMarked
package dev.tarife.metering;

import org.jspecify.annotations.NullMarked;
