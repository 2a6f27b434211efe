/** Writes the folder {@code samples}, and holds it to what is written. */
@NullMarked
package dev.tarife.samples;

import org.jspecify.annotations.NullMarked;
