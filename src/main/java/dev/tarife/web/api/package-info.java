/** The REST interface, as {@code /openapi.json} describes it. */
@NullMarked
package dev.tarife.web.api;

import org.jspecify.annotations.NullMarked;
