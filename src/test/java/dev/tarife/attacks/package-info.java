/**
 * The accidents and attacks that Tarife must survive, one a row, and what its user then sees. The
 * rows of {@code docs/safety.md} are those of this suite.
 */
@NullMarked
package dev.tarife.attacks;

import org.jspecify.annotations.NullMarked;
