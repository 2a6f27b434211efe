/** Meters records in memory, one by one, for sessions embedded in a program. */
@NullMarked
package dev.tarife.metering.memory;

import org.jspecify.annotations.NullMarked;
