/** Who may do what: signing in, roles, the headers of every answer. */
@NullMarked
package dev.tarife.web.security;

import org.jspecify.annotations.NullMarked;
