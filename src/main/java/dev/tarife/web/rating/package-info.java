/** Rating within the bounds of the service: which bundle, how much at once, for how long. */
@NullMarked
package dev.tarife.web.rating;

import org.jspecify.annotations.NullMarked;
