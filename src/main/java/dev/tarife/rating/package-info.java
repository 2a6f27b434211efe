/** From billable quantities to line items: the rules, the session, and why a line is as it is. */
@NullMarked
package dev.tarife.rating;

import org.jspecify.annotations.NullMarked;
