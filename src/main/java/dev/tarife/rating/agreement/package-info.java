/**
 * Settles the agreements that an account has in a month, one after another, over the lines of its
 * usage. The rules are in {@code agreements.drl} and its templates.
 */
@NullMarked
package dev.tarife.rating.agreement;

import org.jspecify.annotations.NullMarked;
