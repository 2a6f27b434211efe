/** Meters files of any size with SQL; nothing is done in Java for a single record. */
@NullMarked
package dev.tarife.metering.bulk;

import org.jspecify.annotations.NullMarked;
