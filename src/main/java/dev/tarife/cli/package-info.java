/** The commands. */
@NullMarked
package dev.tarife.cli;

import org.jspecify.annotations.NullMarked;
