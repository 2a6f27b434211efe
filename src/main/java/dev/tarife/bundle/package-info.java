/** Compiled tariffs as files: built once, opened quickly. */
@NullMarked
package dev.tarife.bundle;

import org.jspecify.annotations.NullMarked;
