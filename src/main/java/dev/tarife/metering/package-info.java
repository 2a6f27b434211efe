/** From usage records to billable quantities: kinds, terms, and the arithmetic that joins them. */
@NullMarked
package dev.tarife.metering;

import org.jspecify.annotations.NullMarked;
