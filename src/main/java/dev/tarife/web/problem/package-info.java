/** What went wrong, as {@code application/problem+json}, in the words of the command line. */
@NullMarked
package dev.tarife.web.problem;

import org.jspecify.annotations.NullMarked;
